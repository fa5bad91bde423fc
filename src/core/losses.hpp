// The losses themselves; make them through core/loss.hpp.
#pragma once

#include "core/loss.hpp"

namespace glia {

// L = -sum_j (t_j log y_j + (1 - t_j) log(1 - y_j)); after a sigmoid, from the logits:
// L = sum_j (max(z_j, 0) - t_j z_j + log(1 + exp(-|z_j|))), dL/dz = y - t. (Goodfellow et al., 2016, section 6.2.2.2)
template <class T>
class BinaryCrossentropy final : public Loss<T> {
 public:
    std::uint32_t fuses_with() const noexcept override;
    bool takes_classes() const noexcept override { return false; }
    Accuracy accuracy() const noexcept override { return Accuracy::each; }
    void check_outputs(std::size_t outputs) const override;
    void check_targets(std::size_t row, std::span<const float> values) const override;
    double sum(const Outputs<T>& outputs, const Targets<T>& targets) const override;
    void gradient(const Outputs<T>& outputs, const Targets<T>& targets, T scale, T* d) const override;
};

// L = -sum_j t_j log y_j; after a softmax, from the logits:
// L = log sum_k exp(z_k) - sum_j t_j z_j, dL/dz = y - t for targets that sum to 1. (ibid., section 6.2.2.3)
template <class T>
class CategoricalCrossentropy final : public Loss<T> {
 public:
    std::uint32_t fuses_with() const noexcept override;
    bool takes_classes() const noexcept override { return true; }
    Accuracy accuracy() const noexcept override { return Accuracy::largest; }
    void check_outputs(std::size_t outputs) const override;
    void check_targets(std::size_t row, std::span<const float> values) const override;
    double sum(const Outputs<T>& outputs, const Targets<T>& targets) const override;
    void gradient(const Outputs<T>& outputs, const Targets<T>& targets, T scale, T* d) const override;
};

// L = mean_j (y_j - t_j)^2, dL/dy = 2 (y - t) / outputs. (ibid., section 5.1.4)
template <class T>
class MeanSquaredError final : public Loss<T> {
 public:
    std::uint32_t fuses_with() const noexcept override { return 0; }
    bool takes_classes() const noexcept override { return false; }
    Accuracy accuracy() const noexcept override { return Accuracy::none; }
    void check_outputs(std::size_t outputs) const override;
    void check_targets(std::size_t row, std::span<const float> values) const override;
    double sum(const Outputs<T>& outputs, const Targets<T>& targets) const override;
    void gradient(const Outputs<T>& outputs, const Targets<T>& targets, T scale, T* d) const override;
};

}  // namespace glia
