// Penalties on large weights, and a limit to them. They are for weights alone: biases, and what normalization scales
// and shifts by, are free (Goodfellow et al., Deep Learning, 2016, section 7.1).
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

#include "base/spec.hpp"

namespace glia {

// To the loss is added  l1 sum |w| + l2 / 2 sum w^2,  and so to the gradient  l1 sign(w) + l2 w.
// (Goodfellow et al., 2016, equations 7.2, 7.3 and 7.19, 7.20.) Decay is no part of the loss: before each update,
// w -= learning_rate decay w, with the learning rate as the schedule has it. (Loshchilov and Hutter, 2019.) With
// per_row, l1 and l2 are divided by the rows of the batch that the loss is of.
class Penalty {
 public:
    // None.
    Penalty() = default;
    // Throws Error for a spec that is not right.
    explicit Penalty(std::string_view spec);

    bool changes_loss() const noexcept { return l1_ != 0 || l2_ != 0; }
    bool decays() const noexcept { return decay_ != 0; }

    // What is added to the loss of so many rows for these weights.
    template <class T>
    double loss(std::size_t rows, std::size_t size, const T* weights) const;

    // Adds to the gradient; any part of the arrays can be done alone.
    template <class T>
    void add_gradient(std::size_t rows, std::size_t size, const T* weights, T* gradients) const;

    // Before the update; any part of the array can be done alone. Must not be asked for where the optimizer has no
    // learning rate.
    template <class T>
    void decay(double learning_rate, std::size_t size, T* weights) const;

 private:
    double divisor(std::size_t rows) const { return per_row_ ? static_cast<double>(rows) : 1; }

    double l1_ = 0;
    double l2_ = 0;
    double decay_ = 0;
    bool per_row_ = false;
};

std::span<const SpecDefinition> penalty_definitions();

// After each update, the weights of each unit are scaled back to a Euclidean norm of at most `limit`.
// (Srivastava et al., Dropout, 2014, section 5.1.)
class Constraint {
 public:
    // None.
    Constraint() = default;
    // Throws Error for a spec that is not right.
    explicit Constraint(std::string_view spec);

    bool limits() const noexcept { return limit_ < std::numeric_limits<double>::infinity(); }

    // Weights are units x inputs; any units can be done alone.
    template <class T>
    void apply(std::size_t units, std::size_t inputs, T* weights) const;

 private:
    double limit_ = std::numeric_limits<double>::infinity();
};

std::span<const SpecDefinition> constraint_definitions();

}  // namespace glia
