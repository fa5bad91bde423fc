// Whether a fit can go on where another stopped.
#pragma once

#include "core/training/checkpoint.hpp"

namespace glia {

// Throws Error that names the first setting whose text is another.
void require_same(const SettingTexts& stored, const SettingTexts& present);

// A list of numbers of a checkpoint. Throws Error where there is none.
std::span<const double> numbers_of(const NamedNumbers& numbers, std::string_view name);

}  // namespace glia
