#include "core/layer_factory.hpp"

#include <utility>

#include "base/error.hpp"
#include "core/dense.hpp"
#include "core/limits.hpp"

namespace glia {
namespace {

void check_revision(const LayerDescription& description, const Activation& activation) {
    const std::uint32_t wanted = description.activation_revision;
    const std::uint32_t present = activation.table().revision;
    if (wanted == 0 || wanted == present) return;
    throw error(
        GLIA_ERROR_UNSUPPORTED,
        "the model was made with revision {} of activation '{}', but revision {} is installed; it would compute "
        "something else",
        wanted, activation.name(), present);
}

}  // namespace

template <class T>
std::shared_ptr<const Layer<T>> make_layer(const LayerDescription& description, std::size_t inputs,
                                           const ActivationFinder& find) {
    if (description.kind != "dense") {
        throw error(GLIA_ERROR_UNSUPPORTED, "layers of kind '{}' are not known to this glia; known: dense",
                    printable(description.kind));
    }
    check_width("units", description.units);
    Activation activation = make_activation(description.activation, find);
    check_revision(description, activation);
    return std::make_shared<const Dense<T>>(inputs, description.units, std::move(activation));
}

template std::shared_ptr<const Layer<float>> make_layer(const LayerDescription&, std::size_t, const ActivationFinder&);
template std::shared_ptr<const Layer<double>> make_layer(const LayerDescription&, std::size_t, const ActivationFinder&);

}  // namespace glia
