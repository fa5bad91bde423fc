// The memory that the factors of a product are packed into: buffers of OpenBLAS.
#pragma once

#include <cstddef>

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
    [[maybe_unused]] bool set_aside_ = false;  // not by an OpenBLAS of the system
};

// One of these buffers, for the kernels' own packing while this lives. An OpenBLAS of the system lends none.
class PackingMemory {
 public:
    PackingMemory() noexcept;
    ~PackingMemory();
    PackingMemory(const PackingMemory&) = delete;
    PackingMemory& operator=(const PackingMemory&) = delete;

    void* data() const noexcept { return data_; }
    std::size_t bytes() const noexcept { return bytes_; }

 private:
    void* data_ = nullptr;
    std::size_t bytes_ = 0;
};

}  // namespace glia
