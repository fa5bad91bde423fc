#include <algorithm>

#include "io/atomic_file.hpp"
#include "io/model_file.hpp"
#include "io/model_file_checksum.hpp"
#include "io/model_file_metadata.hpp"
#include "io/safetensors.hpp"

namespace glia {
namespace {

// Tensors lie in the file as in the model: layer by layer, in each layer's own order.
std::vector<SafetensorsEntry> list_tensors(const Model<float>& model) {
    std::vector<SafetensorsEntry> entries;
    std::uint64_t offset = 0;
    for (std::size_t i = 0; i < model.layers(); ++i) {
        for (const Tensor& tensor : model.layer(i).tensors()) {
            const std::uint64_t end = offset + tensor.size * sizeof(float);
            entries.push_back(
                {tensor_file_name(i, tensor), "F32", {tensor.shape.begin(), tensor.shape.end()}, offset, end});
            offset = end;
        }
    }
    return entries;
}

}  // namespace

EncodedModel::EncodedModel(const Model<float>& model) {
    model.require_initialized();
    header_ = encode_safetensors_header({encode_metadata(metadata_of(model)), list_tensors(model)});
    FileChecksum checksum(header_);
    for (std::size_t i = 0; i < model.layers(); ++i) {
        for (const Tensor& tensor : model.layer(i).tensors()) {
            tensors_.push_back(std::as_bytes(model.values(i, tensor)));
            checksum.update(tensors_.back());
        }
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
