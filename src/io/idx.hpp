// Images and labels in the IDX format (LeCun, Cortes and Burges: the MNIST database), plain or gzip.
#pragma once

#include "core/data/dataset.hpp"
#include "io/file.hpp"

namespace glia {

// Whether the file begins as IDX files do. Leaves it at its beginning.
bool looks_like_idx(InputFile& file);

class IdxStream;

// Throws Error where labels are none, or are not as many as the images.
void check_idx_labels(IdxStream& labels, IdxStream& images);

// Each image becomes a row; labels, where not null, become its classes. The size of the data is measured before memory
// is asked for, so that a false header costs none. Throws Error.
Dataset read_idx(InputFile& images, InputFile* labels);

}  // namespace glia
