#include "base/error.hpp"

#include <system_error>

namespace glia {

std::string system_message(int code) {
    return std::generic_category().message(code);
}

}  // namespace glia
