# What one of each costs to make, as the article compares them: a minute of video, an image, a thousand tokens of text;
# and how soon the world's uploads would outweigh the training of the model.

use "./sora.sce"

# --- work of one output ---------------------------------------------------------------------------------------------------

video_minute_by_sora = sora.output_flops
image_by_dit_xl = dit_article.output_flops
text_by_llama2_70b = llama2_70b.output_flops  # 1,000 tokens
text_by_gpt4 = gpt4.output_flops  # 1,000 tokens

# The measure of text that the article gives beside the thousand tokens.
wikipedia_article = 670 token @ "article, comparison"
article_by_gpt4 = gpt4.output_flops * (wikipedia_article / gpt4.output)

# --- against a thousand tokens of GPT-4 -----------------------------------------------------------------------------------

sora_over_gpt4 = video_minute_by_sora / text_by_gpt4
image_over_gpt4 = image_by_dit_xl / text_by_gpt4
llama_over_gpt4 = text_by_llama2_70b / text_by_gpt4

# --- one H100 for an hour, at peak speed ----------------------------------------------------------------------------------

hour_of_sora = sora.output_per_gpu_hour
hour_of_dit_xl = dit_article.output_per_gpu_hour
hour_of_llama2_70b = llama2_70b.output / (llama2_70b.output_flops / H100.bf16 as gpu*hour)
hour_of_gpt4 = gpt4.output / (gpt4.output_flops / H100.bf16 as gpu*hour)

# --- days of uploads until making has taken as much work as training --------------------------------------------------------

instagram_days : day = dit_article.break_even / instagram.uploads
tiktok_days : day = sora.break_even / tiktok.uploads
youtube_days : day = sora.break_even / youtube.uploads
both_days : day = sora.break_even / (tiktok.uploads + youtube.uploads)
