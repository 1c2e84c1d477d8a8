# exit: 2
# A picture smaller than a token, a compression upside down, a clip that runs backwards, more than all of the peak.
video_dit tiny < params = 1e9; depth = 12; width = 768; duration = 2; fps = 8; pixels_high = 12; pixels_wide = 256 >
video_dit swollen < params = 1e9; depth = 12; width = 768; duration = 2; fps = 8; pixels_high = 256; pixels_wide = 256; space_compression = 1/8 >
video_dit backwards < params = 1e9; depth = 12; width = 768; duration = -1; fps = 8; pixels_high = 256; pixels_wide = 256 >
video_dit eager < params = 1e9; depth = 12; width = 768; duration = 2; fps = 8; pixels_high = 256; pixels_wide = 256; utilization = 120% >
latent_frames(81, 1/4)
clip_tokens(81, 8, 1280)
dit_token_macs(1000, 0, 768)
