use "../../escape_absolute.sce"
