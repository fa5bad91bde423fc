#include "io/checkpoint_file.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>

#include "io/model_file_fixture.hpp"
#include "io/temp_file.hpp"

namespace glia {
namespace {

using test::make_model;
using test::TempFile;

// A checkpoint with odd numbers, and the file that it becomes.
class CheckpointFile : public testing::Test {
 protected:
    CheckpointFile() : file_("", "checkpoint") {
        view_.settings = {{"optimizer", "adam"}, {"loss", "mse \"quoted\""}};
        view_.numbers = {{"fit.epoch", {3}},
                         {"history.loss", {1.5, std::nan(""), -std::numeric_limits<double>::infinity(), 5e-324}},
                         {"optimizer.numbers", {}}};
        view_.arrays = {{"best", best_}, {"parameters", parameters_}};
        save_checkpoint(file_.path(), model_, view_);
    }

    std::string bytes() const {
        std::ifstream file(file_.path(), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    // What loading these bytes says; "" where it succeeds.
    std::string outcome(const std::string& content, glia_status wanted = GLIA_ERROR_FORMAT) const {
        const TempFile changed(content, "changed");
        try {
            load_checkpoint(changed.path(), model_);
            return "";
        } catch (const Error& failure) {
            EXPECT_EQ(failure.status(), wanted) << failure.what();
            const std::string text = failure.what();
            return text.substr(text.find("': ") + 3);
        }
    }

    Model<float> model_ = make_model(2, {{3, "relu"}, {1, "identity"}});
    std::vector<float> parameters_ = {1, 2, 3};
    std::vector<float> best_ = {4, 5};
    CheckpointView view_;
    TempFile file_;
};

template <class Values, class Others>
bool same_bits(const Values& a, const Others& b) {
    return a.size() == b.size() && (a.size() == 0 || std::memcmp(&a[0], &b[0], a.size() * sizeof(a[0])) == 0);
}

TEST_F(CheckpointFile, GivesBackEveryBit) {
    const Checkpoint loaded = load_checkpoint(file_.path(), model_);
    EXPECT_EQ(loaded.settings, view_.settings);
    ASSERT_EQ(loaded.numbers.size(), view_.numbers.size());
    for (const auto& [name, values] : view_.numbers) EXPECT_TRUE(same_bits(loaded.numbers.at(name), values)) << name;
    ASSERT_EQ(loaded.arrays.size(), view_.arrays.size());
    for (const auto& [name, values] : view_.arrays) EXPECT_TRUE(same_bits(loaded.arrays.at(name), values)) << name;
}

TEST_F(CheckpointFile, TruncatedAtAnyLengthIsRefused) {
    const std::string whole = bytes();
    for (std::size_t length = 0; length < whole.size(); ++length) EXPECT_NE(outcome(whole.substr(0, length)), "");
}

TEST_F(CheckpointFile, WithAnyFlippedBitIsRefused) {
    const std::string whole = bytes();
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        std::string flipped = whole;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
        EXPECT_NE(outcome(flipped), "") << bit;
    }
}

TEST_F(CheckpointFile, OfAnotherNetworkIsRefusedByName) {
    const Model<float> wider = make_model(2, {{4, "relu"}, {1, "identity"}});
    try {
        load_checkpoint(file_.path(), wider);
        FAIL();
    } catch (const Error& failure) {
        EXPECT_EQ(failure.status(), GLIA_ERROR_INVALID_ARGUMENT);
        EXPECT_NE(std::string(failure.what())
                      .find("its layer 0 is dense of 3 units relu (revision 1), here it is dense of 4 units relu"),
                  std::string::npos)
            << failure.what();
    }
}

TEST_F(CheckpointFile, IsNoModelAndAModelIsNone) {
    try {
        load_model(file_.path(), test::find_activation);
        FAIL();
    } catch (const Error& failure) {
        EXPECT_EQ(failure.status(), GLIA_ERROR_FORMAT);
        EXPECT_NE(std::string(failure.what()).find("it is a checkpoint of training, not a model"), std::string::npos);
    }
    const TempFile model_file("", "model");
    save_model(model_, model_file.path());
    std::ifstream file(model_file.path(), std::ios::binary);
    EXPECT_EQ(outcome({std::istreambuf_iterator<char>(file), {}}),
              "it is no checkpoint of glia: it has no 'glia.checkpoint_version'");
}

TEST_F(CheckpointFile, ThatIsMissingIsNotFound) {
    try {
        load_checkpoint("/nowhere/at/all", model_);
        FAIL();
    } catch (const Error& failure) {
        EXPECT_EQ(failure.status(), GLIA_ERROR_NOT_FOUND);
    }
}

}  // namespace
}  // namespace glia
