// How --help looks.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>

namespace glia::cli {

// Descriptions begin in column `column`.
std::shared_ptr<CLI::Formatter> help_format(std::size_t column);

}  // namespace glia::cli
