// The page of all activations, written from what the registry says and the kernels compute.
#pragma once

#include <string>

namespace glia::cli {

// Writes CATALOGUE.md and catalogue/NAME.svg in the directory, which is there already. With `measured`, the page ends
// with errors and speeds seen on this machine, and only then depends on it.
void write_catalogue(const std::string& directory, bool measured);

}  // namespace glia::cli
