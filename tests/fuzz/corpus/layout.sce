# doc of the file


a=1;b =  2 # behind
# above
kind k<a=1;b=2>
k x<

  a=3   # in


  # last
>
c=(1
 +2)
d=1+
  2
if_=3;e=if 1==1
 then 2
 else 3
#! odd
#
