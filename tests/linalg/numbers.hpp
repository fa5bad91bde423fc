// Numbers without a pattern that a wrong index could hide in.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace glia::test {

template <class T>
std::vector<T> numbers(std::size_t size, double phase) {
    std::vector<T> values(size);
    for (std::size_t i = 0; i < size; ++i) {
        values[i] = static_cast<T>(std::sin(static_cast<double>(i * i % 10007) + phase));
    }
    return values;
}

}  // namespace glia::test
