# exit: 1
# Figures of work in a unit with a prefix, as papers print them: what came out stands in the same form.
claim close < value = dit_s_2.step_macs; says = 6.06 GMAC; within = 1% >
claim apart < value = dit_s_2.step_macs; says = 9.06 GMAC; within = 1% >
