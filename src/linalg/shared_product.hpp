// Products that a team computes together. How a product is cut depends on its shape alone, and each element is computed
// whole by one thread: so the bits are the same for any number of threads.
#pragma once

#include <cstddef>

#include "base/workers.hpp"
#include "linalg/factor.hpp"

namespace glia {

// Lines of a product's longer side that one thread computes at a time; a line costs `line_work` multiplications.
std::size_t product_piece(std::size_t lines, std::size_t line_work) noexcept;

// As multiply of product.hpp, C being dense.
template <class T>
void multiply(Workers& workers, std::size_t m, std::size_t n, std::size_t k, Factor<T> a, Factor<T> b, T beta, T* c);

// As multiply_add of product.hpp.
template <class T>
void multiply_add(Workers& workers, std::size_t m, std::size_t n, std::size_t k, const T* a, const T* weight,
                  const T* bias, T* c);

}  // namespace glia
