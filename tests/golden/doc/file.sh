# All that a file defines, as text and markdown.
cd parts
"$SCE" doc shop.sce
"$SCE" doc shop.sce --format md
"$SCE" doc - <shop.sce
