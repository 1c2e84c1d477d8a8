# the circle alone is told, not who leads to it; what does not rest on it is shown
# exit: 2
entry = ring_a + 1
ring_a = ring_b
ring_b = ring_c + sound
ring_c = ring_a
sound = 4
after = sound * 2
