# args: check
# Two lines without any source are told so once, and that attention is left out.
model sora < params = 20e9; frames = 1440/8; steps = 250 >
fleet < tiktok = 17e6 * 0.5 >
claim enough < value = fleet.gpus; says = 69471 gpu > @ "the card"
