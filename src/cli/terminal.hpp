// What standard output is connected to.
#pragma once

#include <cstddef>

namespace glia::cli {

bool output_is_terminal();
// Whether it is a terminal that can erase a line.
bool can_redraw();

// Columns of the terminal, as it is now; 80 where it does not say.
std::size_t terminal_width();

}  // namespace glia::cli
