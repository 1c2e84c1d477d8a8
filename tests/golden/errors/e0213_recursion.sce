# exit: 2
fn even(n) = if n == 0 then 1 else odd(n - 1)
fn odd(n) = if n == 0 then 0 else even(n - 1)
answer = even(10)
