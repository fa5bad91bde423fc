#include "core/loss.hpp"

#include <algorithm>
#include <vector>

#include "base/error.hpp"
#include "core/losses.hpp"

namespace glia {
namespace {

const std::vector<SpecDefinition>& definitions() {
    static const std::vector<SpecDefinition> list = {
        {"binary_crossentropy", "-(t log y + (1 - t) log(1 - y)), summed over outputs, for targets in [0, 1]", {}},
        {"categorical_crossentropy", "-t log y, summed over outputs, for a class or a distribution over classes", {}},
        {"mse", "(y - t)^2, mean over outputs", {}},
    };
    return list;
}

}  // namespace

std::span<const SpecDefinition> loss_definitions() {
    return definitions();
}

std::string canonical_loss(std::string_view text) {
    const Spec spec = parse_spec("loss", text);
    const SpecDefinition& definition = find_definition("loss", spec.name, definitions());
    return format_spec(definition, bind_spec("loss", spec, definition));
}

template <class T>
void one_hot(const std::int32_t* classes, std::size_t rows, std::size_t cols, T* values) noexcept {
    if (cols == 1) {
        for (std::size_t i = 0; i < rows; ++i) values[i] = static_cast<T>(classes[i]);
        return;
    }
    std::fill_n(values, rows * cols, T{0});
    for (std::size_t i = 0; i < rows; ++i) values[i * cols + static_cast<std::size_t>(classes[i])] = T{1};
}

template void one_hot(const std::int32_t*, std::size_t, std::size_t, float*) noexcept;
template void one_hot(const std::int32_t*, std::size_t, std::size_t, double*) noexcept;

template <class T>
std::unique_ptr<const Loss<T>> make_loss(std::string_view text) {
    const std::string name = parse_spec("loss", canonical_loss(text)).name;
    if (name == "binary_crossentropy") return std::make_unique<BinaryCrossentropy<T>>();
    if (name == "categorical_crossentropy") return std::make_unique<CategoricalCrossentropy<T>>();
    return std::make_unique<MeanSquaredError<T>>();
}

template std::unique_ptr<const Loss<float>> make_loss(std::string_view);
template std::unique_ptr<const Loss<double>> make_loss(std::string_view);

}  // namespace glia
