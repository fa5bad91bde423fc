// Precision, recall and f1 of each class, for people.
#pragma once

#include <string>
#include <vector>

#include "evaluation.hpp"

namespace glia::cli {

// A line for each class; of classes that are too many, those with the smallest f1.
std::string class_table(const ClassFigures& figures, const std::vector<std::string>& names);

}  // namespace glia::cli
