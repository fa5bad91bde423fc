// scikit-learn's MLPClassifier(), said in specs, from the first parameters and with the mini-batches that it draws.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "handles.hpp"

namespace glia::test {

struct Rows {
    std::size_t features = 0;
    std::size_t classes = 0;
    std::vector<float> x;  // rows x features
    std::vector<std::int32_t> labels;

    std::size_t count() const { return labels.size(); }
};

struct Learnt {
    double accuracy = 0;             // of the rows to test with
    std::vector<double> objectives;  // of each epoch: its mean loss and penalty, which scikit-learn calls its loss
};

// random_state: its seed.
Learnt learn_as_mlp_classifier(const Rows& train, const Rows& test, std::uint32_t random_state);

}  // namespace glia::test
