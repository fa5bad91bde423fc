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

// x - tanh(x); near 0 by Taylor's series (Abramowitz and Stegun 4.5.64), since little is left of the difference.
inline long double tanh_shrink(long double x, const std::vector<double>&) {
    if (std::fabs(x) > 0.1L) return x - std::tanh(x);
    const long double u = x * x;
    return x * u *
           (1 / 3.0L -
            u * (2 / 15.0L -
                 u * (17 / 315.0L - u * (62 / 2835.0L - u * (1382 / 155925.0L -
                                                             u * (21844 / 6081075.0L - u * 929569 / 638512875.0L))))));
}

// 1 + a, given b with a^2 + b^2 = 1: exact enough where a is close to -1 too.
inline long double one_plus(long double a, long double b) {
    return a < 0 ? b * b / (1 - a) : 1 + a;
}

// Those that work on rows, which have tests of their own.
inline const std::vector<std::string>& row_wise_set() {
    static const std::vector<std::string> all{"softmax", "softmin", "log_softmax", "sparsemax"};
    return all;
}

inline const std::vector<Definition>& standard_set() {
    using X = long double;
    using P = const std::vector<double>&;
    static constexpr X sqrt_half = 0.70710678118654752440084436210485L;
    static constexpr X sqrt_two_over_pi = 0.79788456080286535587989211986876L;
    static constexpr X selu_alpha = 1.6732632423543772848170429916717L;
    static constexpr X log_two = 0.69314718055994530941723212145818L;
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
        {"relu6", [](X x, P) { return std::clamp(x, X(0), X(6)); }, {{}}, {0, 6}},
        {"celu",
         [](X x, P p) { return x > 0 ? x : X(p[0]) * std::expm1(x / X(p[0])); },
         {{1}, {0.001}, {0.3}, {1000}},
         {0}},
        {"hard_tanh",
         [](X x, P p) { return std::clamp(x, X(p[0]), X(p[1])); },
         {{-1, 1}, {0, 1}, {0, 0}, {-1000, 1000}, {-0.5, 30}},
         {-1, -0.5, 0, 1, 30}},
        {"hard_shrink",
         [](X x, P p) { return std::fabs(x) > X(p[0]) ? x : 0; },
         {{0.5}, {0}, {0.3}, {1000}},
         {-0.5, -0.3, 0, 0.3, 0.5}},
        {"soft_shrink",
         [](X x, P p) { return std::copysign(std::max(std::fabs(x) - X(p[0]), X(0)), x); },
         {{0.5}, {0}, {0.3}, {1000}},
         {-0.5, -0.3, 0, 0.3, 0.5}},
        {"tanh_shrink", tanh_shrink, {{}}, {}},
        {"threshold",
         [](X x, P p) { return x > X(p[0]) ? x : X(p[1]); },
         {{0, 0}, {1, 0}, {-2.1, 5}, {-1000, 1000}, {1000, -1000}},
         {-2.1, 0, 1}},
        {"log_sigmoid", [](X x, P) { return std::min(x, X(0)) - std::log1p(std::exp(-std::fabs(x))); }, {{}}, {}},
        {"exponential", [](X x, P) { return std::exp(x); }, {{}}, {}},
        {"gaussian", [](X x, P) { return std::exp(-x * x); }, {{}}, {}},
        {"gaussian_symmetric", [](X x, P) { return std::expm1(log_two - x * x); }, {{}}, {}},
        {"sine", [](X x, P p) { return std::sin(X(p[0]) * x); }, {{1}, {0}, {0.5}, {30}, {1000}}, {}},
        {"cosine", [](X x, P p) { return std::cos(X(p[0]) * x); }, {{1}, {0}, {0.5}, {30}, {1000}}, {}},
        {"unit_sine",
         [](X x, P p) { return one_plus(std::sin(X(p[0]) * x), std::cos(X(p[0]) * x)) / 2; },
         {{1}, {0}, {0.5}, {30}, {1000}},
         {}},
        {"unit_cosine",
         [](X x, P p) { return one_plus(std::cos(X(p[0]) * x), std::sin(X(p[0]) * x)) / 2; },
         {{1}, {0}, {0.5}, {30}, {1000}},
         {}},
        {"elliot", [](X x, P) { return x / (1 + std::fabs(x)); }, {{}}, {0}},
        {"elliot_sigmoid", [](X x, P) { return (x < 0 ? X(0.5) : X(0.5) + x) / (1 + std::fabs(x)); }, {{}}, {0}},
        {"squareplus",
         [](X x, P p) {
             const X root = std::hypot(x, std::sqrt(X(p[0])));
             return x < 0 ? X(p[0]) / (root - x) / 2 : (x + root) / 2;
         },
         {{4}, {0.001}, {0.3}, {1000}},
         {}},
        {"bent_identity", [](X x, P) { return x + x / 2 * (x / (std::sqrt(x * x + 1) + 1)); }, {{}}, {}},
        {"squared_relu", [](X x, P) { return x > 0 ? x * x : 0; }, {{}}, {0}},
        {"quick_gelu", [](X x, P) { return x / (1 + std::exp(-X(1.702) * x)); }, {{}}, {}},
        {"swish", [](X x, P p) { return x / (1 + std::exp(-X(p[0]) * x)); }, {{1}, {0.1}, {1.702}, {100}}, {}},
        {"isru", [](X x, P p) { return x / std::sqrt(1 + X(p[0]) * x * x); }, {{1}, {0.001}, {0.3}, {1000}}, {}},
        {"step", [](X x, P) { return x < 0 ? X(0) : X(1); }, {{}}, {0}},
        {"step_symmetric", [](X x, P) { return x < 0 ? X(-1) : X(1); }, {{}}, {0}},
        {"steep_sigmoid", [](X x, P p) { return 1 / (1 + std::exp(-X(p[0]) * x)); }, {{1}, {0.01}, {0.3}, {100}}, {}},
        {"scaled_tanh",
         [](X x, P p) { return X(p[0]) * std::tanh(X(p[1]) * x); },
         {{1.7159, 2.0 / 3}, {1, 0.5}, {0.01, 100}, {100, 0.01}, {100, 100}},
         {}},
        {"sparse_plus", [](X x, P) { return x >= 1   ? x
                                            : x > -1 ? (x + 1) * (x + 1) / 4
                                                     : 0; }, {{}}, {-1, 1}},
        {"sparse_sigmoid", [](X x, P) { return std::clamp((x + 1) / 2, X(0), X(1)); }, {{}}, {-1, 1}},
        {"prelu", [](X x, P p) { return x > 0 ? x : X(p[0]) * x; }, {{0.25}, {0}, {-1}, {0.3}, {1}}, {0}},
        {"trainable_swish",
         [](X x, P p) { return x / (1 + std::exp(-X(p[0]) * x)); },
         {{1}, {0}, {0.25}, {-1.5}, {1.702}, {57.6875}, {-100}, {100}},
         {}},
    };
    return all;
}

}  // namespace glia::test
