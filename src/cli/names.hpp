// Names of classes, columns and categories.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "handles.hpp"

namespace glia::cli {

// names_of(model, glia_model_class_count(model), glia_model_class_name)
template <class Object, class Name>
std::vector<std::string> names_of(const Object* object, std::size_t count, Name&& name) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.push_back(text([&](auto... out) { return name(object, i, out...); }));
    return names;
}

}  // namespace glia::cli
