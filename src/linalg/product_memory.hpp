// The memory that OpenBLAS packs the factors of a product into.
#pragma once

namespace glia {

// Makes sure that there is memory for products at all. OpenBLAS itself asks again and again where there is none, and
// never returns: so this comes before the first product of whatever makes many. Throws std::bad_alloc.
void require_product_memory();

// While this lives, there is a buffer for one more product at a time, so that a product need not ask for it. (A product
// that finds none makes one, which takes a lock and memory.) Beyond some number of them, nothing is set aside. An
// OpenBLAS of the system looks after itself.
class ProductMemory {
 public:
    ProductMemory() noexcept;
    ~ProductMemory();
    ProductMemory(const ProductMemory&) = delete;
    ProductMemory& operator=(const ProductMemory&) = delete;

 private:
    bool set_aside_ = false;
};

}  // namespace glia
