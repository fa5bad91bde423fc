#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "core/layers/layer_factory.hpp"
#include "core/limits.hpp"
#include "io/byte_source.hpp"
#include "io/checked_reader.hpp"
#include "io/model_file.hpp"
#include "io/model_file_metadata.hpp"
#include "io/safetensors.hpp"

namespace glia {
namespace {

// The numbers of the model's transforms.
struct TransformNumbers {
    std::vector<double> input_centers;
    std::vector<double> input_scales;
    std::vector<double> input_substitutes;
    std::vector<double> target_centers;
    std::vector<double> target_scales;
};

// Where a tensor of the file goes: into a layer's, or into numbers of a transform.
struct TensorPlace {
    std::size_t layer = 0;
    const Tensor* tensor = nullptr;
    std::vector<double> TransformNumbers::*numbers = nullptr;
    std::size_t size = 0;  // of the numbers
};

// A model without values, what its transforms are made of, and where the tensors of the file go, in the order of their
// bytes.
struct Plan {
    ModelMetadata metadata;
    Model<float> model;
    std::vector<TensorPlace> places;
};

// What is wrong with a file is not the caller's argument.
glia_status status_for_file(glia_status status) {
    return status == GLIA_ERROR_INVALID_ARGUMENT ? GLIA_ERROR_FORMAT : status;
}

void add_layer(Model<float>& model, const LayerDescription& description, const ActivationFinder& find) {
    // A file says which activation it needs, and never where that is: whoever loads it has to provide it.
    const ActivationFinder find_needed = [&](std::string_view name) {
        try {
            return find(name);
        } catch (const Error& failure) {
            if (failure.status() != GLIA_ERROR_NOT_FOUND) throw;
            throw error(GLIA_ERROR_NOT_FOUND,
                        "the model needs activation '{}': put its plugin {}.so in a directory of GLIA_PLUGIN_PATH, or "
                        "register it (glia_registry_register_activation) before loading; {}",
                        name, name, failure.what());
        }
    };
    try {
        if (!is_known_kind(description.kind)) {
            throw error(GLIA_ERROR_UNSUPPORTED, "layers of kind '{}' are not known to this glia",
                        printable(description.kind));
        }
        check_width("units", description.units);
        model.add(make_layer<float>(description, model.outputs(), find_needed));
    } catch (const Error& failure) {
        throw error(status_for_file(failure.status()), "layer {}: {}", model.layers(), failure.what());
    }
}

// `available`: parameters that the file has bytes for. Checked after every layer, so that sums cannot overflow.
Model<float> build(const ModelMetadata& metadata, std::uint64_t available, const ActivationFinder& find) {
    Model<float> model(metadata.inputs);
    for (const LayerDescription& description : metadata.layers) {
        add_layer(model, description, find);
        if (model.parameter_count() > available) {
            throw error(GLIA_ERROR_FORMAT, "the first {} layers need {} parameters, but the file holds {}",
                        model.layers(), model.parameter_count(), available);
        }
    }
    model.set_classes(metadata.classes);
    model.set_loss(metadata.loss);
    return model;
}

// Like a layer of a kind that is not known, a scaling may be one of a newer glia.
void check_specs(const ModelMetadata& metadata) {
    try {
        if (!metadata.columns.empty()) parse_missing(metadata.missing);
        for (const std::string& spec : {metadata.input_scaling, metadata.target_scaling}) {
            if (!spec.empty()) const Scaling known(spec);
        }
    } catch (const Error& failure) {
        const bool unknown = failure.status() == GLIA_ERROR_NOT_FOUND;
        throw Error(unknown ? GLIA_ERROR_UNSUPPORTED : failure.status(), failure.what());
    }
}

void check_columns(const ModelMetadata& metadata) {
    if (metadata.columns.empty()) return;
    std::size_t inputs = 0;
    for (const InputColumn& column : metadata.columns) inputs += column.inputs();
    if (inputs == metadata.inputs) return;
    throw error(GLIA_ERROR_FORMAT, "its {} columns become {} inputs, but the network has {}", metadata.columns.size(),
                inputs, metadata.inputs);
}

std::string shape_text(const auto& shape) {
    return format("[{}]", join(shape, ", "));
}

void check_entry(const SafetensorsEntry& entry, std::string_view dtype, std::span<const std::size_t> shape) {
    if (entry.dtype != dtype) {
        throw error(GLIA_ERROR_FORMAT, "tensor '{}' has dtype '{}'; it must be '{}'", entry.name,
                    printable(entry.dtype), dtype);
    }
    if (!std::ranges::equal(entry.shape, shape)) {
        throw error(GLIA_ERROR_FORMAT, "tensor '{}' has shape {}; it must be {}", entry.name,
                    printable(shape_text(entry.shape)), shape_text(shape));
    }
}

// Finds the place of each tensor of the file, and a tensor of the file for each place.
class Matcher {
 public:
    explicit Matcher(const std::vector<SafetensorsEntry>& entries) : entries_(entries), places_(entries.size()) {
        for (std::size_t i = 0; i < entries.size(); ++i) by_name_.emplace(entries[i].name, i);
    }

    void match_layers(const Model<float>& model) {
        for (std::size_t layer = 0; layer < model.layers(); ++layer) {
            for (const Tensor& tensor : model.layer(layer).tensors()) {
                match(tensor_file_name(layer, tensor), "F32", tensor.shape) = {.layer = layer, .tensor = &tensor};
            }
        }
    }

    void match_transforms(const ModelMetadata& metadata, std::size_t outputs) {
        if (!metadata.columns.empty()) {
            match_numbers(input_centers_name, metadata.inputs, &TransformNumbers::input_centers);
            match_numbers(input_scales_name, metadata.inputs, &TransformNumbers::input_scales);
            if (parse_missing(metadata.missing) == Missing::mean) {
                match_numbers(input_substitutes_name, metadata.inputs, &TransformNumbers::input_substitutes);
            }
        }
        if (!metadata.target_scaling.empty()) {
            match_numbers(target_centers_name, outputs, &TransformNumbers::target_centers);
            match_numbers(target_scales_name, outputs, &TransformNumbers::target_scales);
        }
    }

    std::vector<TensorPlace> take() {
        const auto is_empty = [](const TensorPlace& place) {
            return place.tensor == nullptr && place.numbers == nullptr;
        };
        const auto extra = std::ranges::find_if(places_, is_empty);
        if (extra != places_.end()) {
            const auto index = static_cast<std::size_t>(extra - places_.begin());
            throw error(GLIA_ERROR_FORMAT, "tensor '{}' belongs to no layer", printable(entries_[index].name));
        }
        return std::move(places_);
    }

 private:
    TensorPlace& match(const std::string& name, std::string_view dtype, std::span<const std::size_t> shape) {
        const auto found = by_name_.find(name);
        if (found == by_name_.end()) throw error(GLIA_ERROR_FORMAT, "tensor '{}' is missing", name);
        check_entry(entries_[found->second], dtype, shape);
        return places_[found->second];
    }

    void match_numbers(const char* name, std::size_t size, std::vector<double> TransformNumbers::*numbers) {
        match(name, "F64", std::span(&size, 1)) = {.numbers = numbers, .size = size};
    }

    const std::vector<SafetensorsEntry>& entries_;
    std::vector<TensorPlace> places_;
    std::unordered_map<std::string_view, std::size_t> by_name_;
};

Plan make_plan(const SafetensorsHeader& header, const ActivationFinder& find) {
    const std::uint64_t data_size = header.entries.empty() ? 0 : header.entries.back().end;
    ModelMetadata metadata = decode_metadata(header.metadata);
    check_specs(metadata);
    check_columns(metadata);
    Model<float> model = build(metadata, data_size / sizeof(float), find);
    Matcher matcher(header.entries);
    matcher.match_layers(model);
    matcher.match_transforms(metadata, model.outputs());
    return {std::move(metadata), std::move(model), matcher.take()};
}

// The constructors of transforms check the numbers.
void restore_transforms(Plan& plan, TransformNumbers numbers) {
    std::shared_ptr<const InputTransform> inputs;
    std::shared_ptr<const TargetTransform> targets;
    ModelMetadata& metadata = plan.metadata;
    if (!metadata.columns.empty()) {
        InputTransformParts parts;
        parts.scaling = std::move(metadata.input_scaling);
        parts.missing = parse_missing(metadata.missing);
        parts.columns = std::move(metadata.columns);
        parts.centers = std::move(numbers.input_centers);
        parts.scales = std::move(numbers.input_scales);
        parts.substitutes = std::move(numbers.input_substitutes);
        inputs = std::make_shared<const InputTransform>(std::move(parts));
    }
    if (!metadata.target_scaling.empty()) {
        targets = std::make_shared<const TargetTransform>(
            std::move(metadata.target_scaling), std::move(numbers.target_centers), std::move(numbers.target_scales));
    }
    plan.model.restore_transforms(std::move(inputs), std::move(targets));
}

void check_numbers(const Plan& plan) {
    for (const TensorPlace& place : plan.places) {
        if (place.tensor == nullptr) continue;
        try {
            check_values(*place.tensor, plan.model.values(place.layer, *place.tensor));
        } catch (const Error& refusal) {
            throw error(GLIA_ERROR_FORMAT, "tensor '{}': {}", tensor_file_name(place.layer, *place.tensor),
                        refusal.what());
        }
    }
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
    TransformNumbers numbers;
    for (const TensorPlace& place : plan->places) {
        if (place.numbers != nullptr) (numbers.*place.numbers).resize(place.size);
        reader.read(place.numbers != nullptr ? std::as_writable_bytes(std::span(numbers.*place.numbers))
                                             : std::as_writable_bytes(plan->model.values(place.layer, *place.tensor)));
    }
    reader.require_match();
    check_numbers(*plan);
    restore_transforms(*plan, std::move(numbers));
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
