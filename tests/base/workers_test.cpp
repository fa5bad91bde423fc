#include "base/workers.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

namespace glia {
namespace {

TEST(Workers, DoEveryPartOnce) {
    for (const std::size_t threads : {1, 2, 3, 8}) {
        Workers workers(threads);
        EXPECT_EQ(workers.threads(), threads);
        for (const std::size_t count : {0, 1, 2, 7, 1000}) {
            std::vector<std::atomic<int>> done(count);
            workers.run(count, [&](std::size_t i) noexcept { ++done[i]; });
            for (const auto& each : done) EXPECT_EQ(each, 1);
        }
    }
}

TEST(Workers, TellWhichOfThemDoesAPart) {
    Workers workers(2);
    std::vector<std::atomic<std::size_t>> number(2);
    std::atomic<int> begun = 0;
    workers.run(2, [&](std::size_t i, std::size_t thread) noexcept {
        number[i] = thread;
        ++begun;
        while (begun < 2) std::this_thread::yield();  // so that each does one
    });
    EXPECT_EQ(number[0] + number[1], 1U) << number[0] << " and " << number[1];
    std::atomic<bool> alone = false;
    workers.run_pieces(5, 5, [&](std::size_t first, std::size_t size, std::size_t thread) noexcept {
        alone = first == 0 && size == 5 && thread == 0;
    });
    EXPECT_TRUE(alone);
}

// One thread holds the first part until all others are done, which the other one has to do.
TEST(Workers, HelpWithTheSharesOfOthers) {
    Workers workers(2);
    std::atomic<int> done = 0;
    workers.run(100, [&](std::size_t i) noexcept {
        while (i == 0 && done < 99) std::this_thread::yield();
        ++done;
    });
    EXPECT_EQ(done, 100);
}

TEST(Workers, SeeWhatWasWrittenBeforeAndLeaveWhatTheyWroteBehind) {
    Workers workers(3);
    std::vector<int> numbers(64);
    for (int round = 1; round <= 2000; ++round) {
        const int added = round;
        workers.run(numbers.size(), [&](std::size_t i) noexcept { numbers[i] += added; });
        if (round % 500 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));  // long enough to fall asleep
    }
    for (const int each : numbers) EXPECT_EQ(each, 2000 * 2001 / 2);
}

TEST(Workers, CutTheSamePiecesHoweverManyTheyAre) {
    using Piece = std::pair<std::size_t, std::size_t>;
    const auto pieces = [](std::size_t threads, std::size_t total, std::size_t piece) {
        Workers workers(threads);
        std::vector<Piece> found((total + piece - 1) / piece);
        workers.run_pieces(total, piece, [&](std::size_t first, std::size_t size) noexcept {
            found[first / piece] = {first, size};
        });
        return found;
    };
    EXPECT_EQ(pieces(1, 10, 4), (std::vector<Piece>{{0, 4}, {4, 4}, {8, 2}}));
    EXPECT_EQ(pieces(3, 10, 4), pieces(1, 10, 4));
    EXPECT_EQ(pieces(2, 8, 8), (std::vector<Piece>{{0, 8}}));
    EXPECT_TRUE(pieces(2, 0, 8).empty());
}

TEST(Workers, EndWithoutEverHavingWorked) {
    const Workers workers(4);
    EXPECT_EQ(workers.threads(), 4u);
}

}  // namespace
}  // namespace glia
