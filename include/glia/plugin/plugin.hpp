// From a description and a choice of kernels to the symbol that glia looks for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "glia/plugin.h"
#include "glia/plugin/variants.hpp"

namespace glia::plugin {

// What an author says about an activation; the fields are those of glia_activation_t.
struct Description {
    const char* id;                     // of the plugin: a reversed domain name, for example
    const char* name;                   // which is also that of the file
    const char* formula;                // for people
    const char* reference = nullptr;    // where the mathematics come from
    const char* initializer = nullptr;  // nullptr: glorot_uniform
    double max_error_ulp = 0;           // 0: not stated
    std::uint32_t flags = 0;            // promises beyond those that the kernels show by themselves
    std::span<const glia_activation_parameter_t> parameters = {};  // in the order in which kernels get their values
    std::uint32_t revision = 1;                                    // raised when the mathematics change
    const char* version = "1.0.0";                                 // of the plugin
    std::span<const std::uint32_t> training = {};  // of each parameter, GLIA_PARAMETER_*; empty: all are fixed
};

// The kernels and what they promise; the last four only where parameters are trained.
struct Kernels {
    // Members of glia_activation_t.
    std::uint32_t flags;
    glia_activation_forward_f32 forward;
    glia_activation_backward_f32 backward;
    glia_activation_forward_f64 forward_f64;
    glia_activation_backward_f64 backward_f64;
    glia_activation_forward_trained_f32 forward_trained = nullptr;
    glia_activation_backward_trained_f32 backward_trained = nullptr;
    glia_activation_forward_trained_f64 forward_trained_f64 = nullptr;
    glia_activation_backward_trained_f64 backward_trained_f64 = nullptr;
};

// A plugin with one activation. choose(isa) returns the best Kernels at or below isa.
template <const Description& about, Kernels (*choose)(std::uint32_t isa)>
class Plugin {
 public:
    // What glia_plugin_v1 is.
    static constexpr glia_plugin_t symbol() {
        return {sizeof(glia_plugin_t), GLIA_PLUGIN_ABI, about.id, about.version, init, count, activation};
    }

 private:
    static std::int32_t init(const glia_host_t* host) {
        const std::uint32_t isa = compiled_isa(host->isa);
        const Kernels kernels = choose(isa);
        table_.flags = about.flags | kernels.flags;
        table_.variant = isa_name(isa);
        table_.forward = kernels.forward;
        table_.backward = kernels.backward;
        table_.forward_f64 = kernels.forward_f64;
        table_.backward_f64 = kernels.backward_f64;
        table_.forward_trained = kernels.forward_trained;
        table_.backward_trained = kernels.backward_trained;
        table_.forward_trained_f64 = kernels.forward_trained_f64;
        table_.backward_trained_f64 = kernels.backward_trained_f64;
        return 0;
    }

    static std::uint32_t count() { return 1; }

    static const glia_activation_t* activation(std::uint32_t index) { return index == 0 ? &table_ : nullptr; }

    static constexpr glia_activation_t described() {
        glia_activation_t table = {};
        table.struct_size = sizeof(glia_activation_t);
        table.name = about.name;
        table.revision = about.revision;
        table.parameter_count = static_cast<std::uint32_t>(about.parameters.size());
        table.parameters = about.parameters.empty() ? nullptr : about.parameters.data();
        table.training = about.training.empty() ? nullptr : about.training.data();
        table.formula = about.formula;
        table.reference = about.reference;
        table.initializer = about.initializer;
        table.max_error_ulp = about.max_error_ulp;
        return table;
    }

    static inline constinit glia_activation_t table_ = described();
};

}  // namespace glia::plugin
