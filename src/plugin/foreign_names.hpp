// What other libraries call activations that glia has under another name.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace glia {

// The spec of the activation that FANN, scikit-learn, Keras or PyTorch calls `name`, in any case, where glia has it
// under another name: "sigmoid" of "logistic". "" where there is none. plugins/README.md has the whole table.
std::string spec_of_foreign_name(std::string_view name);

// Why glia has no activation for what these libraries call `name`, and what to take instead: "it is ...; ...". "" where
// it is no such name.
std::string reason_against_foreign_name(std::string_view name);

// The one of `known` that `name` is when neither case nor '_' counts: "hard_tanh" of "Hardtanh". "" where there is
// none.
std::string same_but_for_spelling(std::string_view name, std::span<const std::string> known);

}  // namespace glia
