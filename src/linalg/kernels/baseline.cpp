#include "linalg/kernels/code.hpp"

namespace glia {

const KernelSet baseline_kernels = {{dot<float>, combine<float>}, {dot<double>, combine<double>}};

}  // namespace glia
