# What one of each costs to make, as the article compares them: a minute of video, an image, a thousand tokens of text;
# and how soon the world's uploads would outweigh the training of the model.

use "./sora.sce"

# --- work of one output -----------------------------------------------------------------------------------------------

sora_minute = sora.output_flops
dit_xl_image = dit_article.output_flops
llama2_text = llama2_70b.output_flops  # Llama 2 70B, 1,000 tokens
gpt4_text = gpt4.output_flops  # 1,000 tokens

# The measure of text that the article gives beside the thousand tokens.
wikipedia_article = 670 token @ "article, comparison"
gpt4_article = gpt4.output_flops * (wikipedia_article / gpt4.output)

# --- against a thousand tokens of GPT-4 -------------------------------------------------------------------------------

sora_over_gpt4 = sora_minute / gpt4_text
dit_xl_over_gpt4 = dit_xl_image / gpt4_text
llama2_over_gpt4 = llama2_text / gpt4_text

# --- one H100 for an hour, at peak speed ------------------------------------------------------------------------------

hour_of_sora = sora.output_per_gpu_hour
hour_of_dit_xl = dit_article.output_per_gpu_hour
hour_of_llama2 = llama2_70b.output / (llama2_70b.output_flops / H100.bf16 as gpu*hour)
hour_of_gpt4 = gpt4.output / (gpt4.output_flops / H100.bf16 as gpu*hour)

# --- how long a platform uploads until making as much has taken the work of training ----------------------------------

instagram_time : hour = dit_article.break_even / instagram.uploads
tiktok_time : hour = sora.break_even / tiktok.uploads
youtube_time : hour = sora.break_even / youtube.uploads
both_time : hour = sora.break_even / (tiktok.uploads + youtube.uploads)
