// The same computation in glia, numpy and PyTorch: see tests/figures/README.md.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "core/figures.hpp"
#include "core/training/trainer.hpp"

namespace glia::test {
namespace {

const std::string article = GLIA_TEST_FIGURES "/article";
const std::string torch = GLIA_TEST_FIGURES "/torch";

// The losses of every step, trained by fit; `trainer` keeps the model.
template <class T>
std::vector<double> train(const Job& job, Trainer<T>& trainer, const Dataset& digits) {
    trainer.set_loss(job.loss);
    trainer.set_optimizer(job.optimizer);
    trainer.settings().shuffle = false;
    trainer.settings().batch_size = job.batch;
    std::vector<double> losses;
    if (job.batch == 0) {
        trainer.settings().epochs = job.steps;
        trainer.fit(digits, nullptr);
        for (const EpochFigures& epoch : trainer.history()) losses.push_back(epoch.loss);
        return losses;
    }
    // With mini-batches, an epoch's running loss is a mean; the last batch's own follows from two of them.
    trainer.settings().epochs = 1;
    double sum = 0;
    trainer.set_keeps_going([&](FitEvent) {
        const double steps = static_cast<double>(losses.size() + 1);
        losses.push_back(trainer.figures().loss * steps - sum);
        sum += losses.back();
        return losses.size() < job.steps;
    });
    EXPECT_THROW(trainer.fit(digits, nullptr), Error);
    return losses;
}

template <class T>
void expect_parity(const std::string& figures, const char* precision, double relative, double absolute) {
    const std::vector<Job> jobs = read_jobs(figures + "_jobs.txt");
    ASSERT_FALSE(jobs.empty());
    for (const Job& job : jobs) {
        SCOPED_TRACE(job.name);
        const auto model = std::make_shared<Model<T>>(make_network<T>(job));
        Trainer<T> trainer(model);
        const std::vector<double> losses = train(job, trainer, make_digits(job));
        const std::vector<double> expected = read_losses(figures + "_losses.txt", job.name, precision);
        ASSERT_EQ(losses.size(), job.steps);
        ASSERT_EQ(expected.size(), job.steps);
        for (std::size_t i = 0; i < losses.size(); ++i) {
            EXPECT_NEAR(losses[i], expected[i], relative * std::abs(expected[i])) << "step " << i;
        }
        const std::vector<Sample> samples = read_samples(figures + "_parameters.txt", job.name, precision);
        ASSERT_FALSE(samples.empty());
        for (const Sample& sample : samples) {
            const Tensor& tensor = model->tensor(sample.layer, sample.tensor);
            const double value = model->values(sample.layer, tensor)[sample.index];
            EXPECT_NEAR(value, sample.value, absolute) << sample.layer << " " << sample.tensor << " " << sample.index;
        }
    }
}

TEST(Parity, FollowsTheArticleInNumpyToTenDigitsInDouble) {
    expect_parity<double>(article, "f64", 1e-10, 1e-9);
}

// The committed history is float64's: float32 must follow it to four digits.
TEST(Parity, FollowsTheArticleInNumpyToFourDigitsInFloat) {
    expect_parity<float>(article, "f64", 1e-4, 1e-3);
}

TEST(Parity, FollowsPyTorchInDouble) {
    expect_parity<double>(torch, "f64", 1e-10, 1e-10);
}

TEST(Parity, FollowsPyTorchInFloat) {
    expect_parity<float>(torch, "f32", 1e-4, 1e-4);
}

}  // namespace
}  // namespace glia::test
