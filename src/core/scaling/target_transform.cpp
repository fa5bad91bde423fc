#include "core/scaling/target_transform.hpp"

#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "core/data/each_row.hpp"
#include "core/limits.hpp"

namespace glia {

TargetTransform::TargetTransform(std::string scaling, std::vector<double> centers, std::vector<double> scales)
    : scaling_(std::move(scaling)), centers_(std::move(centers)), scales_(std::move(scales)) {
    check_width("the number of targets", centers_.size());
    if (Scaling(scaling_).spec() != scaling_) {
        throw invalid("scaling '{}' is not in its shortest form", printable(scaling_));
    }
    if (scales_.size() != centers_.size()) {
        throw invalid("there are {} scales for {} targets", scales_.size(), centers_.size());
    }
    for (std::size_t j = 0; j < centers_.size(); ++j) {
        if (!std::isfinite(centers_[j])) {
            throw invalid("the center of target {} is {}; it must be finite", j, centers_[j]);
        }
        if (!(std::isfinite(scales_[j]) && scales_[j] > 0)) {
            throw invalid("the scale of target {} is {}; it must be finite and above 0", j, scales_[j]);
        }
    }
}

template <class From, class To>
void TargetTransform::apply(const From* targets, To* scaled) const noexcept {
    for (std::size_t j = 0; j < outputs(); ++j) {
        scaled[j] = static_cast<To>((static_cast<double>(targets[j]) - centers_[j]) / scales_[j]);
    }
}

template <class T>
void TargetTransform::restore(std::size_t rows, const T* y, T* restored) const noexcept {
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < outputs(); ++j) {
            const std::size_t at = i * outputs() + j;
            restored[at] = static_cast<T>(centers_[j] + scales_[j] * static_cast<double>(y[at]));
        }
    }
}

template <class T>
void TargetTransform::restore_backward(std::size_t rows, const T* dy, T* d) const noexcept {
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < outputs(); ++j) {
            const std::size_t at = i * outputs() + j;
            d[at] = static_cast<T>(scales_[j] * static_cast<double>(dy[at]));
        }
    }
}

TargetTransform fit_targets(const Dataset& dataset, std::string_view spec) {
    const Scaling scaling(spec);
    if (dataset.has_classes()) throw invalid("the targets are classes, which have no scale; only values do");
    if (dataset.outputs() == 0) throw invalid("the data set has no targets");
    scaling.require_fit(dataset);
    std::vector<double> centers;
    std::vector<double> scales;
    ColumnTallies tallies(dataset.outputs());
    each_targets(dataset, [&](const float* targets) { tallies.add(targets); });
    std::vector<ColumnStatistics> statistics = tallies.statistics();
    if (scaling.needs_quartiles()) {
        add_quartiles({dataset.rows(), dataset.outputs(), [&](std::size_t i, float*) { return dataset.targets(i); }},
                      statistics);
    }
    for (const ColumnStatistics& column : statistics) {
        const Scale scale = scaling.fit(column);
        centers.push_back(scale.center);
        scales.push_back(scale.scale);
    }
    return {scaling.spec(), std::move(centers), std::move(scales)};
}

template void TargetTransform::apply(const float*, float*) const noexcept;
template void TargetTransform::apply(const float*, double*) const noexcept;
template void TargetTransform::apply(const double*, double*) const noexcept;
template void TargetTransform::restore(std::size_t, const float*, float*) const noexcept;
template void TargetTransform::restore(std::size_t, const double*, double*) const noexcept;
template void TargetTransform::restore_backward(std::size_t, const float*, float*) const noexcept;
template void TargetTransform::restore_backward(std::size_t, const double*, double*) const noexcept;

}  // namespace glia
