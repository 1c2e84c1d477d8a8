# A kind of a file, and one that is made from it.
cd parts
"$SCE" doc shop.sce shop
"$SCE" doc shop.sce grocer
