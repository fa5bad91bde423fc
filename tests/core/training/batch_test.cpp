#include "core/training/batch.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <numeric>

#include "core/rng.hpp"

namespace glia {
namespace {

Workers alone;

using Numbers = std::vector<std::size_t>;

// Rows of one feature that is the row's number, and a target ten times that.
Dataset numbered(std::size_t rows) {
    auto made = std::make_shared<DatasetRows>();
    made->rows = rows;
    made->features = made->outputs = 1;
    made->owned_x = Buffer<float>(rows);
    made->owned_targets = Buffer<float>(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        made->owned_x[i] = static_cast<float>(i);
        made->owned_targets[i] = static_cast<float>(10 * i);
    }
    made->x = {made->owned_x.data(), 1};
    made->targets = {made->owned_targets.data(), 1};
    return Dataset(std::move(made));
}

// The row numbers that a pass yields from where it starts, read `at_once` at a time.
Numbers pass(const Dataset& dataset, const EpochOrder& order, std::size_t at_once) {
    const auto loss = make_loss<float>("mse");
    const Model<float> model(1);
    BatchReader<float> reader(dataset, model, at_once, *loss);
    reader.begin(order);
    Numbers rows;
    for (;;) {
        const Batch<float> batch = reader.read(at_once, alone);
        for (std::size_t i = 0; i < batch.rows; ++i) {
            EXPECT_EQ(batch.targets.values[i], 10 * batch.x[i]);
            rows.push_back(static_cast<std::size_t>(batch.x[i]));
        }
        if (batch.rows < at_once) return rows;
    }
}

Numbers counted(std::size_t rows) {
    Numbers numbers(rows);
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    return numbers;
}

TEST(BatchReader, ReadsRowsAsTheyStand) {
    EXPECT_EQ(pass(numbered(10), {}, 3), counted(10));
    EXPECT_EQ(pass(numbered(10), {}, 16), counted(10));
}

TEST(BatchReader, ShufflesByTheSeedAndTheEpoch) {
    const Dataset dataset = numbered(100);
    const EpochOrder order{.shuffle = true, .seed = 7, .epoch = 3, .batch = 10, .first_row = 0};
    Numbers expected = counted(100);
    Random random(7, RandomUse::shuffle, 3);
    shuffle(expected, random);
    EXPECT_EQ(pass(dataset, order, 8), expected);
    EpochOrder other = order;
    other.epoch = 4;
    const Numbers next = pass(dataset, other, 8);
    EXPECT_NE(next, expected);
    EXPECT_TRUE(std::is_permutation(next.begin(), next.end(), expected.begin(), expected.end()));
}

TEST(BatchReader, LeavesTheOrderOfOneSingleBatchAlone) {
    EXPECT_EQ(pass(numbered(100), {.shuffle = true, .seed = 7, .epoch = 3, .batch = 100, .first_row = 0}, 8),
              counted(100));
}

TEST(BatchReader, TakesUpAPassInItsMiddle) {
    const Dataset dataset = numbered(100);
    EpochOrder order{.shuffle = true, .seed = 7, .epoch = 3, .batch = 10, .first_row = 0};
    const Numbers whole = pass(dataset, order, 10);
    order.first_row = 40;
    EXPECT_EQ(pass(dataset, order, 10), Numbers(whole.begin() + 40, whole.end()));
}

}  // namespace
}  // namespace glia
