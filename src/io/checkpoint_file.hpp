// Checkpoints as files: safetensors files like models, described in README.md beside this file.
#pragma once

#include <string>

#include "core/model/model.hpp"
#include "core/training/checkpoint.hpp"

namespace glia {

// Replaces the file in one step (atomic_file.hpp). Throws Error.
void save_checkpoint(const std::string& path, const Model<float>& model, const CheckpointView& checkpoint);

// Throws Error, with a text that says which file: damaged or foreign (GLIA_ERROR_FORMAT), of a newer version
// (.._UNSUPPORTED), or made with a network unlike `model` (.._INVALID_ARGUMENT).
Checkpoint load_checkpoint(const std::string& path, const Model<float>& model);

}  // namespace glia
