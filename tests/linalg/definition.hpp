// What a product is.
#pragma once

#include <vector>

#include "linalg/factor.hpp"

namespace glia::test {

// A B + beta C, in long double.
template <class T>
std::vector<T> product(std::size_t m, std::size_t n, std::size_t k, Factor<T> a, Factor<T> b, T beta,
                       std::vector<T> c) {
    const auto at = [](Factor<T> f, std::size_t i, std::size_t j) {
        return f.transposed ? f.data[j * f.stride + i] : f.data[i * f.stride + j];
    };
    for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
            long double sum = static_cast<long double>(beta) * c[i * n + j];
            for (std::size_t p = 0; p < k; ++p) sum += static_cast<long double>(at(a, i, p)) * at(b, p, j);
            c[i * n + j] = static_cast<T>(sum);
        }
    }
    return c;
}

}  // namespace glia::test
