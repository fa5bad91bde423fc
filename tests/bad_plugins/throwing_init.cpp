// An exception leaves init, which no plugin may let happen.
#include <stdexcept>

#define NAME "throwing_init"
#define INIT throwing
#include "glia/plugin.h"

namespace {
std::int32_t throwing(const glia_host_t*) {
    throw std::runtime_error("from a plugin");
}
}  // namespace

#include "one_activation.h"
