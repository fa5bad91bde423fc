// Losses for classes and labels; make them through core/losses/loss.hpp. Those for amounts are in
// core/losses/elementwise_losses.hpp.
#pragma once

#include "core/losses/loss.hpp"

namespace glia {

// L = -sum_j (t_j log y_j + (1 - t_j) log(1 - y_j)); after a sigmoid, from the logits:
// L = sum_j (max(z_j, 0) - t_j z_j + log(1 + exp(-|z_j|))), dL/dz = y - t. (Goodfellow et al., 2016, section 6.2.2.2)
// Label smoothing s puts (1 - s) t + s / 2 in the place of t. (Szegedy et al., 2016, section 7, for two classes)
template <class T>
class BinaryCrossentropy final : public Loss<T> {
 public:
    explicit BinaryCrossentropy(double label_smoothing) : smoothing_(label_smoothing) {}
    std::uint32_t fuses_with() const noexcept override;
    bool takes_classes() const noexcept override { return false; }
    Accuracy accuracy() const noexcept override { return Accuracy::each; }
    void check_output_layer(const OutputLayer& layer) const override;
    void check_targets(std::size_t row, std::span<const float> values) const override;

 private:
    double row_loss(const LossRow<T>& row) const override;
    void row_gradient(const LossRow<T>& row, T scale, T* d) const override;
    double smoothed(T t) const noexcept { return (1 - smoothing_) * static_cast<double>(t) + smoothing_ / 2; }

    double smoothing_;
};

// L = -sum_j t_j log y_j; after a softmax, from the logits:
// L = sum_j t_j (log sum_k exp(z_k) - z_j), dL/dz_j = y_j sum_k t_k - t_j. (Goodfellow et al., 2016, section 6.2.2.3)
// Label smoothing s puts (1 - s) t + s / outputs in the place of t. (Szegedy et al., 2016, section 7)
template <class T>
class CategoricalCrossentropy : public Loss<T> {
 public:
    explicit CategoricalCrossentropy(double label_smoothing) : smoothing_(label_smoothing) {}
    std::uint32_t fuses_with() const noexcept override;
    bool takes_classes() const noexcept override { return true; }
    Accuracy accuracy() const noexcept override { return Accuracy::largest; }
    void check_output_layer(const OutputLayer& layer) const override;
    void check_targets(std::size_t row, std::span<const float> values) const override;

 protected:
    double row_loss(const LossRow<T>& row) const override;

 private:
    void row_gradient(const LossRow<T>& row, T scale, T* d) const override;
    virtual const char* name() const noexcept { return "categorical_crossentropy"; }
    double smoothed(const LossRow<T>& row, std::size_t j) const noexcept {
        return (1 - smoothing_) * static_cast<double>(row.target(j)) + smoothing_ / static_cast<double>(row.size);
    }

    double smoothing_;
};

// L = sum_j t_j log(t_j / y_j), where 0 log 0 = 0: cross-entropy less the entropy of the targets, so that it is 0 where
// outputs and targets agree; the gradient is that of cross-entropy. (Kullback and Leibler, 1951; Goodfellow et al.,
// 2016, equation 3.50)
template <class T>
class KlDivergence final : public CategoricalCrossentropy<T> {
 public:
    KlDivergence() : CategoricalCrossentropy<T>(0) {}

 private:
    double row_loss(const LossRow<T>& row) const override;
    const char* name() const noexcept override { return "kl_divergence"; }
};

// Independent outputs. L = -sum_j (alpha t_j (1 - y_j)^gamma log y_j + (1 - alpha) (1 - t_j) y_j^gamma log(1 - y_j)).
// (Lin et al., Focal Loss for Dense Object Detection, 2017, equation 5, for t = 0 and t = 1; between them, as with
// cross-entropy, the mean over the two answers with probabilities 1 - t and t.)
template <class T>
class BinaryFocal final : public Loss<T> {
 public:
    BinaryFocal(double gamma, double alpha) : gamma_(gamma), alpha_(alpha) {}
    std::uint32_t fuses_with() const noexcept override;
    bool takes_classes() const noexcept override { return false; }
    Accuracy accuracy() const noexcept override { return Accuracy::each; }
    void check_output_layer(const OutputLayer& layer) const override;
    void check_targets(std::size_t row, std::span<const float> values) const override;

 private:
    double row_loss(const LossRow<T>& row) const override;
    void row_gradient(const LossRow<T>& row, T scale, T* d) const override;

    double gamma_;
    double alpha_;
};

// A distribution over outputs. L = -alpha sum_j t_j (1 - y_j)^gamma log y_j: alpha is a factor alone, as in Keras.
template <class T>
class CategoricalFocal final : public Loss<T> {
 public:
    CategoricalFocal(double gamma, double alpha) : gamma_(gamma), alpha_(alpha) {}
    std::uint32_t fuses_with() const noexcept override;
    bool takes_classes() const noexcept override { return true; }
    Accuracy accuracy() const noexcept override { return Accuracy::largest; }
    void check_output_layer(const OutputLayer& layer) const override;
    void check_targets(std::size_t row, std::span<const float> values) const override;

 private:
    double row_loss(const LossRow<T>& row) const override;
    void row_gradient(const LossRow<T>& row, T scale, T* d) const override;

    double gamma_;
    double alpha_;
};

// Outputs are scores, not probabilities, so nothing is fused.
// One output, s = 2t - 1: L = max(0, 1 - s y), dL/dy = -s where s y < 1, else 0. (Cortes and Vapnik, 1995)
// Several, c the true class and r the largest of the others: L = max(0, 1 + y_r - y_c), dL/dy_r = 1 and dL/dy_c = -1
// where that is positive, else 0; of equal rivals, the first. (Crammer and Singer, On the Algorithmic Implementation of
// Multiclass Kernel-based Vector Machines, 2001)
template <class T>
class Hinge final : public Loss<T> {
 public:
    std::uint32_t fuses_with() const noexcept override { return 0; }
    bool takes_classes() const noexcept override { return false; }  // with one output, a class is a side: see one_hot
    Accuracy accuracy() const noexcept override { return Accuracy::sign; }
    void check_output_layer(const OutputLayer& layer) const override;
    void check_targets(std::size_t row, std::span<const float> values) const override;

 private:
    double row_loss(const LossRow<T>& row) const override;
    void row_gradient(const LossRow<T>& row, T scale, T* d) const override;
};

}  // namespace glia
