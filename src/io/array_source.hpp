// NPY and IDX files as streams: rows are read at their place in the file, run by run.
#pragma once

#include "core/data/dataset.hpp"
#include "io/file.hpp"
#include "io/npy.hpp"

namespace glia {

// A stream of an NPY array or of IDX images, told apart by what the files hold; targets may be null. Labels are read
// once now, to learn what classes there are. window: rows in memory at once; 0: default_window.
// Where values may be missing, x is read too, up to the first that is. Throws Error.
Dataset stream_npy(InputFile x, InputFile* targets, NpyTargets kind, std::size_t window, bool missing_allowed = false);
Dataset stream_idx(InputFile images, InputFile* labels, std::size_t window);

}  // namespace glia
