#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace glia::cli {

bool output_is_terminal() {
    return isatty(STDOUT_FILENO) == 1;
}

bool can_redraw() {
    const char* const kind = std::getenv("TERM");
    return output_is_terminal() && (kind == nullptr || std::string_view(kind) != "dumb");
}

std::size_t terminal_width() {
    constexpr std::size_t usual = 80;
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual;
    return size.ws_col;
}

}  // namespace glia::cli
