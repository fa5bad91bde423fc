#include "core/data/fingerprint.hpp"

#include <span>
#include <vector>

#include "base/checksum.hpp"

namespace glia {

std::uint64_t fingerprint(const Dataset& dataset) {
    Checksum sum;
    const auto add = [&](const auto* numbers, std::size_t count) {
        sum.update(std::as_bytes(std::span(numbers, count)));
    };
    std::vector<float> buffer(dataset.features());
    for (std::size_t row = 0; row < dataset.rows(); ++row) {
        add(dataset.read_x(row, buffer.data()), dataset.features());
        if (dataset.outputs() > 0) add(dataset.targets(row), dataset.outputs());
        if (dataset.has_classes()) {
            const std::int32_t index = dataset.class_of(row);
            add(&index, 1);
        }
        if (dataset.has_weights()) {
            const float weight = dataset.weight(row);
            add(&weight, 1);
        }
    }
    return sum.value();
}

}  // namespace glia
