# exit: 2
share = 50%
uploads : video_minute/day = 17e6 * share
