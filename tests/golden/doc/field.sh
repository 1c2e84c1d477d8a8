# A constant, a member, a field by its name alone.
cd parts
"$SCE" doc flop_per_mac
"$SCE" doc shop.sce corner.price
"$SCE" doc peak
"$SCE" doc peak --format md
"$SCE" doc model.gpu.memory --format json
