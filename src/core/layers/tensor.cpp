#include "core/layers/tensor.hpp"

#include <cmath>

#include "base/error.hpp"
#include "linalg/rows.hpp"

namespace glia {

template <class T>
void check_values(const Tensor& tensor, std::span<const T> values) {
    if (!tensor.never_negative && all_finite(values.size(), values.data())) return;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) throw invalid("element {} is {}; it must be a finite number", i, values[i]);
        if (tensor.never_negative && values[i] < 0) {
            throw invalid("element {} is {}; in '{}' it must be at least 0", i, values[i], tensor.name);
        }
    }
}

template void check_values(const Tensor&, std::span<const float>);
template void check_values(const Tensor&, std::span<const double>);

}  // namespace glia
