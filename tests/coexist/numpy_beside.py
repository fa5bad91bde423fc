"""glia and numpy in one process, each with an OpenBLAS of its own: neither changes what the other computes, nor how
many threads it has.

    numpy_beside.py LIBRARY WORK HOST

LIBRARY: libglia; WORK: libcoexist_work.so; HOST: a program without numpy that does the same work.
"""

import ctypes
import re
import subprocess
import sys
import threading

SKIPPED = 77

try:
    import numpy
except ModuleNotFoundError:
    print("there is no numpy")
    sys.exit(SKIPPED)

library, work_library, host = sys.argv[1:]
work = ctypes.CDLL(work_library).work_with
work.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
work.restype = ctypes.c_uint64


def digest(threads):
    return work(library.encode(), threads)


def openblas_of_numpy():
    """The OpenBLAS that the first product has loaded; None where numpy's products come from another library."""
    with open("/proc/self/maps") as maps:
        path = re.search(r"/\S*openblas\S*\.so\S*", maps.read())
    return ctypes.CDLL(path.group()) if path else None


generator = numpy.random.default_rng(1)
left = generator.standard_normal((300, 200))
right = generator.standard_normal((200, 400))


def product():
    return (left @ right).tobytes()


expected_product = product()
openblas = openblas_of_numpy()
if openblas is None:
    print("numpy has no OpenBLAS here")
    sys.exit(SKIPPED)

expected = int(subprocess.run([host, library], check=True, capture_output=True, text=True).stdout)
for numpy_threads in (1, 2):
    openblas.openblas_set_num_threads(numpy_threads)
    threads_before = openblas.openblas_get_num_threads()
    alone = product()
    for threads in (1, 2):
        assert digest(threads) == expected, f"glia gives other bits where numpy has {numpy_threads} threads"
        assert product() == alone, "numpy gives other bits after glia has worked"
    assert openblas.openblas_get_num_threads() == threads_before, "glia has changed the number of numpy's threads"

    # Both at the same time; ctypes and numpy give up the interpreter's lock while they compute.
    digests = []
    thread = threading.Thread(target=lambda: digests.extend(digest(2) for _ in range(2)))
    thread.start()
    products = [product()]
    while thread.is_alive():
        products.append(product())
    thread.join()
    assert set(digests) == {expected}, "glia gives other bits while numpy computes"
    assert set(products) == {alone}, "numpy gives other bits while glia computes"
