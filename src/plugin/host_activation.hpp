// A table that the host program registered: a copy of it with all its texts, which calls `destroy` when the last user
// of the table lets go.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "glia/plugin.h"

namespace glia {

class HostActivation {
 public:
    // `source` is valid (validation.hpp).
    explicit HostActivation(const glia_activation_t& source);
    ~HostActivation();
    HostActivation(const HostActivation&) = delete;
    HostActivation& operator=(const HostActivation&) = delete;

    // Takes the host's `user` over. A table that could not be registered still belongs to the host program.
    void adopt() noexcept { adopted_ = true; }

    const glia_activation_t& table() const noexcept { return table_; }

 private:
    const char* copy(const char* text);

    glia_activation_t table_ = {};
    std::vector<std::unique_ptr<const std::string>> texts_;
    std::vector<glia_activation_parameter_t> parameters_;
    std::vector<std::uint32_t> training_;
    bool adopted_ = false;
};

}  // namespace glia
