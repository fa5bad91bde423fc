// Losses: how far outputs are from targets, and in which direction.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/spec.hpp"

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

// What it should have said: target values (rows x cols) or a class for each row.
template <class T>
struct Targets {
    const T* values;              // null: classes
    const std::int32_t* classes;  // null: values
};

// Classes as values: row i gets 1 in column classes[i] and 0 elsewhere; a single column gets the class itself, 0 or 1.
template <class T>
void one_hot(const std::int32_t* classes, std::size_t rows, std::size_t cols, T* values) noexcept;

// How rows are counted as right, where targets are values.
enum class Accuracy {
    none,     // the targets are amounts
    each,     // each output is on its target's side of 0.5
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
    // Throws Error where the loss makes no sense for that many outputs.
    virtual void check_outputs(std::size_t outputs) const = 0;
    // Throws Error for the first target value of a row that the loss cannot take; `row` is for the text.
    virtual void check_targets(std::size_t row, std::span<const float> values) const = 0;

    // The sum over rows.
    virtual double sum(const Outputs<T>& outputs, const Targets<T>& targets) const = 0;
    // d = scale * (gradient of the sum) with respect to the logits where there are any, else to y.
    virtual void gradient(const Outputs<T>& outputs, const Targets<T>& targets, T scale, T* d) const = 0;
};

std::span<const SpecDefinition> loss_definitions();

// Throws Error for a spec that is not right.
template <class T>
std::unique_ptr<const Loss<T>> make_loss(std::string_view spec);

// The spec in its shortest form. Throws Error.
std::string canonical_loss(std::string_view spec);

}  // namespace glia
