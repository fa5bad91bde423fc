#include "core/losses/loss.hpp"

#include <algorithm>
#include <vector>

#include "base/error.hpp"
#include "core/losses/elementwise_losses.hpp"
#include "core/losses/losses.hpp"
#include "glia/plugin.h"

namespace glia {
namespace {

const std::vector<SpecDefinition>& definitions() {
    const SpecParameter smoothing = {"label_smoothing", 0, 0, 1, false, true};
    static const std::vector<SpecDefinition> list = {
        {"binary_crossentropy",
         "-(t log y + (1 - t) log(1 - y)), summed over outputs, for targets in [0, 1]",
         {smoothing}},
        {"categorical_crossentropy",
         "-t log y, summed over outputs, for a class or a distribution over classes",
         {smoothing}},
        {"focal",
         "cross-entropy times (1 - p)^gamma, p the probability given to the truth: little for rows that are easy "
         "(Lin et al., 2017)",
         {{"gamma", 2, 0, infinity, false, true}, {"alpha", 0.25, 0, 1, true, false}}},
        {"hinge",
         "the margin by which the true class falls short of 1, for classes (Cortes and Vapnik, 1995; several outputs: "
         "Crammer and Singer, 2001)",
         {}},
        {"huber",
         "(y - t)^2 / 2 where |y - t| <= delta, and a straight line beyond; mean over outputs (Huber, 1964)",
         {{"delta", 1, 0, infinity, true, true}}},
        {"kl_divergence",
         "t log(t / y), summed over outputs, for a distribution over classes (Kullback and Leibler, 1951)",
         {}},
        {"log_cosh", "log(cosh(y - t)), mean over outputs", {}},
        {"mae", "|y - t|, mean over outputs", {}},
        {"mse", "(y - t)^2, mean over outputs", {}},
        {"poisson", "y - t log y, mean over outputs, for counts or rates: targets and outputs from 0", {}},
        {"quantile",
         "q (t - y) where t > y, else (1 - q) (y - t), mean over outputs: the q-quantile of t (Koenker and Bassett, "
         "1978)",
         {{"q", 0.5, 0, 1, true, true}}},
    };
    return list;
}

template <class T>
LossRow<T> row_of(const Outputs<T>& outputs, const Targets<T>& targets, std::size_t i) {
    const std::size_t at = i * outputs.cols;
    return {outputs.cols, outputs.y + at, outputs.logits != nullptr ? outputs.logits + at : nullptr,
            targets.values != nullptr ? targets.values + at : nullptr,
            targets.values != nullptr ? 0 : targets.classes[i]};
}

template <class T>
T weight_of(const Targets<T>& targets, std::size_t i) {
    return targets.weights != nullptr ? targets.weights[i] : T{1};
}

}  // namespace

template <class T>
double Loss<T>::sum(const Outputs<T>& outputs, const Targets<T>& targets) const {
    double total = 0;
    for (std::size_t i = 0; i < outputs.rows; ++i) {
        const T weight = weight_of(targets, i);
        if (weight != 0) total += weight * row_loss(row_of(outputs, targets, i));
    }
    return total;
}

template <class T>
void Loss<T>::gradient(const Outputs<T>& outputs, const Targets<T>& targets, T scale, T* d) const {
    for (std::size_t i = 0; i < outputs.rows; ++i) {
        T* const row = d + i * outputs.cols;
        const T weight = weight_of(targets, i);
        if (weight != 0) {
            row_gradient(row_of(outputs, targets, i), scale * weight, row);
        } else {
            std::fill_n(row, outputs.cols, T{0});
        }
    }
}

template class Loss<float>;
template class Loss<double>;

std::span<const SpecDefinition> loss_definitions() {
    return definitions();
}

std::string canonical_loss(std::string_view text) {
    return canonical_spec("loss", text, definitions());
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
std::unique_ptr<const Loss<T>> make_loss(std::string_view text, std::uint32_t activation_flags) {
    const Spec spec = parse_spec("loss", text);
    const std::string& name = spec.name;
    const std::vector<double> v = bind_spec("loss", spec, find_definition("loss", name, definitions()));
    const bool distribution = (activation_flags & GLIA_ACTIVATION_SOFTMAX) != 0;
    if (name == "binary_crossentropy") return std::make_unique<BinaryCrossentropy<T>>(v[0]);
    if (name == "categorical_crossentropy") return std::make_unique<CategoricalCrossentropy<T>>(v[0]);
    if (name == "focal" && distribution) return std::make_unique<CategoricalFocal<T>>(v[0], v[1]);
    if (name == "focal") return std::make_unique<BinaryFocal<T>>(v[0], v[1]);
    if (name == "hinge") return std::make_unique<Hinge<T>>();
    if (name == "huber") return std::make_unique<ElementwiseLoss<T, Huber>>(Huber{v[0]});
    if (name == "kl_divergence") return std::make_unique<KlDivergence<T>>();
    if (name == "log_cosh") return std::make_unique<ElementwiseLoss<T, LogCosh>>();
    if (name == "mae") return std::make_unique<ElementwiseLoss<T, AbsoluteError>>();
    if (name == "poisson") return std::make_unique<PoissonLoss<T>>();
    if (name == "quantile") return std::make_unique<ElementwiseLoss<T, Quantile>>(Quantile{v[0]});
    return std::make_unique<ElementwiseLoss<T, SquaredError>>();
}

template std::unique_ptr<const Loss<float>> make_loss(std::string_view, std::uint32_t);
template std::unique_ptr<const Loss<double>> make_loss(std::string_view, std::uint32_t);

}  // namespace glia
