# Scenarios and members that came or went.
. ./parts/compare.sh

all 'a scenario more' <<'end'
b = 3
c = b * 2
---
b = 3
c = b * 2
scenario high < b = 5 >
end

all 'a scenario less, and an edit' <<'end'
b = 3
c = b * 2
scenario high < b = 5 >
---
b = 4
c = b * 2
end

all "a scenario's replacement alone" <<'end'
b = 3
c = b * 2
scenario high < b = 5 >
scenario low < b = 1 >
---
b = 3
c = b * 2
scenario high < b = 6 >
scenario low < b = 1 >
end

all 'a member more' <<'end'
model sora < params = 20e9; frames = (1440/8) frame >
fleet < tiktok = 17e6 * 0.5 >
---
model sora < params = 20e9; frames = (1440/8) frame >
fleet < tiktok = 17e6 * 0.5; youtube = 5e6 >
end

all 'a member less, and an edit' <<'end'
model sora < params = 20e9; frames = (1440/8) frame >
fleet < tiktok = 17e6 * 0.5; youtube = 5e6 >
---
model sora < params = 20e9; frames = (1440/8) frame; steps = 300 >
fleet < tiktok = 17e6 * 0.5 >
end

text 'the greatest member, of which nobody has a part' <<'end'
kind row < each seat : m; out widest : m = max(seat) >
row a < first = 3; second = 4 >
---
kind row < each seat : m; out widest : m = max(seat) >
row a < first = 3; second = 4; third = 8; fourth = 9 >
end

text 'a block more, and one that is renamed' <<'end'
kind box < w : m; out area : m^2 = w^2 >
box a < w = 3 >
---
kind box < w : m; out area : m^2 = w^2 >
box c < w = 3 >
box b < w = 5 >
end
