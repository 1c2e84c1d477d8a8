# A finding, however its code is spelled: what sce explain shows.
"$SCE" doc E0120
[ "$("$SCE" doc E0120)" = "$("$SCE" explain E0120)" ] && echo same
[ "$("$SCE" doc e120)" = "$("$SCE" explain E0120)" ] && echo same
