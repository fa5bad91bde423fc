#include "core/data/stream_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <limits>
#include <memory>
#include <optional>
#include <thread>

#include "base/error.hpp"
#include "core/losses/loss.hpp"
#include "core/model/model.hpp"
#include "core/training/batch.hpp"

namespace glia {
namespace {

Workers alone;

using Numbers = std::vector<std::size_t>;

// Rows of one feature that is the row's number, and a target ten times that, or 0 but for one; it counts what is done
// with it.
class Counted final : public RowSource {
 public:
    struct Behaviour {
        bool seeks = false;
        bool reads_ahead = true;
        std::size_t fails_at = std::numeric_limits<std::size_t>::max();
        std::size_t slow_at = std::numeric_limits<std::size_t>::max();
        std::optional<std::size_t> only_target = std::nullopt;  // of this row 10, of all others 0
    };
    explicit Counted(Behaviour behaviour) : behaviour_(behaviour) {}

    std::unique_ptr<RowCursor> open() const override {
        ++open_cursors;
        return std::make_unique<Cursor>(*this);
    }
    bool seeks() const noexcept override { return behaviour_.seeks; }
    bool reads_ahead() const noexcept override { return behaviour_.reads_ahead; }
    bool can_be_judged() const noexcept override { return false; }

    mutable std::atomic<int> open_cursors = 0;
    mutable std::atomic<int> finished = 0;
    mutable std::atomic<std::size_t> rows_read = 0;
    mutable std::atomic<bool> on_other_thread = false;
    mutable std::atomic<const float*> first_written = nullptr;  // where the first row of the last pass was put

 private:
    class Cursor final : public RowCursor {
     public:
        explicit Cursor(const Counted& source) : source_(source) {}
        ~Cursor() override { --source_.open_cursors; }
        void seek(std::size_t row) override {
            EXPECT_TRUE(source_.seeks() || row >= row_) << "a sequence goes forwards only";
            row_ = row;
        }
        void read(std::size_t rows, const RowPlace& place) override {
            if (std::this_thread::get_id() != source_.home_) source_.on_other_thread = true;
            if (row_ == 0) source_.first_written = place.x;
            for (std::size_t i = 0; i < rows; ++i, ++row_) {
                if (row_ == source_.behaviour_.fails_at) throw error(GLIA_ERROR_FORMAT, "row {} is bad", row_);
                if (row_ >= source_.behaviour_.slow_at) std::this_thread::sleep_for(std::chrono::milliseconds(1));
                place.x[i] = static_cast<float>(row_);
                const std::optional<std::size_t> only = source_.behaviour_.only_target;
                place.targets[i] = only ? static_cast<float>(row_ == *only ? 10 : 0) : static_cast<float>(10 * row_);
            }
            source_.rows_read += rows;
        }
        void finish() override { ++source_.finished; }

     private:
        const Counted& source_;
        std::size_t row_ = 0;
    };

    Behaviour behaviour_;
    std::thread::id home_ = std::this_thread::get_id();
};

struct Stream {
    std::shared_ptr<Counted> source;
    Dataset dataset;
};

Stream make_stream(std::size_t rows, std::size_t window, Counted::Behaviour behaviour = {}) {
    const auto source = std::make_shared<Counted>(behaviour);
    auto made = std::make_shared<DatasetRows>();
    made->rows = rows;
    made->features = made->outputs = 1;
    made->window = window;
    made->source = source;
    return {source, Dataset(std::move(made))};
}

EpochOrder shuffled(std::size_t first_row = 0) {
    return {.shuffle = true, .seed = 7, .epoch = 3, .batch = 10, .first_row = first_row};
}

// The row numbers that a pass yields, read `at_once` at a time.
Numbers pass(BatchReader<float>& reader, const EpochOrder& order, std::size_t at_once) {
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

Numbers pass(const Dataset& dataset, const EpochOrder& order, std::size_t at_once) {
    const auto loss = make_loss<float>("mse");
    const Model<float> model(1);
    BatchReader<float> reader(dataset, model, at_once, *loss);
    return pass(reader, order, at_once);
}

Dataset in_memory(std::size_t rows) {
    auto made = std::make_shared<DatasetRows>();
    made->rows = rows;
    made->features = made->outputs = 1;
    made->owned_x = Buffer<float>(rows);
    made->owned_targets = Buffer<float>(rows);
    for (std::size_t i = 0; i < rows; ++i) made->owned_x[i] = static_cast<float>(i);
    for (std::size_t i = 0; i < rows; ++i) made->owned_targets[i] = static_cast<float>(10 * i);
    made->x = {made->owned_x.data(), 1};
    made->targets = {made->owned_targets.data(), 1};
    return Dataset(std::move(made));
}

constexpr Counted::Behaviour behaviours[] = {{.seeks = false, .reads_ahead = false},
                                             {.seeks = false, .reads_ahead = true},
                                             {.seeks = true, .reads_ahead = true}};

TEST(StreamReader, ReadsAsFromMemoryWhereAWindowTakesAllRows) {
    for (const Counted::Behaviour& behaviour : behaviours) {
        const Stream stream = make_stream(1000, 1000, behaviour);
        EXPECT_EQ(pass(stream.dataset, shuffled(), 7), pass(in_memory(1000), shuffled(), 7));
        EXPECT_EQ(pass(stream.dataset, {}, 7), pass(in_memory(1000), {}, 7));
    }
}

TEST(StreamReader, ReadsEveryRowOnceAcrossWindows) {
    for (const Counted::Behaviour& behaviour : behaviours) {
        const Stream stream = make_stream(1000, 64, behaviour);
        Numbers rows = pass(stream.dataset, shuffled(), 7);
        EXPECT_NE(rows, pass(in_memory(1000), {}, 7));
        std::sort(rows.begin(), rows.end());
        EXPECT_EQ(rows, pass(in_memory(1000), {}, 7));
        EXPECT_EQ(stream.source->finished, 1);
        EXPECT_EQ(stream.source->open_cursors, 0);
    }
}

TEST(StreamReader, DoesNotDependOnHowManyRowsAreReadAtOnce) {
    const Stream stream = make_stream(1000, 64);
    EXPECT_EQ(pass(stream.dataset, shuffled(), 7), pass(stream.dataset, shuffled(), 100));
}

TEST(StreamReader, TakesUpAPassInItsMiddle) {
    for (const Counted::Behaviour& behaviour : behaviours) {
        const Stream stream = make_stream(1000, 64, behaviour);
        const Numbers whole = pass(stream.dataset, shuffled(), 10);
        for (const std::size_t first : {0u, 1u, 63u, 64u, 500u, 999u, 1000u}) {
            EXPECT_EQ(pass(stream.dataset, shuffled(first), 10),
                      Numbers(whole.begin() + static_cast<std::ptrdiff_t>(first), whole.end()))
                << first;
        }
    }
}

TEST(StreamReader, ReadsAheadOnAThreadOfItsOwnWhereItMay) {
    for (const bool ahead : {false, true}) {
        const Stream stream = make_stream(1000, 64, {.seeks = false, .reads_ahead = ahead});
        pass(stream.dataset, {}, 10);
        EXPECT_EQ(stream.source->on_other_thread, ahead);
    }
    const Stream in_one_window = make_stream(1000, 1000, {.seeks = false, .reads_ahead = true});
    pass(in_one_window.dataset, {}, 10);
    EXPECT_FALSE(in_one_window.source->on_other_thread);
}

TEST(StreamReader, KeepsTheMemoryOfItsWindowsFromPassToPass) {
    const Stream stream = make_stream(1000, 1000);
    StreamReader reader(stream.dataset, 10, [](std::size_t, std::span<const float>) {});
    const float* places[2] = {};
    std::vector<Buffer<float>> takers;  // of memory that would have been given back
    for (const float*& place : places) {
        reader.begin({});
        place = stream.source->first_written;
        for (int i = 0; i < 100; ++i) reader.read(10);
        for (int i = 0; i < 10; ++i) takers.emplace_back(1000);
    }
    EXPECT_NE(places[0], nullptr);
    EXPECT_EQ(places[0], places[1]);
}

TEST(StreamReader, HoldsTwoWindowsAtMost) {
    const Stream stream = make_stream(100'000, 100);
    StreamReader reader(stream.dataset, 10, [](std::size_t, std::span<const float>) {});
    reader.begin({});
    reader.read(10);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_LE(stream.source->rows_read, 200u);
}

TEST(StreamReader, HandsOverWhatWentWrongAfterTheRowsBeforeIt) {
    for (const Counted::Behaviour& behaviour : behaviours) {
        Counted::Behaviour failing = behaviour;
        failing.fails_at = 150;
        const Stream stream = make_stream(1000, 50, failing);
        StreamReader reader(stream.dataset, 50, [](std::size_t, std::span<const float>) {});
        reader.begin({});
        for (int i = 0; i < 3; ++i) EXPECT_EQ(reader.read(50).x[0], 50.0f * static_cast<float>(i));
        try {
            reader.read(50);
            FAIL() << "row 150 is bad";
        } catch (const Error& e) {
            EXPECT_STREQ(e.what(), "row 150 is bad");
        }
        reader.begin({});  // a new pass
        EXPECT_EQ(reader.read(50).x[0], 0);
    }
}

TEST(StreamReader, GivesUpAPassWithoutReadingOn) {
    const Stream stream = make_stream(1'000'000, 500'000, {.seeks = false, .reads_ahead = true, .slow_at = 500'000});
    {
        StreamReader reader(stream.dataset, 10, [](std::size_t, std::span<const float>) {});
        reader.begin({});
        reader.read(10);
    }
    EXPECT_LT(stream.source->rows_read, 600'000u);
    EXPECT_EQ(stream.source->open_cursors, 0);
}

TEST(StreamReader, JudgesTargetsAsTheyAreReadByTheirRowInTheSource) {
    const auto loss = make_loss<float>("binary_crossentropy");
    const Model<float> model(1);
    for (const std::size_t row : {0, 1, 63, 99}) {
        const Stream stream = make_stream(100, 20, {.seeks = true, .only_target = row});
        BatchReader<float> reader(stream.dataset, model, 10, *loss);
        Workers workers(1);
        try {
            reader.begin(shuffled());
            for (int batch = 0; batch < 10; ++batch) reader.read(10, workers);
            FAIL() << "row " << row << " has the target 10";
        } catch (const Error& e) {
            EXPECT_EQ(e.what(), "binary_crossentropy: target 0 of row " + std::to_string(row) +
                                    " (from 0) is 10; it must be in [0, 1] (for amounts, take a loss such as mse)");
        }
    }
}

TEST(StreamReader, LeavesRowsThatArePickedToDataSetsInMemory) {
    const Stream stream = make_stream(100, 10);
    const auto refused = [](auto&& call) {
        try {
            call();
        } catch (const Error& e) {
            return e.status();
        }
        return GLIA_OK + 0;
    };
    EXPECT_EQ(refused([&] { split(stream.dataset, 0.5, false, 1); }), GLIA_ERROR_UNSUPPORTED);
    EXPECT_EQ(refused([&] { Dataset(stream.dataset, {0}); }), GLIA_ERROR_UNSUPPORTED);
    EXPECT_EQ(refused([&] { stream.dataset.x(0); }), GLIA_ERROR_UNSUPPORTED);
    EXPECT_EQ(refused([&] { stream.dataset.targets(0); }), GLIA_ERROR_UNSUPPORTED);
    EXPECT_EQ(refused([&] { stream.dataset.with_weights(std::vector<float>(100)); }), GLIA_ERROR_UNSUPPORTED);
}

}  // namespace
}  // namespace glia
