#include "linalg/product_memory.hpp"

namespace glia {

ProductMemory::ProductMemory() noexcept = default;

ProductMemory::~ProductMemory() = default;

}  // namespace glia
