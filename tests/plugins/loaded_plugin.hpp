// A plugin of the build tree, initialised for an instruction set of the test's choice: from its file, or from a library
// that has all plugins as they are linked into libglia, which GLIA_TEST_EMBEDDED_PLUGINS names.
#pragma once

#include <dlfcn.h>
#include <stdlib.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "glia/plugin.h"

namespace glia::test {

inline std::string plugin_path(const std::string& name) {
    return GLIA_TEST_PLUGINS "/" + name + ".so";
}

// Loads a copy of the file: the loader would give the same object for the same file, and one object has one variant.
inline void* open_copy(const std::string& path) {
    char directory[] = "/tmp/glia_plugin_test_XXXXXX";
    if (mkdtemp(directory) == nullptr) {
        throw std::runtime_error("no temporary directory");
    }
    const std::string copy = std::string(directory) + "/copy.so";
    std::filesystem::copy_file(path, copy);
    void* library = dlopen(copy.c_str(), RTLD_NOW | RTLD_LOCAL);
    const std::string reason = library == nullptr ? dlerror() : "";
    std::filesystem::remove_all(directory);
    if (library == nullptr) {
        throw std::runtime_error(reason);
    }
    return library;
}

inline const glia_plugin_t& plugin_in(void* library, const std::string& symbol) {
    const void* const found = dlsym(library, symbol.c_str());
    if (found == nullptr) {
        throw std::runtime_error("there is no " + symbol);
    }
    return *static_cast<const glia_plugin_t*>(found);
}

// The plugin, as no test has used it before.
inline const glia_plugin_t& load_copy(const std::string& name) {
    const char* const embedded = std::getenv("GLIA_TEST_EMBEDDED_PLUGINS");
    if (embedded == nullptr) return plugin_in(open_copy(plugin_path(name)), "glia_plugin_v1");
    static std::vector<void*> copies;  // each for all plugins
    static std::map<std::string, std::size_t> used;
    const std::size_t next = used[name]++;
    if (next == copies.size()) copies.push_back(open_copy(embedded));
    return plugin_in(copies[next], "embedded_plugin_" + name);
}

// Each combination of name and instruction set is loaded once, and stays.
inline const glia_activation_t& activation(const std::string& name, std::uint32_t isa) {
    struct Loaded {
        std::string name;
        std::uint32_t isa;
        const glia_activation_t* table;
    };
    static std::vector<Loaded> all;
    for (const Loaded& loaded : all) {
        if (loaded.name == name && loaded.isa == isa) {
            return *loaded.table;
        }
    }
    const glia_plugin_t& plugin = load_copy(name);
    const glia_host_t host{sizeof(glia_host_t), GLIA_PLUGIN_ABI, isa, 0};
    if (plugin.init(&host) != 0) {
        throw std::runtime_error(name + " refused to work");
    }
    all.push_back({name, isa, plugin.activation(0)});
    return *all.back().table;
}

// The instruction sets that this processor can run.
inline std::vector<std::uint32_t> runnable_isas() {
    std::vector<std::uint32_t> isas{GLIA_ISA_BASELINE};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        isas.push_back(GLIA_ISA_AVX2);
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
            __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
            __builtin_cpu_supports("avx512vl")) {
            isas.push_back(GLIA_ISA_AVX512);
        }
    }
#endif
    return isas;
}

inline std::vector<double> default_parameters(const glia_activation_t& table) {
    std::vector<double> values;
    for (std::uint32_t i = 0; i < table.parameter_count; ++i) {
        values.push_back(table.parameters[i].default_value);
    }
    return values;
}

// The kernels of either precision under one name. NULL stands for no parameters, as the interface has it.
inline void forward(const glia_activation_t& table, const std::vector<double>& parameters, std::size_t rows,
                    std::size_t cols, const float* x, float* y) {
    table.forward(&table, parameters.empty() ? nullptr : parameters.data(), rows, cols, x, y);
}
inline void forward(const glia_activation_t& table, const std::vector<double>& parameters, std::size_t rows,
                    std::size_t cols, const double* x, double* y) {
    table.forward_f64(&table, parameters.empty() ? nullptr : parameters.data(), rows, cols, x, y);
}

// Hands the kernel NULL for what its flags say it does not read.
template <class Real>
void backward(const glia_activation_t& table, const std::vector<double>& parameters, std::size_t rows, std::size_t cols,
              const Real* x, const Real* y, const Real* dy, Real* dx) {
    const double* values = parameters.empty() ? nullptr : parameters.data();
    const Real* given_x = (table.flags & GLIA_ACTIVATION_GRAD_IGNORES_X) != 0 ? nullptr : x;
    const Real* given_y = (table.flags & GLIA_ACTIVATION_GRAD_IGNORES_Y) != 0 ? nullptr : y;
    if constexpr (sizeof(Real) == sizeof(float)) {
        table.backward(&table, values, rows, cols, given_x, given_y, dy, dx);
    } else {
        table.backward_f64(&table, values, rows, cols, given_x, given_y, dy, dx);
    }
}

// y and dx = f'(x) of a vector.
template <class Real>
std::vector<Real> values_at(const glia_activation_t& table, const std::vector<double>& parameters,
                            const std::vector<Real>& x) {
    std::vector<Real> y(x.size());
    forward(table, parameters, 1, x.size(), x.data(), y.data());
    return y;
}
template <class Real>
std::vector<Real> derivatives_at(const glia_activation_t& table, const std::vector<double>& parameters,
                                 const std::vector<Real>& x) {
    const std::vector<Real> y = values_at(table, parameters, x);
    const std::vector<Real> ones(x.size(), Real(1));
    std::vector<Real> dx(x.size());
    backward(table, parameters, 1, x.size(), x.data(), y.data(), ones.data(), dx.data());
    return dx;
}

}  // namespace glia::test
