// A script of Scilab: it ends in .sce as well.
clear; clc;
function y = area(r)
    y = %pi * r.^2;
endfunction
x = linspace(0, 1, 11);
[rows, columns] = size(x);
for k = 1:columns
    mprintf("%d: %f\n", k, area(x(k)));
end
disp("done");
plot2d(x, area(x));
