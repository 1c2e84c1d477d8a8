# args: check
# A fleet and a cost that forgot what their model reaches; one that took it over, one that was measured.
video_dit clips from wan2_1_14b < utilization = 36% @ "Wan 2.1's own latency on an H100" >
fleet forgot < serves = clips; app = 1000 @ "a guess" >
unit_cost forgot_too < serves = clips >
fleet taken < serves = clips; app = 1000 @ "a guess"; utilization = clips.utilization >
unit_cost measured < serves = clips; throughput = wan2_1_14b_on_h100.throughput >
