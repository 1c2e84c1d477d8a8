# Every sign that an editor tells from others, once. Below a line stand marks: what its signs are.
use "./prices.sce" as p
# <--- keyword
#   ^^^^^^^^^^^^^^ string
#                  ^^ wordop
dimension loudness = work/time as prefixed
# <--------- keyword
#                              ^^ wordop
#                                 ^^^^^^^^ style
unit honk (hoot) : loudness prefix si
# <---- keyword
#    ^^^^ unitname
#          ^^^^ unitname
#                           ^^^^^^ prefixword
#                                  ^^ prefixword
unit fortnight = 14 day
#    ^^^^^^^^^ unitname
#                ^^ number
#                   ^^^ unit
fn cost(duration: hour, rate: USD/hour = $2) : USD = duration * rate
# <-- keyword
#  ^^^^ functionname
#       ^^^^^^^^ parameter
#                 ^^^^ unit
#                       ^^^^ parameter
#                             ^^^ unit
#                                 ^^^^ unit
#                                      ^ operator
#                                         ^ number
#                                              ^^^ unit
#                                                  ^ operator
#                                                             ^ operator

kind garage <
# <---- keyword
#    ^^^^^^ kindname
#           ^ angle
  serves : generator
# ^^^^^^ field
#          ^^^^^^^^^ kind
  out cars : 1 = 4 in 0 .. 10 @ "counted < twice > # by two"
# ^^^ modifier
#     ^^^^ field
#              ^ operator
#                ^ number
#                  ^^ wordop
#                     ^ number
#                       ^^ operator
#                             ^ sourcesign
#                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ source
  each visitor : 1/day # per day
# ^^^^ modifier
#      ^^^^^^^ field
#                  ^^^ unit
#                      ^^^^^^^^^ comment
  out = 3
# ^^^ field
  from = 4; each = 5; unit = out
# ^^^^ field
#           ^^^^ field
#                     ^^^^ field
#                            ^^^ plain
>
# <- angle
garage depot from home <
# <------ userkind
#      ^^^^^ blockname
#            ^^^^ keyword
#                 ^^^^ parent
#                      ^ angle
  garage inner < cars = 2 > @ "both"
# ^^^^^^ userkind
#        ^^^^^ blockname
#              ^ angle
#                ^^^^ field
#                         ^ angle
#                           ^ sourcesign
#                             ^^^^^^ source
  home.cars = 7 honks
# ^^^^ field
#      ^^^^ field
#               ^^^^^ userunit
>
# <- angle
garage from home < cars = 2 >
# <------ userkind
#      ^^^^ keyword
#           ^^^^ parent
#                ^ angle
#                  ^^^^ field
#                           ^ angle
model sora < params = 20e9; frames = (1440/8) frame; steps = 1_000 > @ "a guess"
# <----- kind
#     ^^^^ blockname
#          ^ angle
#            ^^^^^^ field
#                   ^ operator
#                     ^^^^ number
#                           ^^^^^^ field
#                                     ^^^^ number
#                                         ^ operator
#                                             ^^^^^ unit
#                                                    ^^^^^ field
#                                                            ^^^^^ number
#                                                                  ^ angle
#                                                                      ^^^^^^^^^ source
fleet <
# <----- kind
#     ^ angle
  tiktok = 17M * 50%; youtube = 1.5e-3k; speed : TFLOP/s/gpu = 989.4
# ^^^^^^ field
#          ^^^ number
#              ^ operator
#                ^^^ number
#                     ^^^^^^^ field
#                               ^^^^^^^ number
#                                        ^^^^^ field
#                                                ^^^^^ unit
#                                                      ^ unit
#                                                        ^^^ unit
  rent = $2.50/hour + $30k / 1M token + 80GB + 12 widget*h
#         ^^^^ number
#              ^^^^ unit
#                   ^ operator
#                      ^^^ number
#                          ^ operator
#                            ^^ number
#                               ^^^^^ unit
#                                     ^ operator
#                                       ^^ number
#                                         ^^ unit
#                                              ^^ number
#                                                 ^^^^^^ userunit
#                                                        ^ unit
>
scenario lean from base_case < sora.steps = 25 >
# <-------- builtinkind
#        ^^^^ blockname
#             ^^^^ keyword
#                  ^^^^^^^^^ parent
#                            ^ angle
#                              ^^^^ field
#                                   ^^^^^ field
#                                              ^ angle
claim low < holds = (p50(fleet.gpus) < 720k gpu and 1 > x) > @ "C31"
# <----- builtinkind
#     ^^^ blockname
#         ^ angle
#           ^^^^^ field
#                    ^^^ function
#                                    ^ operator
#                                      ^^^^ number
#                                           ^^^ unit
#                                               ^^^ logic
#                                                     ^ operator
#                                                          ^ angle
#                                                            ^ sourcesign
choice = if (x <= 3) then [1, 2] else not -x[year = 2026]
#        ^^ control
#              ^^ operator
#                    ^^^^ control
#                                ^^^^ control
#                                     ^^^ logic
#                                         ^ operator
#                                            ^^^^ parameter
#                                                   ^^^^ number
growth = 4 to 10; table = [40k, 20k] over year; c = sweep(0% .. 50% by 5%)
#        ^ number
#          ^^ wordop
#             ^^ number
#                 ^^^^^ field
#                                    ^^^^ wordop
#                                         ^^^^ plain
#                                                   ^^^^^ function
#                                                         ^^ number
#                                                            ^^ operator
#                                                                   ^^ wordop
area = (5 m)^2 as m^2; price = none; d = cost(duration = 3 hour, rate = std.p)
#         ^ unit
#            ^ number
#              ^^ wordop
#                 ^ unit
#                              ^^^^ constant
#                                        ^^^^ usercall
#                                             ^^^^^^^^ parameter
#                                                          ^^^^ unit
sum(platform.to_day) >= 3 and area == 4 or sum(out, in_use) != total
# <--- function
#                    ^^ operator
#                         ^^^ logic
#                                  ^^ operator
#                                       ^^ logic
#                                              ^^^ plain
#                                                   ^^^^^^ plain
#                                                           ^^ operator
