// What a model looks like, for people.
#pragma once

#include <string>

#include "core/model/model.hpp"

namespace glia {

// A table with a row for each layer, and the totals below.
template <class T>
std::string describe_table(const Model<T>& model);

}  // namespace glia
