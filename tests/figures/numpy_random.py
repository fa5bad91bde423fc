"""What numpy's RandomState draws from a seed: numbers even between two limits and orders of rows, by turns."""

import numpy as np

from common import finish_table

SEEDS = [0, 7, 4294967295]
LIMIT = 0.25
ORDERS = [10, 256, 300]  # a mask of the numbers below fits the second as it can, and the third as it cannot


def main():
    table = [["seed", "drawn", "index", "value"]]
    for seed in SEEDS:
        numbers = np.random.RandomState(seed)
        for rows in ORDERS:
            even = numbers.uniform(-LIMIT, LIMIT, 5)
            table += [[str(seed), "uniform", str(i), "%.17g" % value] for i, value in enumerate(even)]
            order = np.arange(rows)
            numbers.shuffle(order)
            table += [[str(seed), "order_of_%d" % rows, str(i), str(row)] for i, row in enumerate(order[:10])]
    finish_table("numpy_random", table, 0)


main()
