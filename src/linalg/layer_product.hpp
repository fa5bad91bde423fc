// What a dense layer computes of many rows, by glia's own kernels: inputs are packed, weights are read where they lie,
// each once for as many rows as stay in the cache.
#pragma once

#include <cstddef>

#include "base/workers.hpp"

namespace glia {

inline constexpr std::size_t least_layer_product_rows = 8;  // fewer are for the other ways

// How many elements layer_product packs into; 0 where the product is not for it: few rows or units, so little work that
// OpenBLAS has kernels of its own for it, more inputs than a panel can have, weights that lie apart by what the cache
// cannot tell apart, or no such instruction set. Not less for more rows.
template <class T>
std::size_t layer_product_memory(std::size_t m, std::size_t n, std::size_t k) noexcept;

// C (m x n) = A (m x k) W^T + bias (n) in every row, with W (n x k), where the memory for it is not 0. The sum of an
// element runs over its terms in ascending order, from the bias on, so that its bits depend on nothing else.
template <class T>
void layer_product(Workers& workers, std::size_t m, std::size_t n, std::size_t k, const T* a, const T* weight,
                   const T* bias, T* c, T* memory) noexcept;

}  // namespace glia
