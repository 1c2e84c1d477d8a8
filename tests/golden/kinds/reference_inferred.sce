# the only block of the kind in the file is meant, kinds made from it and copies included
image_model stills < params = 20e9 >
image_fleet < instagram = 1e6 >
