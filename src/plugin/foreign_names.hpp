// What other libraries call activations that glia has under another name.
#pragma once

#include <string>
#include <string_view>

namespace glia {

// The spec of the activation that FANN, scikit-learn, Keras or PyTorch calls `name`, in any case, where glia has it
// under another name: "sigmoid" of "logistic". "" where there is none. plugins/README.md has the whole table.
std::string spec_of_foreign_name(std::string_view name);

}  // namespace glia
