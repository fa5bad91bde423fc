// The optimizers themselves; make them through core/optimizers/optimizer.hpp.
#pragma once

#include "core/optimizers/adam_family.hpp"
#include "core/optimizers/optimizer.hpp"

namespace glia {

// v = momentum v + g;  p -= learning_rate v, or with Nesterov's look-ahead p -= learning_rate (g + momentum v).
// (Sutskever, Martens, Dahl and Hinton, 2013, in the form that PyTorch gives it.)
template <class T>
class Sgd final : public Optimizer<T> {
 public:
    Sgd(double learning_rate, double momentum, bool nesterov);
    std::size_t slots() const noexcept override { return momentum_ == T{0} ? 0 : 1; }
    double learning_rate() const noexcept override { return learning_rate_; }
    bool is_plain_descent() const noexcept override { return momentum_ == T{0}; }
    void update(const UpdateFactors& factors, std::size_t size, T* parameters, const T* gradients,
                std::span<T* const> state) const override;

 private:
    double learning_rate_;
    T momentum_;
    bool nesterov_;
};

// m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2;
// p -= learning_rate (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon). (Kingma and Ba, 2015.) An epsilon hat
// is added to sqrt(v) instead.
template <class T>
class Adam : public AdamFamily<T> {
 public:
    Adam(double learning_rate, double beta1, double beta2, const Epsilon& epsilon, const char* name = "adam")
        : AdamFamily<T>(name, learning_rate, beta1, beta2, epsilon) {}
    void update(const UpdateFactors& factors, std::size_t size, T* parameters, const T* gradients,
                std::span<T* const> state) const override;
};

// sum = sum + g^2;  p -= learning_rate / (1 + (t - 1) learning_rate_decay) g / (sqrt(sum) + epsilon).
// (Duchi, Hazan and Singer, Adaptive Subgradient Methods, 2011, with the diagonal matrix; sum starts at
// initial_accumulator.)
template <class T>
class Adagrad final : public Optimizer<T> {
 public:
    Adagrad(double learning_rate, double learning_rate_decay, double initial_accumulator, double epsilon);
    std::size_t slots() const noexcept override { return 1; }
    double slot_start(std::size_t) const noexcept override { return initial_; }
    double learning_rate() const noexcept override { return learning_rate_; }
    UpdateFactors factors(const OptimizerStep& step) const override;
    void update(const UpdateFactors& factors, std::size_t size, T* parameters, const T* gradients,
                std::span<T* const> state) const override;

 private:
    double learning_rate_;
    double decay_;
    double initial_;
    double epsilon_;
};

// s = rho s + (1 - rho) g^2;  d = sqrt(u + epsilon) / sqrt(s + epsilon) g;  u = rho u + (1 - rho) d^2;
// p -= learning_rate d. (Zeiler, ADADELTA, 2012, algorithm 1, where learning_rate is 1.)
template <class T>
class Adadelta final : public Optimizer<T> {
 public:
    Adadelta(double learning_rate, double rho, double epsilon);
    std::size_t slots() const noexcept override { return 2; }
    double learning_rate() const noexcept override { return learning_rate_; }
    void update(const UpdateFactors& factors, std::size_t size, T* parameters, const T* gradients,
                std::span<T* const> state) const override;

 private:
    double learning_rate_;
    double rho_;
    double epsilon_;
};

// s = alpha s + (1 - alpha) g^2;  d = g / (sqrt(s) + epsilon);  v = momentum v + d;  p -= learning_rate v.
// (Tieleman and Hinton, Lecture 6.5, 2012.) Centered, with a = alpha a + (1 - alpha) g, the estimated variance s - a^2
// stands in the place of s. (Graves, Generating Sequences with Recurrent Neural Networks, 2013, equations 38 to 41;
// both in the form that PyTorch gives them.)
template <class T>
class Rmsprop final : public Optimizer<T> {
 public:
    Rmsprop(double learning_rate, double alpha, double epsilon, double momentum, bool centered);
    std::size_t slots() const noexcept override { return 1 + (centered_ ? 1u : 0u) + (momentum_ != 0 ? 1u : 0u); }
    double learning_rate() const noexcept override { return learning_rate_; }
    void update(const UpdateFactors& factors, std::size_t size, T* parameters, const T* gradients,
                std::span<T* const> state) const override;

 private:
    template <bool centered, bool has_momentum>
    void run(T rate, std::size_t size, T* parameters, const T* gradients, T* squares, T* mean, T* velocity) const;

    double learning_rate_;
    double alpha_;
    double epsilon_;
    double momentum_;
    bool centered_;
};

// p -= learning_rate weight_decay p, and then Adam's update: the decay does not pass through the moments.
// (Loshchilov and Hutter, Decoupled Weight Decay Regularization, 2019, algorithm 2, in the form that PyTorch gives it.)
// Every parameter decays, biases too, as in PyTorch; Adam with the penalty weight_decay spares them.
template <class T>
class AdamW final : public Adam<T> {
 public:
    AdamW(double learning_rate, double beta1, double beta2, const Epsilon& epsilon, double weight_decay);
    UpdateFactors factors(const OptimizerStep& step) const override;
    void update(const UpdateFactors& factors, std::size_t size, T* parameters, const T* gradients,
                std::span<T* const> state) const override;

 private:
    double weight_decay_;
};

// Adam, but with the largest v so far in the place of v, so that steps cannot grow again.
// (Reddi, Kale and Kumar, On the Convergence of Adam and Beyond, 2018, algorithm 2; with Adam's corrections, as
// PyTorch.)
template <class T>
class Amsgrad final : public AdamFamily<T> {
 public:
    Amsgrad(double learning_rate, double beta1, double beta2, const Epsilon& epsilon)
        : AdamFamily<T>("amsgrad", learning_rate, beta1, beta2, epsilon) {}
    std::size_t slots() const noexcept override { return 3; }
    void update(const UpdateFactors& factors, std::size_t size, T* parameters, const T* gradients,
                std::span<T* const> state) const override;
};

// Adam with Nesterov's momentum: with mu_t = beta1 (1 - 0.5 * 0.96^(t momentum_decay)), m and v as Adam's,
// p -= learning_rate ((1 - mu_t) / (1 - mu_1 ... mu_t) g + mu_(t+1) / (1 - mu_1 ... mu_(t+1)) m)
//      / (sqrt(v / (1 - beta2^t)) + epsilon). (Dozat, Incorporating Nesterov Momentum into Adam, 2016, as PyTorch.)
template <class T>
class Nadam final : public AdamFamily<T> {
 public:
    Nadam(double learning_rate, double beta1, double beta2, double epsilon, double momentum_decay);
    UpdateFactors factors(const OptimizerStep& step) const override;
    void update(const UpdateFactors& factors, std::size_t size, T* parameters, const T* gradients,
                std::span<T* const> state) const override;

 private:
    static constexpr double half = 0.5;
    static constexpr double base = 0.96;
    double momentum(double t) const;          // mu_t
    double momentum_product(double t) const;  // mu_1 ... mu_t

    double decay_;
};

// p -= learning_rate (sign(beta1 m + (1 - beta1) g) + weight_decay p);  m = beta2 m + (1 - beta2) g.
// (Chen et al., Symbolic Discovery of Optimization Algorithms, 2023, algorithm 2.)
template <class T>
class Lion final : public Optimizer<T> {
 public:
    Lion(double learning_rate, double beta1, double beta2, double weight_decay);
    std::size_t slots() const noexcept override { return 1; }
    double learning_rate() const noexcept override { return learning_rate_; }
    UpdateFactors factors(const OptimizerStep& step) const override;
    void update(const UpdateFactors& factors, std::size_t size, T* parameters, const T* gradients,
                std::span<T* const> state) const override;

 private:
    double learning_rate_;
    double beta1_;
    double beta2_;
    double weight_decay_;
};

// iRprop-. Each parameter has a step of its own, from initial_step: times increase where its gradient keeps its sign,
// times decrease where the sign changes, within [smallest_step, largest_step].  p -= sign(g) step; after a change of
// sign, g counts as 0, now and as the last gradient of the next update. (Igel and Huesken, Improving the Rprop Learning
// Algorithm, 2000, figure 4; PyTorch's Rprop.) Only signs are remembered.
template <class T>
class IrpropMinus final : public Optimizer<T> {
 public:
    IrpropMinus(double initial_step, double decrease, double increase, double smallest_step, double largest_step);
    std::size_t slots() const noexcept override { return 2; }
    double slot_start(std::size_t slot) const noexcept override { return slot == 1 ? initial_step_ : 0; }
    double learning_rate() const noexcept override;
    bool needs_full_batch() const noexcept override { return true; }
    bool shows_gradients() const noexcept override { return false; }  // of a sign, little is left
    void update(const UpdateFactors& factors, std::size_t size, T* parameters, const T* gradients,
                std::span<T* const> state) const override;

 private:
    double initial_step_;
    double decrease_;
    double increase_;
    double smallest_step_;
    double largest_step_;
};

}  // namespace glia
