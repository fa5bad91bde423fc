#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "plugins/guarded_array.hpp"
#include "plugins/loaded_plugin.hpp"
#include "plugins/standard_set.hpp"

namespace glia::test {
namespace {

// Around the widths of vectors and blocks, whole blocks, and empty.
constexpr std::size_t sizes[] = {0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 64, 65, 1000, 1024};

std::vector<std::string> all_names() {
    std::vector<std::string> names = row_wise_set();
    for (const Definition& definition : standard_set()) {
        names.push_back(definition.name);
    }
    return names;
}

// Ordinary numbers with NaNs of different payloads, infinities and denormals among them.
template <class Real>
std::vector<Real> numbers(std::size_t size, unsigned seed) {
    using Limits = std::numeric_limits<Real>;
    std::mt19937 random(seed);
    std::normal_distribution<Real> normal(0, 5);
    std::vector<Real> values(size);
    for (Real& value : values) {
        value = normal(random);
        if (random() % 16 == 0) {
            const Real special[] = {Limits::quiet_NaN(),  -Limits::quiet_NaN(), Limits::infinity(), -Limits::infinity(),
                                    Limits::denorm_min(), Limits::max(),        Limits::lowest(),   Real(-0.0)};
            value = special[random() % std::size(special)];
        }
    }
    return values;
}

template <class Real>
bool equal_bits(const std::vector<Real>& a, const std::vector<Real>& b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(Real)) == 0);
}

class Promises : public testing::TestWithParam<std::string> {
 protected:
    // Calls check(table, Real()) for each variant in single and once in double precision.
    template <class Check>
    static void for_each_kernel(const Check& check) {
        for (const std::uint32_t isa : runnable_isas()) {
            SCOPED_TRACE(isa);
            check(activation(GetParam(), isa), float());
        }
        SCOPED_TRACE("double precision");
        check(activation(GetParam(), GLIA_ISA_BASELINE), double());
    }
};

// The whole of a computation, to compare others with.
template <class Real>
struct Whole {
    std::vector<Real> x, y, dy, dx;

    Whole(const glia_activation_t& table, const std::vector<double>& parameters, std::size_t rows, std::size_t cols)
        : x(numbers<Real>(rows * cols, 1)), y(x.size()), dy(numbers<Real>(x.size(), 2)), dx(x.size()) {
        forward(table, parameters, rows, cols, x.data(), y.data());
        backward(table, parameters, rows, cols, x.data(), y.data(), dy.data(), dx.data());
    }
};

TEST_P(Promises, NothingOutsideTheArraysIsTouched) {
    for_each_kernel([](const glia_activation_t& table, auto kind) {
        using Real = decltype(kind);
        const std::vector<double> parameters = default_parameters(table);
        for (const std::size_t size : sizes) {
            const Whole<Real> whole(table, parameters, 1, size);
            GuardedArray<Real> x(size), y(size), dy(size), dx(size);
            std::copy(whole.x.begin(), whole.x.end(), x.data());
            std::copy(whole.dy.begin(), whole.dy.end(), dy.data());
            forward(table, parameters, 1, size, x.data(), y.data());
            backward(table, parameters, 1, size, x.data(), y.data(), dy.data(), dx.data());
            EXPECT_TRUE(equal_bits(whole.y, std::vector<Real>(y.data(), y.data() + size))) << size;
            EXPECT_TRUE(equal_bits(whole.dx, std::vector<Real>(dx.data(), dx.data() + size))) << size;
        }
    });
}

TEST_P(Promises, InPlaceGivesTheBitsOfSeparateArrays) {
    for_each_kernel([](const glia_activation_t& table, auto kind) {
        using Real = decltype(kind);
        ASSERT_NE(0u, table.flags & GLIA_ACTIVATION_INPLACE);
        const std::vector<double> parameters = default_parameters(table);
        for (const std::size_t size : sizes) {
            const Whole<Real> whole(table, parameters, 1, size);
            std::vector<Real> y = whole.x;
            forward(table, parameters, 1, size, y.data(), y.data());
            EXPECT_TRUE(equal_bits(whole.y, y)) << size;
            std::vector<Real> dx = whole.dy;
            backward(table, parameters, 1, size, whole.x.data(), whole.y.data(), dx.data(), dx.data());
            EXPECT_TRUE(equal_bits(whole.dx, dx)) << size;
        }
    });
}

TEST_P(Promises, AnySplitOfAnElementwiseArrayGivesTheSameBits) {
    for_each_kernel([](const glia_activation_t& table, auto kind) {
        using Real = decltype(kind);
        if ((table.flags & GLIA_ACTIVATION_ELEMENTWISE) == 0) {
            EXPECT_TRUE(std::ranges::count(row_wise_set(), table.name)) << table.name;
            return;
        }
        const std::vector<double> parameters = default_parameters(table);
        constexpr std::size_t size = 4000;
        const Whole<Real> whole(table, parameters, 1, size);
        std::mt19937 random(3);
        for (const std::size_t longest : {1u, 5u, 16u, 40u, 700u}) {
            std::vector<Real> y(size), dx(size);
            for (std::size_t begin = 0; begin < size;) {
                const std::size_t part = std::min<std::size_t>(1 + random() % longest, size - begin);
                forward(table, parameters, part, 1, whole.x.data() + begin, y.data() + begin);
                backward(table, parameters, 1, part, whole.x.data() + begin, y.data() + begin, whole.dy.data() + begin,
                         dx.data() + begin);
                begin += part;
            }
            EXPECT_TRUE(equal_bits(whole.y, y)) << "parts of up to " << longest;
            EXPECT_TRUE(equal_bits(whole.dx, dx)) << "parts of up to " << longest;
        }
    });
}

TEST_P(Promises, ARowAloneGivesTheBitsItHasAmongOthers) {
    for_each_kernel([](const glia_activation_t& table, auto kind) {
        using Real = decltype(kind);
        const std::vector<double> parameters = default_parameters(table);
        for (const std::size_t cols : {1u, 2u, 10u, 16u, 21u, 100u}) {
            constexpr std::size_t rows = 37;
            const Whole<Real> whole(table, parameters, rows, cols);
            std::vector<Real> y(rows * cols), dx(rows * cols);
            for (std::size_t at = 0; at < rows * cols; at += cols) {
                forward(table, parameters, 1, cols, whole.x.data() + at, y.data() + at);
                backward(table, parameters, 1, cols, whole.x.data() + at, y.data() + at, whole.dy.data() + at,
                         dx.data() + at);
            }
            EXPECT_TRUE(equal_bits(whole.y, y)) << cols;
            EXPECT_TRUE(equal_bits(whole.dx, dx)) << cols;
        }
    });
}

TEST_P(Promises, TheIdentityGivesWhatItTakes) {
    for_each_kernel([](const glia_activation_t& table, auto kind) {
        using Real = decltype(kind);
        EXPECT_EQ((table.flags & GLIA_ACTIVATION_IDENTITY) != 0, std::string(table.name) == "identity");
        if ((table.flags & GLIA_ACTIVATION_IDENTITY) == 0) return;
        const Whole<Real> whole(table, {}, 1, 1000);
        EXPECT_TRUE(equal_bits(whole.x, whole.y));
        EXPECT_TRUE(equal_bits(whole.dy, whole.dx));
    });
}

TEST_P(Promises, NoRowsOrNoColumnsAreNothingToDo) {
    for_each_kernel([](const glia_activation_t& table, auto kind) {
        using Real = decltype(kind);
        const std::vector<double> parameters = default_parameters(table);
        Real* none = nullptr;
        forward(table, parameters, 0, 5, none, none);
        forward(table, parameters, 5, 0, none, none);
        backward(table, parameters, 0, 5, none, none, none, none);
        backward(table, parameters, 5, 0, none, none, none, none);
    });
}

INSTANTIATE_TEST_SUITE_P(StandardSet, Promises, testing::ValuesIn(all_names()),
                         [](const auto& instance) { return instance.param; });

}  // namespace
}  // namespace glia::test
