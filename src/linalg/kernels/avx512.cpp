#if defined(__x86_64__)

#include "linalg/kernels/descend.hpp"

namespace glia {

const KernelSet avx512_kernels = {{dot<float>, combine<float>, descend<float>},
                                  {dot<double>, combine<double>, descend<double>}};

}  // namespace glia

#endif
