# exit: 2
# All syntax errors of a file in one run, each once, and what is sound around them stays.
model sora < params = 20e9; frames = 1440/8; steps = 250 >
uploads = 17e6 +* 2
limit = uploads > 10e6
halls = if limit then 2
price = $2.50 per hour
fleet < tiktok = 17e6 * ; attempts = 1; peak = (2 >
sound = 1 + 2
total = 1,000 + (3 * 4
last = sound * 2
