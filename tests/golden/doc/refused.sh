# A name that its kind refuses: listed with the kind, not with its blocks, and not asked for.
cat >"$TMP/cards.sce" <<'END'
kind card <
  bf16 : TFLOP/s  # its peak
  bf16_sparse = none @ "peaks are dense here: use bf16"  # with zeros counted
>
card one < bf16 = 900 >
END
cd "$TMP"
for name in card one card.bf16_sparse; do "$SCE" doc cards.sce "$name" 2>&1; echo; done
"$SCE" doc --format md cards.sce card
"$SCE" doc --format json cards.sce card
