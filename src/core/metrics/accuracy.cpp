#include "core/metrics/accuracy.hpp"

#include <limits>

#include "linalg/rows.hpp"

namespace glia {

Accuracy accuracy_of(Accuracy loss, bool has_classes, std::size_t outputs) noexcept {
    if (loss == Accuracy::sign) return outputs == 1 ? Accuracy::sign : Accuracy::largest;
    if (!has_classes) return loss;
    return outputs == 1 ? Accuracy::each : Accuracy::largest;
}

double Score::share() const noexcept {
    if (answers == 0) return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(right) / static_cast<double>(answers);
}

template <class T>
Score score(Accuracy accuracy, const Outputs<T>& outputs, const Targets<T>& targets) noexcept {
    constexpr T half = T{1} / T{2};
    Score result;
    if (accuracy == Accuracy::each || accuracy == Accuracy::sign) {
        const T border = accuracy == Accuracy::sign ? T{0} : half;
        result.answers = outputs.rows * outputs.cols;
        for (std::size_t i = 0; i < result.answers; ++i) {
            if ((outputs.y[i] > border) == (targets.values[i] > half)) ++result.right;
        }
    } else if (accuracy == Accuracy::largest) {
        result.answers = outputs.rows;
        for (std::size_t i = 0; i < outputs.rows; ++i) {
            const std::size_t truth = targets.classes != nullptr
                                          ? static_cast<std::size_t>(targets.classes[i])
                                          : largest(outputs.cols, targets.values + i * outputs.cols);
            if (largest(outputs.cols, outputs.y + i * outputs.cols) == truth) ++result.right;
        }
    }
    return result;
}

template Score score(Accuracy, const Outputs<float>&, const Targets<float>&) noexcept;
template Score score(Accuracy, const Outputs<double>&, const Targets<double>&) noexcept;

}  // namespace glia
