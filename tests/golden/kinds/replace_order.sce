# args: run --all --set 'one.inner.w = 7' --set 'four.inner.w = 1'
# What a block replaces in its own blocks lies beneath the file's replacements, and these beneath --set.
kind small < w = 2 >
kind big < small inner < > >
big one < inner.w = 5 >
big two from one < inner.w = 6 >
big three from one < >
big four < inner.w = 3 >
three.inner.w = 9
four.inner.w = 4
scenario high < four.inner.w = 2 * four.inner.w >
