# What it takes to train a model like Sora and to serve it to the world: an estimate of March 2024 rebuilt, number for
# number. M. Plappert, "Under The Hood: How OpenAI's Sora Model Works", Factorial Funds. Sections are the article's;
# C01 to C31 number its derived figures. Each is a claim below, checked to the digits that the article prints.

# --- the model: DiT-XL/2, made larger and given frames ----------------------------------------------------------------

image_side = 512 @ "article, section 02: pixels a side"
compression = 8 @ "article, section 04: DiT's factor in space, taken for time too"
pixels = image_side^2
latent_positions = (image_side / compression)^2

dit_batch = 256 image @ "article, section 04"
dit_updates = 3e6 @ "article, section 04"
dit_images = dit_batch * dit_updates

model sora <
  params = 20e9 @ "article, section 04: a guess"
  clip : minute = 1 @ "article, section 04: the longest that was shown"
  fps : frame/s = 24 @ "article, section 04"
  clip_frames : frame = clip * fps
  frames = clip_frames / compression  # allow E0704: in proportion to frames, as the article has it; sora_audited.sce counts attention
  steps = 250 @ "article, section 04"
  scale = 30 @ "article, section 04: about 20e9 / 675e6"
  video_share = 50% @ "article, section 04: the other half are stills, which count as nothing beside video"
>

# The data set is taken to be ten to a hundred times as large as DiT's, and training to take four or ten times the work.
scenario conservative < sora.data_scale = 4 > @ "article, section 04"
scenario optimistic < sora.data_scale = 10 > @ "article, section 04"

# --- the fleet: generated video on the platforms ----------------------------------------------------------------------

fleet <
  tiktok = tiktok.uploads * 50% @ "article, on inference: half of what is uploaded"
  youtube = youtube.uploads * 15% @ "article, on inference"
  throughput = 5 video_minute/gpu/hour @ "article, section 04: C18 as printed, which it carries on"
  utilization = 50% @ "article, on inference"
  peak = 2 @ "article, on inference"
  attempts = 2 @ "article, on inference: two candidates for each that is posted"
>

# What runs all day long if demand were even, nothing idle and nothing thrown away.
average_gpus : gpu = fleet.demand / fleet.throughput

# With a twentieth of YouTube in place of the 15 % in its text, the article's last two figures come out.
scenario as_published < fleet.youtube = youtube.uploads * 5% >

# --- section 02 -------------------------------------------------------------------------------------------------------

claim image_pixels < value = pixels; says = 262144 > @ "article, section 02, C01"
claim image_latent < value = latent_positions; says = 4096 > @ "article, section 02, C02"

# --- section 04: frames and multipliers -------------------------------------------------------------------------------

claim minute_frames < value = sora.clip_frames; says = 1440 frame > @ "article, section 04, C03"
claim minute_latent < value = sora.frames; says = 180 frame > @ "article, section 04, C04"
claim video_multiplier <
  value = sora.frames / dit_article.frames; says = 180
> @ "article, section 04, C05"
claim size_multiplier <
  value = sora.params / dit_article.params; says = 30
> @ "article, section 04, C06"

# --- section 04: training ---------------------------------------------------------------------------------------------

claim dit_images_seen < value = dit_images; says = 768M image > @ "article, section 04, C07"
claim dit_gpu_months <
  value = dit_article.train_gpu_months; says = 0.4 gpu*month
> @ "article, section 04, C08"
claim dit_one_gpu <
  value = dit_article.train_gpu_months / (1 gpu); says = 12 day
> @ "article, section 04, C09"
claim train_flops_low <
  value = sora.train_flops; under = conservative; says = 1.1e25 FLOP
> @ "article, section 04, C10"
claim train_flops_high <
  value = sora.train_flops; under = optimistic; says = 2.7e25 FLOP
> @ "article, section 04, C11"
claim train_low <
  value = sora.train_gpus; under = conservative; says = 4211 gpu
> @ "article, section 04, C12"
claim train_high <
  value = sora.train_gpus; under = optimistic; says = 10528 gpu
> @ "article, section 04, C13"

# --- section 04: inference, and when it overtakes training ------------------------------------------------------------

claim dit_per_image <
  value = dit_article.output_flops; says = 131e12 FLOP
> @ "article, section 04, C14"
claim dit_break_even <
  value = dit_article.break_even; says = 7.6M image
> @ "article, section 04, C15"
claim sora_per_step < value = sora.step_flops; says = 2.8e15 FLOP > @ "article, section 04, C16"

claim sora_per_minute <
  value = sora.output_flops
  says = 708e15 FLOP
  within = 0.2%  # it multiplied about 524.6e9 FLOP a step, its text prints 524e9: 0.12 % less, beside half a digit
> @ "article, section 04, C17"

claim gpu_hour_minutes <
  value = sora.output_per_gpu_hour; says = 5 video_minute/gpu/hour
> @ "article, section 04, C18"
claim break_even_low <
  value = sora.break_even; under = conservative; says = 15.3M video_minute
> @ "article, section 04, C19"

claim break_even_high <
  value = sora.break_even
  under = optimistic
  says = 38.1M video_minute
  within = 0.2%  # the same: about 524.6e9 FLOP a step there, 524e9 here
> @ "article, section 04, C20"

# --- the comparison with text: plotted, not printed -------------------------------------------------------------------

claim llama2_text <
  holds = (llama2_70b.output_flops > 1e14 FLOP and llama2_70b.output_flops < 2e14 FLOP)
> @ "article, comparison, C21: plotted, not printed"

claim gpt4_text <
  holds = (gpt4.output_flops > 5e14 FLOP and gpt4.output_flops < 1e15 FLOP)
> @ "article, comparison, C22: plotted, not printed"

claim image_like_text <
  value = dit_article.output_flops / llama2_70b.output_flops
  says = 1
  within = 10%  # in words only, about the same: a tenth apart is
> @ "article, comparison, C23"

claim video_over_text <
  holds = (sora.output_flops / gpt4.output_flops >= 100)  # several orders of magnitude: at least two
> @ "article, comparison, C24"

# --- inference at scale -----------------------------------------------------------------------------------------------

claim gpu_day_minutes <
  value = fleet.throughput * (1 day); says = 120 video_minute/gpu
> @ "article, on inference, C25"
claim tiktok_minutes <
  value = tiktok.uploads; says = 17M video_minute/day
> @ "article, on inference, C26"
claim tiktok_made <
  value = fleet.tiktok; says = 8.5M video_minute/day
> @ "article, on inference, C27"
claim youtube_made <
  value = fleet.youtube; says = 6.5M video_minute/day
> @ "article, on inference, C28"
claim minutes_made <
  value = fleet.demand; says = 15M video_minute/day
> @ "article, on inference, C29"

claim fleet_average <
  value = average_gpus
  says = 89k gpu
  disputed = "its own inputs give 124,583: 14.95 million minutes a day at 120 each; 89k is what 5 % of YouTube gives"
> @ "article, on inference, C30"

claim fleet_peak <
  value = fleet.gpus
  says = 720k gpu
  disputed = "follows from the 89k: with its own inputs 996,667"
> @ "article, on inference, C31"

claim printed_average <
  value = average_gpus
  under = as_published
  says = 89k gpu
> @ "article, on inference, C30"

claim printed_peak <
  value = fleet.gpus
  under = as_published
  says = 720k gpu
  within = 1.5%  # 720k is 8 times 90k: it rounded the average, 88,750 here, up by 1.4 % in between
> @ "article, on inference, C31"

# Sora's training beside that of a large language model of its time.
sora.train_flops / llama2_70b.train_flops
