// An activation as the core sees it: a validated plugin table bound to parameter values. Where the table comes from is
// not the core's business; the registry, or a test, hands it in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/spec.hpp"
#include "core/layers/tensor.hpp"
#include "glia/plugin.h"

namespace glia {

// Sharing the table keeps a host program's closure alive until the last model that uses it is gone.
using ActivationTable = std::shared_ptr<const glia_activation_t>;

// Finds a table by name, or throws Error.
using ActivationFinder = std::function<ActivationTable(std::string_view name)>;

// The table's parameters as the spec machinery wants them.
SpecDefinition activation_definition(const glia_activation_t& table);

class Activation {
 public:
    Activation(ActivationTable table, const Spec& spec);

    // By the values of the spec, which are also those that training begins with.
    template <class T>
    void forward(std::size_t rows, std::size_t cols, const T* x, T* y) const;
    template <class T>
    void backward(std::size_t rows, std::size_t cols, const T* x, const T* y, const T* dy, T* dx) const;

    // Parameters that training changes belong to a layer: its tensors, the first of them at `offset`.
    bool is_trained() const noexcept { return !trained_.empty(); }
    std::vector<Tensor> tensors(std::size_t units, std::size_t offset) const;
    // The numbers of these tensors.
    std::size_t trained_size(std::size_t units) const noexcept;

    // By the values of those tensors, one after the other; null where there are none.
    template <class T>
    void forward(const T* trained, std::size_t rows, std::size_t cols, const T* x, T* y) const;
    // The gradient with respect to them too, the sum over all rows, which replaces `gradient`. For trained ones alone.
    template <class T>
    void backward(const T* trained, std::size_t rows, std::size_t cols, const T* x, const T* y, const T* dy, T* dx,
                  T* gradient) const;

    // Whether kernels for T exist; those for float always do.
    template <class T>
    bool supports() const noexcept;
    // Throws Error where they do not.
    template <class T>
    void require() const;

    bool has(std::uint32_t flag) const noexcept { return (table_->flags & flag) != 0; }
    // Whether the table is a plugin's, which nobody owns; that of a host program ends when it is used no more.
    bool lasts() const noexcept { return table_.use_count() == 0; }
    const glia_activation_t& table() const noexcept { return *table_; }
    std::string_view name() const noexcept { return table_->name; }
    std::string spec() const;

 private:
    struct Trained {
        std::size_t parameter;  // its place among all
        bool per_unit;
    };

    ActivationTable table_;
    std::vector<double> parameters_;
    std::vector<Trained> trained_;
};

// "relu" or "leaky_relu(alpha=0.1)" -> a bound activation.
Activation make_activation(std::string_view spec, const ActivationFinder& find);

}  // namespace glia
