# a kind made from one of the library has fields that names of the file are called like, too: that is nobody's doing
params = 70e9 param
kind mine from llm < work = training_work(params, train_tokens) >
mine k < params = 8e9; train_tokens = 1e12 >
params
