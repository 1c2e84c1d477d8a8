# The units of the library: what is measured, what it is called, how it is displayed. Everything else in the library
# and every scenario is written in these. A file may restate a unit (`unit month = 30.4 day`): the new meaning then
# holds for the whole program.

# --- what is measured -------------------------------------------------------------------------------------------------

dimension time
dimension length
dimension mass
dimension temperature
dimension current as prefixed
dimension information as prefixed

# Floating-point operations, as a number of them. How many in a time is work per time.
dimension work as scientific

# Multiplications with addition, each of which is two floating-point operations. Papers print these as "FLOPs" too.
dimension multiply_accumulates as scientific

dimension parameters as count
dimension tokens as count
dimension images as count
dimension frames as count

# Length of moving pictures: how long a clip runs, not how long it takes to make.
dimension video

# Accelerators of any make, counted. Hours and gpu-hours differ by this.
dimension gpus as count

dimension money as cents

# Mass of greenhouse gas with the effect of that much CO2.
dimension carbon

# --- what follows from it, named so that messages can speak of it -----------------------------------------------------

dimension energy = mass*length^2/time^2 as prefixed
dimension power = mass*length^2/time^3 as prefixed
dimension force = mass*length/time^2 as prefixed
dimension voltage = mass*length^2/time^3/current as prefixed
dimension charge = current*time as prefixed
dimension work_per_time = work/time as prefixed
dimension work_per_time_per_gpu = work/time/gpus as prefixed
dimension data_rate = information/time as prefixed
dimension data_rate_per_gpu = information/time/gpus as prefixed
dimension memory_per_gpu = information/gpus as prefixed
dimension power_per_gpu = mass*length^2/time^3/gpus as prefixed
dimension gpu_time = gpus*time as count
dimension money_per_time = money/time as cents
dimension money_per_gpu = money/gpus as cents
dimension money_per_gpu_time = money/gpus/time as cents

# --- time -------------------------------------------------------------------------------------------------------------

unit s (second, sec) : time prefix si
unit minute (min) = 60 s
unit hour (h, hr) = 60 minute
unit day (d) = 24 hour
unit week (wk) = 7 day

# 30 days: a planning convention, not a calendar month. Restate it in a file that means another.
unit month = 30 day

# 365 days: a planning convention, without leap days. Twelve months of 30 days are 5 days short of it.
unit year (yr) = 365 day

# --- length, mass, temperature, force, energy, electricity ------------------------------------------------------------

unit m (meter, metre) : length prefix si
unit g (gram) : mass prefix si

# The metric ton. The letter t alone is no unit: one letter is too easily meant for something else.
unit tonne = 1000 kg

unit K (kelvin) : temperature prefix si

# Only behind a prefix (`kN`) or in full (`newton`).
unit N (newton) = 1 kg*m/s^2 prefix si required

unit J (joule) = 1 kg*m^2/s^2 prefix si
unit W (watt) = 1 J/s prefix si
unit Wh (watt_hour) = 3600 J prefix si
unit A (ampere, amp) : current prefix si
unit V (volt) = 1 W/A prefix si
unit coulomb = 1 A*s
unit Ah (amp_hour) = 3600 coulomb prefix si
unit Hz (hertz) = 1 s^-1 prefix si

# --- information ------------------------------------------------------------------------------------------------------

unit bit : information prefix si binary

# Only behind a prefix (`80 GB`, `80 GiB`) or in full (`4 bytes`). `GB` is 1e9 bytes, `GiB` is 2^30.
unit B (byte) = 8 bit prefix si binary required

# --- computing --------------------------------------------------------------------------------------------------------

# One floating-point operation: a count. The speed of a machine is `FLOP/s`.
unit FLOP : work prefix si

# One multiplication with addition. `flop_per_mac` turns them into FLOP.
unit MAC : multiply_accumulates prefix si

unit FLOPS = none prefix si @ "the word is used for a count and for a rate: write FLOP for a count, FLOP/s for a rate"
unit FLOPs = none prefix si @ "the word is used for a count and for a rate: write FLOP for a count, FLOP/s for a rate"
unit flops = none prefix si @ "the word is used for a count and for a rate: write FLOP for a count, FLOP/s for a rate"

# A multiplication with addition is two floating-point operations. What papers on image models print as "Gflops" are
# often multiply-accumulates, as are the counts of most profilers.
flop_per_mac = 2 FLOP/MAC

unit param (parameter) : parameters
unit token : tokens
unit gpu (GPU) : gpus

# --- what is made -----------------------------------------------------------------------------------------------------

unit image : images
unit frame : frames
unit video_second (video_sec) : video
unit video_minute (video_min) = 60 video_second
unit video_hour = 60 video_minute

# --- money and carbon -------------------------------------------------------------------------------------------------

# US dollars; `$2.50` is the same. There are no other currencies here: a rate of exchange is an input with a source
# (`unit EUR = 1.08 USD` in a file makes it one).
unit USD (dollar) : money
unit cent = 0.01 USD

unit gCO2e : carbon prefix si
unit tCO2e = 1e6 gCO2e prefix si
