# A reference names blocks: fields of its own block that count something are passed over. In a formula of values they are not.
# exit: 2
kind chip < speed : 1 >
kind board < chip : chip; spare : 1 = 2; other : chip = chip; out total = chip.speed * spare + other.speed >
chip spare < speed = 3 >
chip fast < speed = 100 >
board b < chip = spare; other = spare >
board c < chip = fast; spare = b.spare + 1 >
serving s < serves = batch; prompt = 1000; answer = 500; gpus = 4 >
llm batch from llama2_70b < >
board d < chip = count; count : 1 = 3 >
