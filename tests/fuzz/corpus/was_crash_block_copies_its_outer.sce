model sora < params = 1
 model big from sora < params = 2 >
>
