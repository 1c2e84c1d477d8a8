# args: check
# A sketch is left alone: a file of a few numbers in which nothing has a source.
model sora < params = 20e9; frames = 1440/8; steps = 250 >
fleet < tiktok = 17e6 * 0.5 >
claim enough < value = fleet.gpus; says = 69471 gpu > @ "the card"
