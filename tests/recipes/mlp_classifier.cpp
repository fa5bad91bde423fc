#include "mlp_classifier.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <sstream>
#include <string>

#include "numpy_random.hpp"

namespace glia::test {
namespace {

constexpr std::size_t hidden_units = 100;  // hidden_layer_sizes
constexpr double alpha = 1e-4;

// Even in +-sqrt(6 / (inputs + units)), layer by layer: weights, inputs x units, and biases.
void initialize(glia_model* model, const std::vector<std::size_t>& widths, NumpyRandom& numbers) {
    for (std::size_t layer = 0; layer + 1 < widths.size(); ++layer) {
        const std::size_t inputs = widths[layer];
        const std::size_t units = widths[layer + 1];
        const double limit = std::sqrt(6 / static_cast<double>(inputs + units));
        std::vector<float> weights(inputs * units);
        for (std::size_t i = 0; i < inputs; ++i) {
            for (std::size_t j = 0; j < units; ++j) {
                weights[j * inputs + i] = static_cast<float>(numbers.uniform(-limit, limit));
            }
        }
        std::vector<float> biases(units);
        for (float& bias : biases) bias = static_cast<float>(numbers.uniform(-limit, limit));
        check(glia_model_set_parameters(model, layer, "weight", weights.data(), weights.size()));
        check(glia_model_set_parameters(model, layer, "bias", biases.data(), biases.size()));
    }
}

// Rows in an order that is shuffled further before each epoch.
struct ShuffledRows {
    const Rows& rows;
    NumpyRandom& numbers;
    std::vector<std::size_t> order = std::vector<std::size_t>(rows.count());

    void shuffle() {
        std::vector<std::size_t> places(order.size());
        std::iota(places.begin(), places.end(), 0);
        numbers.shuffle(places);
        for (std::size_t& place : places) place = order[place];
        order = places;
    }

    static std::int32_t deliver(std::size_t first, std::size_t capacity, float* x, float*, std::int32_t* classes,
                                std::size_t* delivered, void* user) {
        ShuffledRows& self = *static_cast<ShuffledRows*>(user);
        if (first == 0) self.shuffle();
        const std::size_t features = self.rows.features;
        *delivered = std::min(capacity, self.order.size() - first);
        for (std::size_t i = 0; i < *delivered; ++i) {
            const std::size_t row = self.order[first + i];
            std::copy_n(self.rows.x.data() + row * features, features, x + i * features);
            classes[i] = self.rows.labels[row];
        }
        return 0;
    }
};

// The penalty as scikit-learn counts it: before each update, alpha / 2 sum w^2 over the rows of the batch.
struct Objective {
    const glia_model* model;
    const std::vector<std::size_t>& widths;
    double rows;
    double squares = 0;  // of the weights now
    double penalty = 0;  // of the epoch under way
    std::vector<double> of_epochs = {};

    void measure() {
        squares = 0;
        for (std::size_t layer = 0; layer + 1 < widths.size(); ++layer) {
            std::vector<float> weights(widths[layer] * widths[layer + 1]);
            check(glia_model_get_parameters(model, layer, "weight", weights.data(), weights.size(), nullptr));
            for (const float w : weights) squares += static_cast<double>(w) * static_cast<double>(w);
        }
    }

    static std::int32_t follow(const glia_trainer* trainer, std::int32_t event, void* user) {
        Objective& self = *static_cast<Objective*>(user);
        if (event == GLIA_EVENT_BATCH) {
            self.penalty += alpha / 2 * self.squares / self.rows;
            self.measure();
            return 0;
        }
        double loss = 0;
        if (glia_trainer_metric(trainer, "loss", &loss) != GLIA_OK) return -1;
        self.of_epochs.push_back(loss + self.penalty);
        self.penalty = 0;
        return 0;
    }
};

std::string l2_per_row(double factor) {
    std::ostringstream text;
    text << "l2(factor=" << factor << ", per_row=1)";
    return text.str();
}

}  // namespace

// hidden_layer_sizes=(100,), activation="relu", solver="adam", alpha=1e-4, batch_size=min(200, rows),
// learning_rate_init=1e-3, epsilon=1e-8, max_iter=200, shuffle=True, tol=1e-4, n_iter_no_change=10.
Learnt learn_as_mlp_classifier(const Rows& train, const Rows& test, std::uint32_t random_state) {
    NumpyRandom numbers(random_state);
    const std::size_t outputs = train.classes == 2 ? 1 : train.classes;
    const std::vector<std::size_t> widths = {train.features, hidden_units, outputs};
    const Model model = create<glia_model>([&](auto** out) { return glia_model_create(out, train.features); });
    check(glia_model_add_dense(model.get(), hidden_units, "relu"));
    check(glia_model_add_dense(model.get(), outputs, outputs == 1 ? "sigmoid" : "softmax"));
    initialize(model.get(), widths, numbers);

    ShuffledRows shuffled = {train, numbers};
    std::iota(shuffled.order.begin(), shuffled.order.end(), 0);
    const Dataset stream = create<glia_dataset>([&](auto** out) {
        return glia_dataset_stream_callback(out, train.count(), train.features, 0, train.classes, train.count(),
                                            ShuffledRows::deliver, &shuffled, nullptr);
    });
    const Dataset held_out = create<glia_dataset>([&](auto** out) {
        return glia_dataset_create_classes(out, test.x.data(), test.count(), test.features, 0, test.labels.data(),
                                           test.classes);
    });

    const Trainer trainer = create<glia_trainer>([&](auto** out) { return glia_trainer_create(out, model.get()); });
    const std::size_t batch = std::min<std::size_t>(200, train.count());
    check(glia_trainer_set_optimizer(trainer.get(), "adam(learning_rate=1e-3, epsilon=0, epsilon_hat=1e-8)"));
    check(glia_trainer_set_penalty(trainer.get(), l2_per_row(alpha).c_str()));
    check(glia_trainer_set_batch_size(trainer.get(), batch));
    check(glia_trainer_set_epochs(trainer.get(), 200));
    check(glia_trainer_set_shuffle(trainer.get(), 0));  // the rows come shuffled
    check(glia_trainer_set_early_stopping(trainer.get(), "loss", 11, 1e-4, 0));
    check(glia_trainer_set_improvement(trainer.get(), "at_once"));
    Objective objective = {model.get(), widths, static_cast<double>(train.count())};
    objective.measure();
    check(glia_trainer_set_callback(trainer.get(), Objective::follow, &objective, nullptr));
    check(glia_trainer_fit(trainer.get(), stream.get(), nullptr));
    Learnt learnt;
    check(glia_trainer_evaluate(trainer.get(), held_out.get(), nullptr, &learnt.accuracy));
    learnt.objectives = objective.of_epochs;
    return learnt;
}

}  // namespace glia::test
