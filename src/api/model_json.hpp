// A model as the API describes it in JSON: see glia_model_describe_json (model.h).
#pragma once

#include <string>

#include "core/model/model.hpp"

namespace glia::api {

std::string model_json(const Model<float>& model);

}  // namespace glia::api
