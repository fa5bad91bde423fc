// Products by glia's own kernels. The rows of A are packed once for the whole team, the columns of B by whoever
// multiplies by them. OpenBLAS, given a part of a product, packs the factor that the parts have in common once for
// each.
#pragma once

#include <cstddef>

#include "base/workers.hpp"
#include "linalg/factor.hpp"

namespace glia {

// C (m x n) = A (m x k) B (k x n), plus what C was where `accumulate`, or else `bias` (n) in every row, unless that is
// null; every size is from 1, c_stride: from one row of C to the next. Returns false, and does nothing, where the
// product is not for these kernels: too small or too large, no such instruction set, or an OpenBLAS of the system,
// which lends no memory to pack into. The sum of an element runs over p in blocks that depend on k alone, so that its
// bits depend on nothing else.
template <class T>
bool packed_multiply(Workers& workers, std::size_t m, std::size_t n, std::size_t k, Factor<T> a, Factor<T> b,
                     const T* bias, bool accumulate, T* c, std::size_t c_stride) noexcept;

}  // namespace glia
