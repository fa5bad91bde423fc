// Which glia this is, and what it runs on.
#pragma once

#include <string>

namespace glia::cli {

std::string version_text();

}  // namespace glia::cli
