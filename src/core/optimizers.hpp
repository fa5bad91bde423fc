// The optimizers themselves; make them through core/optimizer.hpp.
#pragma once

#include "core/optimizer.hpp"

namespace glia {

// v = momentum v + g;  p -= learning_rate v, or with Nesterov's look-ahead p -= learning_rate (g + momentum v).
// (Sutskever, Martens, Dahl and Hinton, 2013, in the form that PyTorch gives it.)
template <class T>
class Sgd final : public Optimizer<T> {
 public:
    Sgd(double learning_rate, double momentum, bool nesterov);
    std::size_t slots() const noexcept override { return momentum_ == T{0} ? 0 : 1; }
    double learning_rate() const noexcept override { return learning_rate_; }
    void update(const OptimizerStep& step, std::size_t size, T* parameters, const T* gradients,
                std::span<T* const> state) const override;

 private:
    double learning_rate_;
    T momentum_;
    bool nesterov_;
};

// m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2;
// p -= learning_rate (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon). (Kingma and Ba, 2015.)
template <class T>
class Adam final : public Optimizer<T> {
 public:
    Adam(double learning_rate, double beta1, double beta2, double epsilon);
    std::size_t slots() const noexcept override { return 2; }
    double learning_rate() const noexcept override { return learning_rate_; }
    void update(const OptimizerStep& step, std::size_t size, T* parameters, const T* gradients,
                std::span<T* const> state) const override;

 private:
    double learning_rate_;
    double beta1_;
    double beta2_;
    double epsilon_;
};

}  // namespace glia
