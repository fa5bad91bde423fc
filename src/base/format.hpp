// The one door to fmt: text is built with glia::format everywhere below the API.
#pragma once

#include <fmt/core.h>
#include <fmt/format.h>

namespace glia {
using fmt::format;
}
