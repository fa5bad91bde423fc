// Which of OpenBLAS's kernels suit this processor, where OpenBLAS itself does not know.
//
// OpenBLAS chooses by a list of processors' model numbers. For one that is newer than the list it falls back to
// kernels for the Pentium 4 of 2004, "Prescott", several times as slow as those that the processor is made for.
// What instruction sets a processor has can be asked of any.
#pragma once

#include <string_view>

namespace glia {

// The name, as OPENBLAS_CORETYPE takes it, of kernels that are better than `chosen` by far; null where those that
// OpenBLAS has chosen are right, or were asked for by OPENBLAS_CORETYPE.
const char* better_core(std::string_view chosen) noexcept;

}  // namespace glia
