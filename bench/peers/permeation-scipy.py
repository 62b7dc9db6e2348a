"""Diffusion around an axis by Crank and Nicolson with the sparse LU of SciPy: factored once, solved in each step.

permeation-scipy.py COEFFICIENTS FIELD: reads doubles (rings, rows, steps, seconds of a step, then capacities, conductances
outward and downward by row and ring, and from the source into each ring), writes the last field, and prints the seconds of
the processor that factoring and stepping took.
"""

import sys
import time

import numpy
from scipy.sparse import diags
from scipy.sparse.linalg import splu

told = numpy.fromfile(sys.argv[1])
rings, rows, steps = (int(number) for number in told[:3])
seconds = told[3]
cells = rings * rows
capacities, outward, downward = told[4 : 4 + 3 * cells].reshape(3, cells)
source = told[4 + 3 * cells :]

outward = outward.copy()
outward[rings - 1 :: rings] = 0
loss = outward + downward
loss[1:] += outward[:-1]
loss[rings:] += downward[:-rings]
loss[:rings] += source
flow = diags([loss, -outward[:-1], -outward[:-1], -downward[:-rings], -downward[:-rings]], [0, 1, -1, rings, -rings])
fed = numpy.zeros(cells)
fed[:rings] = source

begun = time.process_time()
ahead = (diags(capacities) + seconds / 2 * flow).tocsc()
behind = (diags(capacities) - seconds / 2 * flow).tocsr()
solve = splu(ahead, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True}).solve
field = numpy.zeros(cells)
for step in range(steps):
    field = solve(behind @ field + seconds * fed)
print(time.process_time() - begun)
field.tofile(sys.argv[2])
