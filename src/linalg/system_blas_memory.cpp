#include "linalg/product_memory.hpp"

namespace glia {

void require_product_memory() {}

ProductMemory::ProductMemory() noexcept = default;

ProductMemory::~ProductMemory() = default;

}  // namespace glia
