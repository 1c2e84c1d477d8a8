use "../../../outside.sce"
