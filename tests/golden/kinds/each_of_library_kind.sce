# The kind of the members is read from the library while the kind is being built.
kind rack < each card : accelerator; out power = sum(card.tdp) >
rack one < accelerator b from H100 < >; accelerator c from H100 < tdp = 100 W/gpu > >
