// Whether a fit can go on where another stopped.
#pragma once

#include "core/training/checkpoint.hpp"
#include "core/training/fit_state.hpp"

namespace glia {

// Throws Error that names the first setting whose text is another.
void require_same(const SettingTexts& stored, const SettingTexts& present);

// Throws Error for the first data set whose numbers are others; "" is not known, as in a checkpoint of an older glia.
void require_same_numbers(const SettingTexts& stored, const SettingTexts& present);

// Throws Error where a fit is to have fewer epochs than it had begun when it was stopped.
void require_epochs(const FitState& state, std::size_t epochs);

// A list of numbers of a checkpoint. Throws Error where there is none.
std::span<const double> numbers_of(const NamedNumbers& numbers, std::string_view name);

}  // namespace glia
