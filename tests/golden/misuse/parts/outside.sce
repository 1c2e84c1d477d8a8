# A value outside its range is told; what follows from it is not.
serving none_at_once < serves = llama2_70b; gpus = 4; prompt = 1000; answer = 500; batch = 0 >
serving cached < serves = llama2_70b; gpus = 4; prompt = 1000; answer = 500; prefix = 2000 >
serving negative < serves = llama2_70b; gpus = 4; prompt = -1000; answer = 500 >
serving no_gpu < serves = llama2_70b; gpus = 0; prompt = 1000; answer = 500 >
video_dit back < params = 5e9; depth = 42; width = 3072; duration = -6; fps = 8; pixels_high = 480; pixels_wide = 720 >
unit_cost twice < serves = llama2_70b; utilization = 30; attempts = 0 >
serving two < serves = llama2_70b; gpus = 1; prompt = 1000; answer = 500; batch = 0 >
serving many < serves = llama2_70b; gpus = 4; prompt = 1000; answer = 500 >
scenario off < many.utilization = 0 >
scenario above < many.utilization = 2 >
