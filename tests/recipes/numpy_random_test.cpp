// The numbers and orders that numpy drew (figures/numpy_random.py), to the bit.
#include "numpy_random.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <numeric>
#include <string>

namespace glia::test {
namespace {

TEST(NumpyRandom, DrawsWhatNumpyDraws) {
    std::ifstream file(GLIA_TEST_FIGURES "/numpy_random.txt");
    std::map<std::uint32_t, std::vector<double>> expected;  // in the order in which they were drawn
    std::string seed;
    std::string drawn;
    std::string index;
    std::string value;
    file >> seed >> drawn >> index >> value;  // names of the columns
    while (file >> seed >> drawn >> index >> value) {
        expected[static_cast<std::uint32_t>(std::stoul(seed))].push_back(std::stod(value));
    }
    ASSERT_EQ(expected.size(), 3U);
    for (const auto& [start, values] : expected) {
        NumpyRandom numbers(start);
        std::vector<double> ours;
        for (const std::size_t rows : {10, 256, 300}) {
            for (int i = 0; i < 5; ++i) ours.push_back(numbers.uniform(-0.25, 0.25));
            std::vector<std::size_t> order(rows);
            std::iota(order.begin(), order.end(), 0);
            numbers.shuffle(order);
            ours.insert(ours.end(), order.begin(), order.begin() + 10);
        }
        EXPECT_EQ(ours, values) << "seed " << start;
    }
}

}  // namespace
}  // namespace glia::test
