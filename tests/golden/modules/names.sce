# definitions and scenarios come in; claims and bare expressions stay
use "./parts/prices.sce"
total = 10 gpu * rent * 24 hour
