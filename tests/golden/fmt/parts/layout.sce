

# Everything that the layout decides, spelled in as many ways as people spell it.
use  "./prices.sce"as p
unit fortnight(two_weeks)=14day
dimension loudness=work/time as prefixed;unit honk:loudness prefix si
fn cost( duration:hour,rate:USD/hour=$2 ):USD=duration*rate


kind  garage from  base < 
	out cars:1=4  in 0..10@"counted"
	each visitor:1/day
>



model sora<params=20e9;frames=1440/8;steps=250>
fleet < tiktok = 17e6*0.5;
  youtube=43e6 * 15%; peak = 2 ;attempts=2

  ; utilization = 50%

>
model long < params = 20e9; frames = 1440 / 8; steps = 250; scale = 30; video_share = 50%; data_scale = 4; passes = 2 > @ "too long for a line"

clips = (1440/8)frame
way=10 km/hour*x ;  area = (5 m)^2; apart = 5 m ^2; tight = 5 m^2
peak = max( 1,2 ,
   3,
        4
)
total = first
 + second*-third^ - 2
    as km/hour
choice = if(x<3)then[1 ,2] else - x [year=2026]
over_years = [40k,20k,0]over year;  guess = 4to 10
garage deep < garage a < garage b < c = 1>>>
sora . train_flops/other.train_flops;
- 3 * x
claim low<value=p50( x );says=4_211 gpu;under=slow>@"section 04"
