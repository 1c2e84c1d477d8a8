# The estimate of sora.sce with what nobody knew as unknowns: each guess of the article is a range here, and every
# result a distribution. Utilization is one unknown: it holds for training and for serving.

model sora <
  params = 20e9 @ "article, section 04: a guess"
  frames = 1440/8 @ "article, section 04"  # allow E0704: in proportion to frames, as the article has it
  steps = uniform(100, 250) @ "article: 250; samplers of 2024 need fewer"
  scale = 20 to 45 @ "article: 30; 90 % interval around it"
  data_scale = uniform(4, 10) @ "article, section 04: its two scenarios as the ends"
  video_share = 50% @ "article, section 04"
  train_gpu_months = train_flops / (gpu.bf16 * fleet.utilization)
  train_cost : USD = train_gpu_months * rent
>

fleet <
  tiktok = tiktok.uploads * uniform(30%, 70%) @ "article: 50 %"
  youtube = youtube.uploads * uniform(5%, 25%) @ "article: 15 % in its text, 5 % in its figures"
  utilization = uniform(30%, 60%) @ "article: 50 % for serving, 100 % for training"
  peak = uniform(1.5, 3) @ "article: 2"
  attempts = uniform(1, 3) @ "article: 2"
  cost : USD/day = gpus * rent
>

rent = 2 USD/(gpu*hour) to 4 USD/(gpu*hour) @ "2024: long contracts to list prices"

# --- what was printed, and where it lies ------------------------------------------------------------------------------

# The share of outcomes above each figure of the article.
prob(sora.train_gpus > 10528 gpu)
prob(fleet.gpus > 720k gpu)

# The fleet that covers nineteen outcomes in twenty, against the middle one.
p95(fleet.gpus)
p95(fleet.gpus) / p50(fleet.gpus)

# Half of the fleet's doubt is utilization and peak: what it would be if both were known.
scenario measured <
  fleet.utilization = 45%
  fleet.peak = 2
>

claim fleet_is_plausible <
  holds = (p5(fleet.gpus) < 720k gpu and 720k gpu < p95(fleet.gpus))
> @ "article, on inference, C31"
