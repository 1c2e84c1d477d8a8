# args: check
# exit: 2
model sora < params = 20e9 >
llm chat < params = 7e9; train_tokens = 2e12 >
fleet < tiktok = 17e6 >
