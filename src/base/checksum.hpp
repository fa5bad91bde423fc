// XXH3-64: notices damage, in no way an attacker. Fast enough (tens of GB/s) to run over every byte of a model.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace glia {

// The checksum of bytes that come piece by piece; how they are cut makes no difference.
class Checksum {
 public:
    Checksum();
    ~Checksum();
    Checksum(Checksum&&) noexcept;
    Checksum& operator=(Checksum&&) noexcept;

    void update(std::span<const std::byte> bytes) noexcept;
    std::uint64_t value() const noexcept;

 private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace glia
