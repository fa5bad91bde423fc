#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/error.hpp"
#include "core/layer_factory.hpp"
#include "core/limits.hpp"
#include "io/byte_source.hpp"
#include "io/checked_reader.hpp"
#include "io/model_file.hpp"
#include "io/model_file_metadata.hpp"
#include "io/safetensors.hpp"

namespace glia {
namespace {

constexpr std::size_t path_in_text = 256;

// A tensor of the model, by its place.
struct TensorPlace {
    std::size_t layer = 0;
    const Tensor* tensor = nullptr;
};

// A model without values, and where the tensors of the file go, in the order of their bytes.
struct Plan {
    Model<float> model;
    std::vector<TensorPlace> places;
};

// What is wrong with a file is not the caller's argument.
glia_status status_for_file(glia_status status) {
    return status == GLIA_ERROR_INVALID_ARGUMENT ? GLIA_ERROR_FORMAT : status;
}

void add_layer(Model<float>& model, const LayerDescription& description, const ActivationFinder& find) {
    try {
        if (!is_known_kind(description.kind)) {
            throw error(GLIA_ERROR_UNSUPPORTED, "layers of kind '{}' are not known to this glia",
                        printable(description.kind));
        }
        check_width("units", description.units);
        model.add(make_layer<float>(description, model.outputs(), find));
    } catch (const Error& failure) {
        throw error(status_for_file(failure.status()), "layer {}: {}", model.layers(), failure.what());
    }
}

// `available`: parameters that the file has bytes for. Checked after every layer, so that sums cannot overflow.
Model<float> build(ModelMetadata metadata, std::uint64_t available, const ActivationFinder& find) {
    Model<float> model(metadata.inputs);
    for (const LayerDescription& description : metadata.layers) {
        add_layer(model, description, find);
        if (model.parameter_count() > available) {
            throw error(GLIA_ERROR_FORMAT, "the first {} layers need {} parameters, but the file holds {}",
                        model.layers(), model.parameter_count(), available);
        }
    }
    model.set_classes(std::move(metadata.classes));
    model.set_loss(std::move(metadata.loss));
    return model;
}

std::string shape_text(const auto& shape) {
    return format("[{}]", fmt::join(shape, ", "));
}

void check_entry(const SafetensorsEntry& entry, const Tensor& tensor) {
    if (entry.dtype != "F32") {
        throw error(GLIA_ERROR_FORMAT, "tensor '{}' has dtype '{}'; it must be 'F32'", entry.name,
                    printable(entry.dtype));
    }
    if (!std::ranges::equal(entry.shape, tensor.shape)) {
        throw error(GLIA_ERROR_FORMAT, "tensor '{}' has shape {}; it must be {}", entry.name,
                    printable(shape_text(entry.shape)), shape_text(tensor.shape));
    }
}

std::vector<TensorPlace> match(const std::vector<SafetensorsEntry>& entries, const Model<float>& model) {
    std::unordered_map<std::string_view, std::size_t> by_name;
    for (std::size_t i = 0; i < entries.size(); ++i) by_name.emplace(entries[i].name, i);

    std::vector<TensorPlace> places(entries.size());
    for (std::size_t layer = 0; layer < model.layers(); ++layer) {
        for (const Tensor& tensor : model.layer(layer).tensors()) {
            const std::string name = tensor_file_name(layer, tensor);
            const auto found = by_name.find(name);
            if (found == by_name.end()) throw error(GLIA_ERROR_FORMAT, "tensor '{}' is missing", name);
            check_entry(entries[found->second], tensor);
            places[found->second] = {layer, &tensor};
        }
    }
    const auto extra = std::ranges::find(places, nullptr, &TensorPlace::tensor);
    if (extra != places.end()) {
        const auto index = static_cast<std::size_t>(extra - places.begin());
        throw error(GLIA_ERROR_FORMAT, "tensor '{}' belongs to no layer", printable(entries[index].name));
    }
    return places;
}

Plan make_plan(const SafetensorsHeader& header, const ActivationFinder& find) {
    const std::uint64_t data_size = header.entries.empty() ? 0 : header.entries.back().end;
    Plan plan{build(decode_metadata(header.metadata), data_size / sizeof(float), find), {}};
    plan.places = match(header.entries, plan.model);
    return plan;
}

Model<float> load(ByteSource& source, const ActivationFinder& find) {
    const std::string bytes = read_safetensors_header(source);
    const SafetensorsHeader header = decode_safetensors_header(bytes, source.size());
    require_glia(header.metadata);
    CheckedReader reader(source, bytes);
    std::optional<Plan> plan;
    try {
        plan = make_plan(header, find);
    } catch (const Error&) {
        // In a damaged file a flipped bit can look like anything, such as a newer version or a name that nobody knows.
        reader.require_rest_to_match();
        throw;
    }
    plan->model.allocate();
    for (const auto& [layer, tensor] : plan->places) {
        reader.read(std::as_writable_bytes(plan->model.values(layer, *tensor)));
    }
    reader.require_match();
    return std::move(plan->model);
}

}  // namespace

Model<float> load_model(const std::string& path, const ActivationFinder& find) {
    try {
        FileSource source(path);
        return load(source, find);
    } catch (const Error& failure) {
        throw error(status_for_file(failure.status()), "cannot load model '{}': {}", printable(path, path_in_text),
                    failure.what());
    }
}

Model<float> load_model(std::span<const std::byte> bytes, const ActivationFinder& find) {
    try {
        MemorySource source(bytes);
        return load(source, find);
    } catch (const Error& failure) {
        throw error(status_for_file(failure.status()), "cannot load model from memory: {}", failure.what());
    }
}

}  // namespace glia
