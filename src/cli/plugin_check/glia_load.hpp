// The file loaded by glia itself, in this process, which has not used glia before.
#pragma once

#include "plugin_check/subject.hpp"

namespace glia::cli::plugin_check {

// With no more than the subject's instruction set permitted. Throws Broken with glia's own words.
void load_permitting(const Subject& subject);

}  // namespace glia::cli::plugin_check
