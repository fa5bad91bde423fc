// Kernels with trained parameters: what they compute, against the definitions in long double, and what they promise.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include "guarded_array.hpp"
#include "plugins/loaded_plugin.hpp"

namespace glia::test {
namespace {

using X = long double;

// f, df/dx and df/dp of one element with one trained parameter.
struct Definition {
    std::string name;
    bool per_unit;
    X (*value)(X x, X p);
    X (*slope)(X x, X p);
    X (*by_parameter)(X x, X p);
};

void PrintTo(const Definition& definition, std::ostream* out) {
    *out << definition.name;
}

X logistic(X z) {
    return 1 / (1 + std::exp(-z));
}

const Definition definitions[] = {
    // He et al., 2015, equations 1 and 10
    {"prelu", true, [](X x, X a) { return x > 0 ? x : a * x; }, [](X x, X a) { return x > 0 ? X(1) : a; },
     [](X x, X) { return x > 0 ? X(0) : x; }},
    {"trainable_swish", false, [](X x, X b) { return x * logistic(b * x); },
     [](X x, X b) { return logistic(b * x) * (1 + b * x * logistic(-b * x)); },
     [](X x, X b) { return x * x * logistic(b * x) * logistic(-b * x); }},
};

struct Shape {
    std::size_t rows;
    std::size_t cols;
};

// Around blocks, and empty.
constexpr Shape shapes[] = {{0, 5}, {5, 0}, {1, 1}, {1, 16}, {7, 5}, {3, 17}, {37, 32}, {300, 21}, {64, 100}};

template <class Real>
std::vector<Real> random_numbers(std::size_t size, Real mean, Real deviation, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<Real> normal(mean, deviation);
    std::vector<Real> numbers(size);
    for (Real& each : numbers) each = normal(random);
    return numbers;
}

void forward(const glia_activation_t& table, const double* parameters, const float* trained, Shape shape,
             const float* x, float* y) {
    table.forward_trained(&table, parameters, trained, shape.rows, shape.cols, x, y);
}
void forward(const glia_activation_t& table, const double* parameters, const double* trained, Shape shape,
             const double* x, double* y) {
    table.forward_trained_f64(&table, parameters, trained, shape.rows, shape.cols, x, y);
}
// The host hands NULL for y, which these promise not to read.
void backward(const glia_activation_t& table, const double* parameters, const float* trained, Shape shape,
              const float* x, const float* dy, float* dx, float* gradient) {
    table.backward_trained(&table, parameters, trained, shape.rows, shape.cols, x, nullptr, dy, dx, gradient);
}
void backward(const glia_activation_t& table, const double* parameters, const double* trained, Shape shape,
              const double* x, const double* dy, double* dx, double* gradient) {
    table.backward_trained_f64(&table, parameters, trained, shape.rows, shape.cols, x, nullptr, dy, dx, gradient);
}

// A whole computation on random numbers.
template <class Real>
struct Whole {
    std::vector<double> parameters;
    std::vector<Real> x, dy, trained, y, dx, gradient;

    Whole(const glia_activation_t& table, Shape shape)
        : parameters(default_parameters(table)),
          x(random_numbers<Real>(shape.rows * shape.cols, 0, 3, 1)),
          dy(random_numbers<Real>(x.size(), 0, 1, 2)),
          trained(random_numbers<Real>(table.training[0] == GLIA_PARAMETER_PER_UNIT ? shape.cols : 1,
                                       static_cast<Real>(parameters[0]), Real(0.5), 3)),
          y(x.size()),
          dx(x.size()),
          gradient(trained.size(), std::numeric_limits<Real>::quiet_NaN()) {
        forward(table, parameters.data(), trained.data(), shape, x.data(), y.data());
        backward(table, parameters.data(), trained.data(), shape, x.data(), dy.data(), dx.data(), gradient.data());
    }
};

template <class Real>
bool equal_bits(const std::vector<Real>& a, const Real* b) {
    return a.empty() || std::memcmp(a.data(), b, a.size() * sizeof(Real)) == 0;
}

class Trained : public testing::TestWithParam<Definition> {
 protected:
    // Calls check(table, shape, Real()) for each variant in single and once in double precision.
    template <class Check>
    static void for_each_kernel(const Check& check) {
        for (const Shape shape : shapes) {
            SCOPED_TRACE(std::to_string(shape.rows) + " x " + std::to_string(shape.cols));
            for (const std::uint32_t isa : runnable_isas()) {
                SCOPED_TRACE(isa);
                check(activation(GetParam().name, isa), shape, float());
            }
            SCOPED_TRACE("double precision");
            check(activation(GetParam().name, GLIA_ISA_BASELINE), shape, double());
        }
    }
};

TEST_P(Trained, SaysHowItsParameterIsTrained) {
    const glia_activation_t& table = activation(GetParam().name, GLIA_ISA_BASELINE);
    ASSERT_EQ(table.parameter_count, 1u);
    EXPECT_EQ(table.training[0], GetParam().per_unit ? GLIA_PARAMETER_PER_UNIT : GLIA_PARAMETER_PER_LAYER);
}

TEST_P(Trained, ValuesAndGradientsAreThoseOfTheDefinition) {
    const Definition& f = GetParam();
    for_each_kernel([&](const glia_activation_t& table, Shape shape, auto kind) {
        using Real = decltype(kind);
        const X unit = 8 * static_cast<X>(std::numeric_limits<Real>::epsilon());
        const Whole<Real> whole(table, shape);
        std::vector<X> gradient(whole.trained.size(), 0);
        std::vector<X> magnitude(whole.trained.size(), 0);
        for (std::size_t i = 0; i < whole.x.size(); ++i) {
            const std::size_t k = f.per_unit ? i % shape.cols : 0;
            const X x = whole.x[i];
            const X p = whole.trained[k];
            const X dy = whole.dy[i];
            // Where they come near 0, from numbers as large as x.
            ASSERT_NEAR(static_cast<double>(f.value(x, p)), static_cast<double>(whole.y[i]),
                        static_cast<double>(unit * std::fabs(x)));
            ASSERT_NEAR(static_cast<double>(dy * f.slope(x, p)), static_cast<double>(whole.dx[i]),
                        static_cast<double>(unit * std::fabs(dy) * (1 + std::fabs(p * x))));
            gradient[k] += dy * f.by_parameter(x, p);
            magnitude[k] += std::fabs(dy) * x * x + std::fabs(dy * x);
        }
        for (std::size_t k = 0; k < gradient.size(); ++k) {
            EXPECT_NEAR(static_cast<double>(gradient[k]), static_cast<double>(whole.gradient[k]),
                        static_cast<double>(unit * magnitude[k]))
                << k;
        }
    });
}

TEST_P(Trained, ComputeWithTheFirstValuesWhatThePlainKernelsDo) {
    for_each_kernel([](const glia_activation_t& table, Shape shape, auto kind) {
        using Real = decltype(kind);
        const Whole<Real> whole(table, shape);
        const std::vector<Real> first(whole.trained.size(), static_cast<Real>(whole.parameters[0]));
        std::vector<Real> y(whole.x.size());
        std::vector<Real> plain(whole.x.size());
        forward(table, whole.parameters.data(), first.data(), shape, whole.x.data(), y.data());
        test::forward(table, whole.parameters, shape.rows, shape.cols, whole.x.data(), plain.data());
        for (std::size_t i = 0; i < y.size(); ++i) {
            ASSERT_NEAR(static_cast<double>(y[i]), static_cast<double>(plain[i]),
                        4 * static_cast<double>(std::numeric_limits<Real>::epsilon() * std::fabs(plain[i])));
        }
    });
}

TEST_P(Trained, EqualCallsAndPiecesOfRowsGiveEqualBits) {
    for_each_kernel([](const glia_activation_t& table, Shape shape, auto kind) {
        using Real = decltype(kind);
        const Whole<Real> whole(table, shape);
        const Whole<Real> again(table, shape);
        EXPECT_TRUE(equal_bits(whole.y, again.y.data()) && equal_bits(whole.dx, again.dx.data()) &&
                    equal_bits(whole.gradient, again.gradient.data()));
        std::vector<Real> y(whole.y.size());
        std::vector<Real> dx(whole.dx.size());
        std::vector<Real> unused(whole.gradient.size());
        for (std::size_t row = 0; row < shape.rows; row += 5) {
            const Shape piece{std::min<std::size_t>(5, shape.rows - row), shape.cols};
            const std::size_t at = row * shape.cols;
            forward(table, whole.parameters.data(), whole.trained.data(), piece, whole.x.data() + at, y.data() + at);
            backward(table, whole.parameters.data(), whole.trained.data(), piece, whole.x.data() + at,
                     whole.dy.data() + at, dx.data() + at, unused.data());
        }
        EXPECT_TRUE(equal_bits(whole.y, y.data()));
        EXPECT_TRUE(equal_bits(whole.dx, dx.data()));
    });
}

TEST_P(Trained, InPlaceGivesTheBitsOfSeparateArrays) {
    for_each_kernel([](const glia_activation_t& table, Shape shape, auto kind) {
        using Real = decltype(kind);
        const Whole<Real> whole(table, shape);
        std::vector<Real> y = whole.x;
        std::vector<Real> dx = whole.dy;
        std::vector<Real> gradient(whole.gradient.size());
        forward(table, whole.parameters.data(), whole.trained.data(), shape, y.data(), y.data());
        backward(table, whole.parameters.data(), whole.trained.data(), shape, whole.x.data(), dx.data(), dx.data(),
                 gradient.data());
        EXPECT_TRUE(equal_bits(whole.y, y.data()));
        EXPECT_TRUE(equal_bits(whole.dx, dx.data()));
        EXPECT_TRUE(equal_bits(whole.gradient, gradient.data()));
    });
}

TEST_P(Trained, TouchNothingOutsideTheArrays) {
    for_each_kernel([](const glia_activation_t& table, Shape shape, auto kind) {
        using Real = decltype(kind);
        const Whole<Real> whole(table, shape);
        GuardedArray<Real> x(whole.x.size()), y(x.size()), dy(x.size()), dx(x.size());
        GuardedArray<Real> trained(whole.trained.size()), gradient(trained.size());
        std::copy(whole.x.begin(), whole.x.end(), x.data());
        std::copy(whole.dy.begin(), whole.dy.end(), dy.data());
        std::copy(whole.trained.begin(), whole.trained.end(), trained.data());
        forward(table, whole.parameters.data(), trained.data(), shape, x.data(), y.data());
        backward(table, whole.parameters.data(), trained.data(), shape, x.data(), dy.data(), dx.data(),
                 gradient.data());
        EXPECT_TRUE(equal_bits(whole.y, y.data()));
        EXPECT_TRUE(equal_bits(whole.dx, dx.data()));
        EXPECT_TRUE(equal_bits(whole.gradient, gradient.data()));
    });
}

TEST_P(Trained, NotANumberStaysSo) {
    for_each_kernel([](const glia_activation_t& table, Shape shape, auto kind) {
        using Real = decltype(kind);
        Whole<Real> whole(table, shape);
        if (whole.x.empty()) return;
        whole.x.back() = std::numeric_limits<Real>::quiet_NaN();
        forward(table, whole.parameters.data(), whole.trained.data(), shape, whole.x.data(), whole.y.data());
        backward(table, whole.parameters.data(), whole.trained.data(), shape, whole.x.data(), whole.dy.data(),
                 whole.dx.data(), whole.gradient.data());
        EXPECT_TRUE(std::isnan(whole.y.back()) && std::isnan(whole.dx.back()) && std::isnan(whole.gradient.back()));
        EXPECT_EQ(std::count_if(whole.y.begin(), whole.y.end(), [](Real y) { return std::isnan(y); }), 1);
    });
}

INSTANTIATE_TEST_SUITE_P(Each, Trained, testing::ValuesIn(definitions),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace glia::test
