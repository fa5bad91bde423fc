// What a fit refuses before it begins, and how it is left by an error in its midst.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "core/layers/layer_factory.hpp"
#include "core/model/column_checks.hpp"
#include "core/network.hpp"
#include "core/plugins.hpp"
#include "core/training/trainer.hpp"

namespace glia {
namespace {

using test::make_model;
using test::parameters_of;

std::string text_of(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_INVALID_ARGUMENT) << e.what();
        return e.what();
    }
    return "accepted";
}

// Rows of one feature, which grows, with one target each.
Dataset rows_of(const std::vector<float>& targets) {
    auto made = std::make_shared<DatasetRows>();
    made->rows = targets.size();
    made->features = 1;
    made->outputs = 1;
    made->owned_x = Buffer<float>(targets.size());
    for (std::size_t i = 0; i < targets.size(); ++i) made->owned_x[i] = static_cast<float>(i) / 10;
    made->x = {made->owned_x.data(), 1};
    made->owned_targets = Buffer<float>(targets.size());
    std::ranges::copy(targets, made->owned_targets.begin());
    made->targets = {made->owned_targets.data(), 1};
    return Dataset(std::move(made));
}

// One whose targets are scaled, which it must be before its parameters have values.
std::shared_ptr<Model<float>> scaled_model(const std::string& layers, const Dataset& data) {
    auto model = std::make_shared<Model<float>>(1);
    for (const LayerDescription& layer : test::layers_of(layers)) {
        model->add(make_layer<float>(layer, model->outputs(), test::standard_activations()));
    }
    model->set_target_transform(std::make_shared<TargetTransform>(fit_targets(data, "standardize")));
    return model;
}

TEST(FitMetrics, ThatNeedProbabilitiesAreRefusedWhereTheOutputLayerGivesOthers) {
    const auto model = make_model(1, "4:tanh 1:identity");
    const std::vector<float> before = parameters_of(*model);
    Trainer<float> trainer(model);
    for (const char* const metric : {"brier", "log_loss", "calibration_error"}) {
        trainer.settings().metrics = {metric};
        EXPECT_EQ(text_of([&] {
                      trainer.fit(rows_of({0, 1, 0, 1}), nullptr);
                  }),
                  std::string("metric '") + metric +
                      "' needs outputs in [0, 1]; the output layer's identity gives -1 for -1: end the model in "
                      "sigmoid (or softmax), or take another metric");
    }
    EXPECT_EQ(parameters_of(*model), before);
    EXPECT_TRUE(trainer.history().empty());
    const auto suitable = make_model(1, "4:tanh 1:sigmoid");
    Trainer<float> other(suitable);
    other.settings().metrics = {"brier"};
    other.fit(rows_of({0, 1, 0, 1}), nullptr);
    EXPECT_TRUE(figure(other.history().back(), "brier") <= 1);
}

TEST(FitMetrics, AreNaNWhereOutputsThatNobodyForesawAreNoProbabilities) {
    Trainer<float> trainer(make_model(1, "4:tanh 1:identity batch_norm"));  // it does not tell what it gives
    trainer.settings().metrics = {"brier", "calibration_error", "mae"};
    trainer.settings().epochs = 3;
    const Dataset data = rows_of({0, 1, 0, 1, 1, 1});
    trainer.fit(data, &data);
    ASSERT_EQ(trainer.history().size(), 3u);
    for (const EpochFigures& epoch : trainer.history()) {
        EXPECT_TRUE(std::isnan(figure(epoch, "brier")));
        EXPECT_TRUE(std::isnan(figure(epoch, "calibration_error")));
        EXPECT_TRUE(std::isfinite(figure(epoch, "mae")));
    }
}

// With mean and deviation 1/2, 1/2 standardized targets are -1 and 1; what comes back may be off by a rounding.
TEST(FitMetrics, OfLabelsTakeTargetsThatWereScaled) {
    const Dataset data = rows_of({0, 1, 1, 0, 1, 0, 1});
    const auto model = scaled_model("4:tanh 1:identity", data);
    Trainer<float> trainer(model);
    trainer.settings().metrics = {"f1", "roc_auc"};
    trainer.fit(data, nullptr);
    EXPECT_GE(figure(trainer.history().back(), "roc_auc"), 0);
}

TEST(FitTargets, ThatAMetricCannotTakeAreFoundBeforeTheFit) {
    const auto model = make_model(1, "4:tanh 1:identity");
    const std::vector<float> before = parameters_of(*model);
    Trainer<float> trainer(model);
    trainer.settings().metrics = {"f1"};
    trainer.settings().batch_size = 1;
    const Dataset train = rows_of({0, 1, 0, 3});
    EXPECT_EQ(text_of([&] { trainer.fit(train, nullptr); }),
              "the training set: f1: target 0 of row 3 (from 0) is 3; it must be in [0, 1], as for classes or labels");
    EXPECT_EQ(parameters_of(*model), before);
}

TEST(FitTargets, ThatALossCannotTakeAreNamedByTheirSetAndRow) {
    Trainer<float> trainer(make_model(1, "4:tanh 1:sigmoid"));
    const Dataset whole = rows_of({0, 1, 0, 1, 0, 7});
    EXPECT_EQ(text_of([&] { trainer.fit(whole, nullptr); }),
              "the training set: binary_crossentropy: target 0 of row 5 (from 0) is 7; it must be in [0, 1] (for "
              "amounts, take a loss such as mse)");
    const Dataset train(whole, {0, 1, 2});
    const Dataset validation(Dataset(whole, {1, 3, 5}), {0, 2});  // picked twice: the first data set counts
    EXPECT_EQ(text_of([&] { trainer.fit(train, &validation); }),
              "the validation set (whose row 1 is row 5 of the data set that it was picked from): "
              "binary_crossentropy: target 0 of row 1 (from 0) is 7; it must be in [0, 1] (for amounts, take a loss "
              "such as mse)");
}

TEST(FitTargets, SayThatTheyAreScaledWhereTheNumberIsNotOfTheData) {
    const Dataset data = rows_of({0, 1, 0, 1});
    Trainer<float> trainer(scaled_model("1:sigmoid", data));
    EXPECT_EQ(text_of([&] { trainer.fit(data, nullptr); }),
              "the training set: binary_crossentropy: target 0 of row 0 (from 0) is -1; it must be in [0, 1] (for "
              "amounts, take a loss such as mse); that is after scaling by 'standardize': this loss wants targets as "
              "they are, so set their scaling to none");
}

TEST(MissingValues, AreNamedByTheirRowInTheWholeDataSetToo) {
    auto made = std::make_shared<DatasetRows>();
    const float x[] = {1, 2, 3, std::numeric_limits<float>::quiet_NaN()};
    made->rows = 4;
    made->features = 1;
    made->x = {x, 1};
    made->missing_allowed = true;
    const Dataset part(Dataset(std::move(made)), {2, 3});
    const auto model = make_model(1, "1:identity");
    EXPECT_EQ(text_of([&] { check_columns(*model, part, "the training set"); }),
              "the training set (whose row 1 is row 3 of the data set that it was picked from): row 1, column 0 (0), "
              "counted from 0, has no value; a model whose inputs are scaled with the policy 'mean' takes that");
}

// Rows of a data set as a stream, of which one pass fails halfway.
class FailingSource final : public RowSource {
 public:
    FailingSource(Dataset data, std::size_t good_passes) : data_(std::move(data)), left_(good_passes) {}

    std::unique_ptr<RowCursor> open() const override {
        const bool fails = left_ == 0;
        if (!fails) --left_;
        return std::make_unique<Cursor>(data_, fails);
    }
    bool seeks() const noexcept override { return false; }
    bool reads_ahead() const noexcept override { return false; }
    bool can_be_judged() const noexcept override { return false; }

 private:
    class Cursor final : public RowCursor {
     public:
        Cursor(const Dataset& data, bool fails) : data_(data), fails_(fails) {}
        void seek(std::size_t row) override { at_ = row; }
        void read(std::size_t rows, const RowPlace& place) override {
            for (std::size_t i = 0; i < rows; ++i, ++at_) {
                if (fails_ && at_ >= data_.rows() / 2) throw error(GLIA_ERROR_IO, "the disk is gone");
                data_.copy_x(at_, place.x + i * data_.features());
                place.targets[i] = *data_.targets(at_);
            }
        }

     private:
        const Dataset& data_;
        bool fails_;
        std::size_t at_ = 0;
    };

    Dataset data_;
    mutable std::size_t left_;
};

Dataset failing_stream(const Dataset& data, std::size_t good_passes) {
    auto made = std::make_shared<DatasetRows>();
    made->rows = data.rows();
    made->features = data.features();
    made->outputs = 1;
    made->window = 8;
    made->source = std::make_shared<FailingSource>(data, good_passes);
    return Dataset(std::move(made));
}

class FitError : public testing::TestWithParam<const char*> {};

TEST_P(FitError, PutsBackTheBestEpochAndHasAStopReason) {
    const auto model = make_model(3, "4:tanh 1:identity");
    const Dataset data = test::make_sums(64, 3);
    const bool searches = std::string(GetParam()) == "lbfgs";
    Trainer<float> trainer(model);
    trainer.set_optimizer(GetParam());
    trainer.settings().batch_size = searches ? 0 : 8;
    trainer.settings().epochs = 100;
    // No change is as large as that, so the first epoch remains the best.
    trainer.settings().stopping.early = EarlyStopping{"", 90, 1e9, true};
    std::vector<float> after_first;
    trainer.set_keeps_going([&](FitEvent event) {
        if (event == FitEvent::epoch && after_first.empty()) after_first = parameters_of(*model);
        return true;
    });
    try {
        trainer.fit(failing_stream(data, 12), nullptr);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_IO);
        EXPECT_STREQ(e.what(), "the disk is gone");
    }
    EXPECT_EQ(trainer.stop_reason(), StopReason::error);
    EXPECT_EQ(trainer.best_epoch(), 1u);
    EXPECT_GT(trainer.history().size(), 1u);
    EXPECT_EQ(parameters_of(*model), after_first);
    trainer.settings().epochs = 2;
    trainer.fit(data, nullptr);  // the trainer is as good as before
    EXPECT_EQ(trainer.stop_reason(), StopReason::epochs);
}

INSTANTIATE_TEST_SUITE_P(Optimizers, FitError, testing::Values("sgd(learning_rate=0.05)", "lbfgs"));

// Neither those that a line search was trying, nor statistics of a batch that came to nothing.
TEST_P(FitError, LeavesTheParametersOfTheLastUpdate) {
    const bool searches = std::string(GetParam()) == "lbfgs";
    const auto model = make_model(3, searches ? "4:tanh 1:identity" : "4:tanh batch_norm 1:identity");
    Trainer<float> trainer(model);
    trainer.set_optimizer(GetParam());
    trainer.settings().batch_size = searches ? 0 : 64;
    trainer.settings().epochs = 100;
    std::vector<float> last = parameters_of(*model);
    trainer.set_keeps_going([&](FitEvent event) {
        if (event == FitEvent::batch) last = parameters_of(*model);
        return true;
    });
    for (const std::size_t passes : {3u, 4u, 5u, 6u}) {
        EXPECT_THROW(trainer.fit(failing_stream(test::make_sums(64, 3), passes), nullptr), Error);
        EXPECT_EQ(parameters_of(*model), last) << passes;
    }
}

}  // namespace
}  // namespace glia
