// From target values in their own units to those that the network learns, and back.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/dataset.hpp"
#include "core/scaling/scaling.hpp"

namespace glia {

class TargetTransform {
 public:
    // A scale for each output; `scaling` is the spec that they were fitted by. Throws Error where a number is
    // impossible.
    TargetTransform(std::string scaling, std::vector<double> centers, std::vector<double> scales);

    const std::string& scaling() const noexcept { return scaling_; }
    std::size_t outputs() const noexcept { return centers_.size(); }
    const std::vector<double>& centers() const noexcept { return centers_; }
    const std::vector<double>& scales() const noexcept { return scales_; }

    // (t - center) / scale, for a row.
    template <class From, class To>
    void apply(const From* targets, To* scaled) const noexcept;

    // center + scale y, for rows, which may be their own result.
    template <class T>
    void restore(std::size_t rows, const T* y, T* restored) const noexcept;

    // scale dy: the gradient with respect to the network's outputs from that to the restored ones.
    template <class T>
    void restore_backward(std::size_t rows, const T* dy, T* d) const noexcept;

 private:
    std::string scaling_;
    std::vector<double> centers_;
    std::vector<double> scales_;
};

// Fits the scales to the target values of a data set. Throws Error: a bad spec, or targets that are none or classes.
TargetTransform fit_targets(const Dataset& dataset, std::string_view scaling);

}  // namespace glia
