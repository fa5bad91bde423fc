// The elementwise activations of the standard set as their definitions have them, in long double.
#pragma once

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <ostream>
#include <string>
#include <vector>

namespace glia::test {

static_assert(LDBL_MANT_DIG >= 64, "the reference must be more precise than double");

struct Definition {
    std::string name;
    long double (*value)(long double x, const std::vector<double>& parameters);
    std::vector<std::vector<double>> parameter_sets;  // the default first, corners of the range among the rest
    std::vector<double> kinks;                        // where a derivative, the first or a higher one, jumps
};

inline void PrintTo(const Definition& definition, std::ostream* out) {
    *out << definition.name;
}

inline const std::vector<Definition>& standard_set() {
    using X = long double;
    using P = const std::vector<double>&;
    static constexpr X sqrt_half = 0.70710678118654752440084436210485L;
    static constexpr X sqrt_two_over_pi = 0.79788456080286535587989211986876L;
    static constexpr X selu_alpha = 1.6732632423543772848170429916717L;
    static constexpr X selu_scale = 1.0507009873554804934193349852946L;
    static const std::vector<Definition> all{
        {"identity", [](X x, P) { return x; }, {{}}, {}},
        {"sigmoid", [](X x, P) { return 1 / (1 + std::exp(-x)); }, {{}}, {}},
        {"tanh", [](X x, P) { return std::tanh(x); }, {{}}, {}},
        {"relu", [](X x, P) { return std::max(x, X(0)); }, {{}}, {0}},
        {"leaky_relu", [](X x, P p) { return x > 0 ? x : X(p[0]) * x; }, {{0.01}, {0}, {0.3}, {1}}, {0}},
        {"elu", [](X x, P p) { return x > 0 ? x : X(p[0]) * std::expm1(x); }, {{1}, {0}, {0.5}, {1000}}, {0}},
        {"selu", [](X x, P) { return selu_scale * (x > 0 ? x : selu_alpha * std::expm1(x)); }, {{}}, {0}},
        {"softplus", [](X x, P) { return x > 40 ? x + std::exp(-x) : std::log1p(std::exp(x)); }, {{}}, {}},
        {"softsign", [](X x, P) { return x / (1 + std::fabs(x)); }, {{}}, {0}},
        {"gelu", [](X x, P) { return x / 2 * std::erfc(-x * sqrt_half); }, {{}}, {}},
        {"gelu_tanh",
         [](X x, P) { return x / (1 + std::exp(-2 * sqrt_two_over_pi * (x + 0.044715L * x * x * x))); },
         {{}},
         {}},
        {"silu", [](X x, P) { return x / (1 + std::exp(-x)); }, {{}}, {}},
        {"mish", [](X x, P) { return x * (x > 40 ? X(1) : std::tanh(std::log1p(std::exp(x)))); }, {{}}, {}},
        {"hard_sigmoid", [](X x, P) { return std::clamp(x + 3, X(0), X(6)) / 6; }, {{}}, {-3, 3}},
        {"hard_swish", [](X x, P) { return x * (std::clamp(x + 3, X(0), X(6)) / 6); }, {{}}, {-3, 3}},
    };
    return all;
}

}  // namespace glia::test
