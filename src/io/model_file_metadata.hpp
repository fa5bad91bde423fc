// What a model file says about its model beside the parameters: the text entries of its safetensors header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/layers/layer.hpp"
#include "core/model/model.hpp"
#include "io/safetensors.hpp"

namespace glia {

// The newest form that is read.
inline constexpr std::uint32_t model_format_version = 2;

// The entry with the model's description; and the one by which a file is no model but a checkpoint
// (checkpoint_file.hpp).
inline constexpr std::string_view model_key = "glia.model";
inline constexpr std::string_view checkpoint_key = "glia.checkpoint_version";

struct ModelMetadata {
    std::size_t inputs = 0;
    std::vector<LayerDescription> layers;
    std::vector<std::string> classes;
    std::string loss;
    // What transforms say in text; their numbers are tensors. Empty where there are none.
    std::vector<InputColumn> columns;
    std::string input_scaling;
    std::string missing;
    std::string target_scaling;

    // The oldest form that can say all this, and the one that is written.
    std::uint32_t format_version() const noexcept { return columns.empty() && target_scaling.empty() ? 1 : 2; }
};

ModelMetadata metadata_of(const Model<float>& model);

// The entries, with a blank checksum. Throws Error (GLIA_ERROR_INVALID_ARGUMENT) for a text that is not UTF-8.
TextMap encode_metadata(const ModelMetadata& metadata);

// The value of that entry, and back. Throws Error.
std::string encode_model(const ModelMetadata& metadata);
ModelMetadata decode_model(const std::string& text, std::uint32_t version = model_format_version);

// Throws Error (GLIA_ERROR_FORMAT) unless the entries are those of a glia model of whatever version.
void require_glia(const TextMap& entries);

// Throws Error: another version (GLIA_ERROR_UNSUPPORTED when newer), or a malformed or unknown entry (.._FORMAT).
// Entries whose names do not begin with "glia." are others' business. The values are checked for their types and number
// only; whether they make a model is for those who build it.
ModelMetadata decode_metadata(const TextMap& entries);

// "layers.0.weight"
std::string tensor_file_name(std::size_t layer, const Tensor& tensor);

// The numbers of transforms, a row of float64 each: of every input of the network, and of every output.
inline constexpr const char* input_centers_name = "inputs.center";
inline constexpr const char* input_scales_name = "inputs.scale";
inline constexpr const char* input_substitutes_name = "inputs.substitute";
inline constexpr const char* target_centers_name = "targets.center";
inline constexpr const char* target_scales_name = "targets.scale";

}  // namespace glia
