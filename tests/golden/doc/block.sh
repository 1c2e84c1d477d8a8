# A block of a file and one of the library.
cd parts
"$SCE" doc shop.sce corner
"$SCE" doc shop.sce tiktok
