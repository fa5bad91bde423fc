// Small networks and data sets for tests of the core.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.hpp"
#include "core/model/model.hpp"

namespace glia::test {

// Layers written as "8:identity batch_norm :relu dropout(rate=0.1) 3:softmax": dense, a spec, an activation alone, ...
std::vector<LayerDescription> layers_of(const std::string& text);

// Such layers, initialized by `seed`.
std::shared_ptr<Model<float>> make_model(std::size_t inputs, const std::string& layers, std::uint64_t seed = 1);

// Rows of random features, whose class is the index of the largest of the first `classes` features.
Dataset make_classes(std::size_t rows, std::size_t features, std::size_t classes, std::uint64_t seed = 2);

// Rows with one target value, the sum of the features.
Dataset make_sums(std::size_t rows, std::size_t features, std::uint64_t seed = 2);

std::vector<float> parameters_of(const Model<float>& model);

}  // namespace glia::test
