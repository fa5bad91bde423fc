"""What a prediction costs through glia.py beyond C: one row of 64-128-10 through one session, in turns of calls made
in C and in Python. The argument is the library of predict_in_c.c."""

import ctypes
import sys
import time

import glia
import numpy as np

ROUNDS, WARMUP_ROUNDS = 301, 100
CALLS = 500  # of each, in a round


def nanoseconds_a_call(calls):
    start = time.perf_counter_ns()
    calls()
    return (time.perf_counter_ns() - start) / CALLS


def main():
    model = glia.Model(64).add_dense(128, "relu").add_dense(10, "softmax").initialize("auto", 42)
    session = model.session()
    x, y = np.full((1, 64), 0.5, np.float32), np.empty((1, 10), np.float32)
    predict_in_c = ctypes.CDLL(sys.argv[1]).predict_in_c
    predict_in_c.argtypes = [ctypes.c_void_p] * 3 + [ctypes.c_size_t]

    def in_c():
        if predict_in_c(session.handle, x.ctypes.data, y.ctypes.data, CALLS) != 0:
            raise RuntimeError("refused")

    def in_python():
        for _ in range(CALLS):
            session.predict(x, out=y)

    rounds = [(nanoseconds_a_call(in_c), nanoseconds_a_call(in_python)) for _ in range(WARMUP_ROUNDS + ROUNDS)]
    c, own = np.array(rounds[WARMUP_ROUNDS:]).T
    low, middle, high = np.percentile(own - c, (25, 50, 75))
    print(f"C {np.median(c):.0f} ns, Python {np.median(own):.0f} ns; more in the same round: {middle:.0f} ns "
          f"({low:.0f} to {high:.0f})")


main()
