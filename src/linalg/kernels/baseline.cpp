#include "linalg/kernels/descend.hpp"

namespace glia {

const KernelSet baseline_kernels = {{dot<float>, combine<float>, descend<float>},
                                    {dot<double>, combine<double>, descend<double>}};

}  // namespace glia
