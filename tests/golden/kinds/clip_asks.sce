# exit: 2
# What a clip cannot do without, and time where video is meant.
video_dit square < params = 14e9; depth = 40; width = 5120; duration = 5; fps = 16; pixels_high = 720 >
video_dit seconds < params = 14e9; depth = 40; width = 5120; duration = 5 second; fps = 16; pixels_high = 720; pixels_wide = 1280 >
video_dit misspelled < params = 14e9; depth = 40; width = 5120; duration = 5; fps = 16; pixel_high = 720; pixels_wide = 1280 >
measured_latency run < of = wan2_1_14b >
