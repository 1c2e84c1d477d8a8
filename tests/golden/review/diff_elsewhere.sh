# Edits that stand elsewhere: in an import, in a kind, in a function, in a unit, behind a reference, in a constant of the library.
. ./parts/compare.sh

echo '-- a price in an import'
mkdir old new
printf 'use "./prices.sce"\nhours = 5 hour\ncost = hours * rate\n' | tee old/plan.sce >new/plan.sce
printf 'rate = $3/hour @ "a quote"\n' >old/prices.sce
printf '# since May\nrate = $4/hour @ "a quote"\n' >new/prices.sce
for format in text md json; do "$SCE" diff old/plan.sce new/plan.sce --format "$format"; done
"$SCE" diff old new

text "a kind's formula" <<'end'
kind box < w : m; h : m; out area : m^2 = w * h >
box a < w = 3; h = 4 >
box b < w = 5; h = 6 >
---
kind box < w : m; h : m; out area : m^2 = 2 * w * h >
box a < w = 3; h = 4 >
box b < w = 5; h = 6 >
end

text 'a function, and one that it calls' <<'end'
fn half(x) = x / 2
fn f(x, k = 2) = half(x) * k
a = f(3)
b = f(4) + half(5)
f(6)
---
fn half(x) = x / 3
fn f(x, k = 5) = half(x) * k
a = f(3)
b = f(4) + half(5)
f(6)
end

all 'a unit that the file restates' <<'end'
rent = $3/hour * (1 month)
twice = rent * 2
wait : month = 1
hours : hour = wait
twice / (1 month)
---
unit month = 31 day
rent = $3/hour * (1 month)
twice = rent * 2
wait : month = 1
hours : hour = wait
twice / (1 month)
end

all 'a reference to another block' <<'end'
model sora < params = 20e9; frames = (1440/8) frame; gpu = A100 >
fleet < tiktok = 17e6 * 0.5; utilization = 50% >
sora.gpu.bf16 * 2
---
model sora < params = 20e9; frames = (1440/8) frame; gpu = H100 >
fleet < tiktok = 17e6 * 0.5; utilization = 50% >
sora.gpu.bf16 * 2
end

text 'a reference in a scenario' <<'end'
model sora < params = 20e9; frames = (1440/8) frame >
fleet < tiktok = 17e6 * 0.5 >
scenario old_ones < sora.gpu = A100 >
---
model sora < params = 20e9; frames = (1440/8) frame >
fleet < tiktok = 17e6 * 0.5 >
scenario old_ones < sora.gpu = B200 >
end

text 'lines that go and leave the defaults' <<'end'
model sora < params = 20e9; frames = (1440/8) frame; gpu = A100 >
fleet < tiktok = 17e6 * 0.5; peak = 2 >
---
model sora < params = 20e9; frames = (1440/8) frame >
fleet < tiktok = 17e6 * 0.5 >
end

text 'a constant of the library' <<'end'
model sora < params = 20e9; frames = (1440/8) frame >
fleet < tiktok = 17e6 * 0.5 >
cost = fleet.gpus * H100.price
---
model sora < params = 20e9; frames = (1440/8) frame >
fleet < tiktok = 17e6 * 0.5 >
H100.price = $25k/gpu
cost = fleet.gpus * H100.price
end
