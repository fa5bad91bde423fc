#if defined(__x86_64__)

#include "linalg/kernels/code.hpp"

namespace glia {

const KernelSet avx512_kernels = {{dot<float>, combine<float>}, {dot<double>, combine<double>}};

}  // namespace glia

#endif
