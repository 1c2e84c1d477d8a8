model sora < params = 20e9; frames = 1440/8; steps = 250 >
fleet < tiktok = 17e6 * 0.5 >
