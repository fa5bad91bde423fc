// Whether a file is a whole shared object for this processor.
//
// The dynamic loader maps a file before it reads it, and touching a page past the end of a truncated file kills the
// process with SIGBUS. Reading the headers first turns that into an error, and says what is wrong in plain words.
#pragma once

#include <cstdint>
#include <string_view>

namespace glia {

// `file` is open for reading and `size` bytes long. Throws Error (PLUGIN), whose text opens with `subject`.
void check_elf(int file, std::uint64_t size, std::string_view subject);

}  // namespace glia
