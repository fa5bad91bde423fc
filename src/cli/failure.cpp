#include "failure.hpp"

#include <system_error>

namespace glia::cli {

std::string system_message(int code) {
    return std::generic_category().message(code);
}

}  // namespace glia::cli
