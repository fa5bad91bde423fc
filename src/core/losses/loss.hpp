// Losses: how far outputs are from targets, and in which direction.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/spec.hpp"
#include "core/losses/output_checks.hpp"

namespace glia {

// What the network says of some rows, dense and row-major. A loss that is fused with the last activation also gets the
// logits, and then answers for them.
template <class T>
struct Outputs {
    std::size_t rows;
    std::size_t cols;
    const T* y;
    const T* logits;  // null: not fused
};

// What it should have said: target values (rows x cols) or a class for each row; and how much each row counts.
template <class T>
struct Targets {
    const T* values;              // null: classes
    const std::int32_t* classes;  // null: values
    const T* weights = nullptr;   // one a row, finite; null: each row counts once
};

// One row of both.
template <class T>
struct LossRow {
    std::size_t size;  // outputs
    const T* y;
    const T* logits;  // null: not fused
    const T* values;  // null: a class
    std::int32_t class_index;

    T target(std::size_t j) const noexcept {
        if (values != nullptr) return values[j];
        return static_cast<std::size_t>(class_index) == j ? T{1} : T{0};
    }
};

// Classes as values: row i gets 1 in column classes[i] and 0 elsewhere; a single column gets the class itself, 0 or 1.
template <class T>
void one_hot(const std::int32_t* classes, std::size_t rows, std::size_t cols, T* values) noexcept;

// How rows are counted as right, where targets are values.
enum class Accuracy {
    none,     // the targets are amounts
    each,     // each output is on its target's side of 0.5
    sign,     // each output is positive where its target is above 0.5
    largest,  // the largest output is the largest target's
};

template <class T>
class Loss {
 public:
    virtual ~Loss() = default;

    // The flag (GLIA_ACTIVATION_*) of the activation with which this loss is computed from logits; 0 for none.
    virtual std::uint32_t fuses_with() const noexcept = 0;
    // Whether targets may be classes; other losses want them as one-hot values.
    virtual bool takes_classes() const noexcept = 0;
    virtual Accuracy accuracy() const noexcept = 0;
    // Throws Error where the loss cannot follow the model's last layer.
    virtual void check_output_layer(const OutputLayer& layer) const = 0;
    // Throws Error for the first target value of a row that the loss cannot take; `row` is for the text.
    virtual void check_targets(std::size_t row, std::span<const float> values) const = 0;
    // Whether that never happens.
    virtual bool takes_all_targets() const noexcept { return false; }

    // The sum over rows, each times its weight. A row of weight 0 is not looked at. The loss of a batch is this sum
    // over the number of rows, not over that of the weights: a row's weight scales its gradient, whatever rows it meets
    // in its batch.
    double sum(const Outputs<T>& outputs, const Targets<T>& targets) const;
    // d = scale * (gradient of the sum) with respect to the logits where there are any, else to y.
    void gradient(const Outputs<T>& outputs, const Targets<T>& targets, T scale, T* d) const;

 protected:
    virtual double row_loss(const LossRow<T>& row) const = 0;
    virtual void row_gradient(const LossRow<T>& row, T scale, T* d) const = 0;
};

std::span<const SpecDefinition> loss_definitions();

// activation_flags: those of the output layer's activation (GLIA_ACTIVATION_*), by which a loss that has one form for
// independent outputs and another for a distribution over them is chosen. Throws Error for a spec that is not right.
template <class T>
std::unique_ptr<const Loss<T>> make_loss(std::string_view spec, std::uint32_t activation_flags = 0);

// The spec in its shortest form. Throws Error.
std::string canonical_loss(std::string_view spec);

}  // namespace glia
