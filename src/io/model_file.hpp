// Models as files: valid safetensors files, described in README.md beside this file.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/model/model.hpp"

namespace glia {

// The bytes of a model's file. The parameters among them are those of the model, not a copy: it must outlive this and
// stay as it is.
class EncodedModel {
 public:
    // Throws Error: the parameters have no values (GLIA_ERROR_STATE), a class name is not UTF-8 (.._INVALID_ARGUMENT).
    explicit EncodedModel(const Model<float>& model);

    std::size_t size() const noexcept;
    // The file in pieces, in order.
    std::vector<std::span<const std::byte>> pieces() const;
    // out.size() == size().
    void copy_to(std::span<std::byte> out) const noexcept;

 private:
    std::string header_;
    std::vector<std::span<const std::byte>> tensors_;
};

// Replaces the file in one step (atomic_file.hpp). Throws Error.
void save_model(const Model<float>& model, const std::string& path);

// Everything is checked before parameters are allocated, except the checksum, which is taken while they are read: a
// file is read once, and each parameter is in memory once. Parameters that are not finite are loaded as they are: a
// model that diverged is worth a look. Throws Error, with a text that says which file.
Model<float> load_model(const std::string& path, const ActivationFinder& find);
Model<float> load_model(std::span<const std::byte> bytes, const ActivationFinder& find);

}  // namespace glia
