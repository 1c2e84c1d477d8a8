# exit: 2
# a file of more than 2 GiB, which takes no room on the disk
truncate -s 3G "$TMP/large.sce"
cd "$TMP"
"$SCE" large.sce 2>&1
