#include <algorithm>

#include "io/atomic_file.hpp"
#include "io/model_file.hpp"
#include "io/model_file_checksum.hpp"
#include "io/model_file_metadata.hpp"
#include "io/safetensors.hpp"

namespace glia {
namespace {

struct FileTensor {
    std::string name;
    const char* dtype;
    std::vector<std::uint64_t> shape;
    std::span<const std::byte> bytes;
};

void add_numbers(std::vector<FileTensor>& tensors, const char* name, const std::vector<double>& numbers) {
    if (!numbers.empty()) tensors.push_back({name, "F64", {numbers.size()}, std::as_bytes(std::span(numbers))});
}

// The numbers of transforms come first, so that each stands at a multiple of its size; then the layers', as in the
// model: layer by layer, in each layer's own order.
std::vector<FileTensor> list_tensors(const Model<float>& model) {
    std::vector<FileTensor> tensors;
    if (const InputTransform* const transform = model.input_transform()) {
        add_numbers(tensors, input_centers_name, transform->parts().centers);
        add_numbers(tensors, input_scales_name, transform->parts().scales);
        add_numbers(tensors, input_substitutes_name, transform->parts().substitutes);
    }
    if (const TargetTransform* const transform = model.target_transform()) {
        add_numbers(tensors, target_centers_name, transform->centers());
        add_numbers(tensors, target_scales_name, transform->scales());
    }
    for (std::size_t i = 0; i < model.layers(); ++i) {
        for (const Tensor& tensor : model.layer(i).tensors()) {
            tensors.push_back({tensor_file_name(i, tensor),
                               "F32",
                               {tensor.shape.begin(), tensor.shape.end()},
                               std::as_bytes(model.values(i, tensor))});
        }
    }
    return tensors;
}

std::vector<SafetensorsEntry> entries_of(const std::vector<FileTensor>& tensors) {
    std::vector<SafetensorsEntry> entries;
    std::uint64_t offset = 0;
    for (const FileTensor& tensor : tensors) {
        const std::uint64_t end = offset + tensor.bytes.size();
        entries.push_back({tensor.name, tensor.dtype, tensor.shape, offset, end});
        offset = end;
    }
    return entries;
}

}  // namespace

EncodedModel::EncodedModel(const Model<float>& model) {
    model.require_initialized();
    const std::vector<FileTensor> tensors = list_tensors(model);
    header_ = encode_safetensors_header({encode_metadata(metadata_of(model)), entries_of(tensors)});
    FileChecksum checksum(header_);
    for (const FileTensor& tensor : tensors) {
        tensors_.push_back(tensor.bytes);
        checksum.update(tensor.bytes);
    }
    checksum.write_to(header_);
}

std::size_t EncodedModel::size() const noexcept {
    std::size_t size = header_.size();
    for (const auto tensor : tensors_) size += tensor.size();
    return size;
}

std::vector<std::span<const std::byte>> EncodedModel::pieces() const {
    std::vector<std::span<const std::byte>> pieces = {std::as_bytes(std::span(header_))};
    pieces.insert(pieces.end(), tensors_.begin(), tensors_.end());
    return pieces;
}

void EncodedModel::copy_to(std::span<std::byte> out) const noexcept {
    auto at = std::ranges::copy(std::as_bytes(std::span(header_)), out.begin()).out;
    for (const auto tensor : tensors_) at = std::ranges::copy(tensor, at).out;
}

void save_model(const Model<float>& model, const std::string& path) {
    const EncodedModel encoded(model);
    AtomicFile file(path);
    for (const auto piece : encoded.pieces()) file.write(piece);
    file.commit();
}

}  // namespace glia
