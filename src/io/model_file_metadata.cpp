#include "io/model_file_metadata.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "glia/model.h"
#include "glia/version.h"
#include "io/model_file_checksum.hpp"
#include "io/strict_json.hpp"

namespace glia {
namespace {

constexpr std::string_view own_prefix = "glia.";
constexpr std::string_view format_version_key = "glia.format_version";
constexpr std::string_view version_key = "glia.version";

std::string library_version() {
    return format("{}.{}.{}", GLIA_VERSION_MAJOR, GLIA_VERSION_MINOR, GLIA_VERSION_PATCH);
}

std::string quote(std::string_view what, std::string_view text) {
    try {
        return json_string(text);
    } catch (const Error& failure) {
        throw invalid("cannot save {}: {}", what, failure.what());
    }
}

std::string quoted_list(std::string_view what, const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += format("{}{}", i == 0 ? "" : ",", quote(format("{} {} (counted from 0)", what, i), names[i]));
    }
    return "[" + text + "]";
}

// {"name":"colour","categories":["red","green"]}
std::string encode_column(const InputColumn& column, std::size_t index) {
    std::string text = format(R"({{"name":{})", quote(format("the name of column {}", index), column.name));
    if (!column.categories.empty()) {
        text += R"(,"categories":)" + quoted_list(format("of column {}, category", index), column.categories);
    }
    return text + "}";
}

// What format 2 adds, each part only where there is something to say.
std::string encode_transforms(const ModelMetadata& metadata) {
    std::string text;
    for (std::size_t i = 0; i < metadata.columns.size(); ++i) {
        text += (i == 0 ? R"(,"columns":[)" : ",") + encode_column(metadata.columns[i], i);
    }
    if (!metadata.columns.empty()) {
        text += format(R"(],"input_scaling":{},"missing":{})", quote("the scaling of inputs", metadata.input_scaling),
                       quote("the policy for missing values", metadata.missing));
    }
    if (!metadata.target_scaling.empty()) {
        text += format(R"(,"target_scaling":{})", quote("the scaling of targets", metadata.target_scaling));
    }
    return text;
}

// Builds the metadata from the events of "glia.model".
class ModelVisitor final : public JsonVisitor {
 public:
    explicit ModelVisitor(std::uint32_t version) : knows_transforms_(version >= 2) {}

    ModelMetadata take() { return std::move(metadata_); }

    void begin_object(Path path) override {
        if (path.empty()) return;
        if (knows_transforms_ && is(path, "columns", "[]")) {
            if (metadata_.columns.size() == max_columns) {
                throw error(GLIA_ERROR_FORMAT, "more than {} columns", max_columns);
            }
            metadata_.columns.emplace_back();
            return;
        }
        if (!is(path, "layers", "[]")) return JsonVisitor::begin_object(path);
        if (metadata_.layers.size() == GLIA_MAX_LAYERS) {
            throw error(GLIA_ERROR_FORMAT, "more than {} layers", GLIA_MAX_LAYERS);
        }
        metadata_.layers.emplace_back();
    }

    void begin_array(Path path) override {
        if (is(path, "layers") || is(path, "classes")) return;
        if (knows_transforms_ && (is(path, "columns") || is(path, "columns", "[]", "categories"))) return;
        JsonVisitor::begin_array(path);
    }

    void string(Path path, std::string value) override {
        if (is(path, "loss")) {
            metadata_.loss = std::move(value);
        } else if (is(path, "classes", "[]")) {
            metadata_.classes.push_back(std::move(value));
        } else if (is_in_layer(path, "kind")) {
            metadata_.layers.back().kind = std::move(value);
        } else if (is_in_layer(path, "activation")) {
            metadata_.layers.back().activation = std::move(value);
        } else if (std::string* const place = knows_transforms_ ? transform_text(path) : nullptr) {
            *place = std::move(value);
        } else {
            JsonVisitor::string(path, std::move(value));
        }
    }

    void number(Path path, std::uint64_t value) override {
        if (is(path, "inputs")) {
            metadata_.inputs = value;
        } else if (is_in_layer(path, "units")) {
            metadata_.layers.back().units = value;
        } else if (is_in_layer(path, "revision") && value <= std::numeric_limits<std::uint32_t>::max()) {
            metadata_.layers.back().activation_revision = static_cast<std::uint32_t>(value);
        } else {
            JsonVisitor::number(path, value);
        }
    }

 private:
    template <class... Steps>
    static bool is(Path path, Steps... steps) {
        const std::string_view wanted[] = {steps...};
        return std::ranges::equal(path, wanted);
    }
    static bool is_in_layer(Path path, std::string_view member) { return is(path, "layers", "[]", member); }

    // Where a text of format 2 goes; null where it belongs to nothing.
    std::string* transform_text(Path path) {
        if (is(path, "input_scaling")) return &metadata_.input_scaling;
        if (is(path, "missing")) return &metadata_.missing;
        if (is(path, "target_scaling")) return &metadata_.target_scaling;
        if (is(path, "columns", "[]", "name")) return &metadata_.columns.back().name;
        if (is(path, "columns", "[]", "categories", "[]")) return &metadata_.columns.back().categories.emplace_back();
        return nullptr;
    }

    bool knows_transforms_;
    ModelMetadata metadata_;
};

// A member that is missing has kept the value 0 or "".
void check_layers(const ModelMetadata& metadata) {
    if (metadata.layers.empty()) throw error(GLIA_ERROR_FORMAT, "it has no layers");
    for (std::size_t i = 0; i < metadata.layers.size(); ++i) {
        const LayerDescription& layer = metadata.layers[i];
        if (layer.kind.empty()) throw error(GLIA_ERROR_FORMAT, "layer {} has no kind", i);
        // To make_layer a revision of 0 means any, which a file must not say.
        if (layer.activation.empty() != (layer.activation_revision == 0)) {
            throw error(GLIA_ERROR_FORMAT,
                        "layer {} must have both an activation and its revision (from 1), or neither", i);
        }
    }
}

void check_transforms(const ModelMetadata& metadata) {
    if (metadata.columns.empty() == metadata.input_scaling.empty() &&
        metadata.columns.empty() == metadata.missing.empty()) {
        return;
    }
    throw error(GLIA_ERROR_FORMAT, "'columns', 'input_scaling' and 'missing' must all be there, or none of them");
}

std::uint32_t read_version(const TextMap& entries) {
    const std::string& text = entries.find(format_version_key)->second;
    std::uint32_t version = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data(), end, version);
    if (code != std::errc() || stop != end || version == 0) {
        throw error(GLIA_ERROR_FORMAT, "'{}' is '{}'; it must be a whole number from 1", format_version_key,
                    printable(text));
    }
    if (version <= model_format_version) return version;
    const auto writer = entries.find(version_key);
    throw error(GLIA_ERROR_UNSUPPORTED, "written by format {}{}; this glia reads up to {}: use a newer glia", version,
                writer == entries.end() ? "" : format(" (glia {})", printable(writer->second)), model_format_version);
}

void check_known(const TextMap& entries, std::uint32_t version) {
    for (const auto& [key, value] : entries) {
        const bool known = key == format_version_key || key == version_key || key == model_key || key == checksum_key;
        if (key.starts_with(own_prefix) && !known) {
            throw error(GLIA_ERROR_FORMAT, "'{}' is unknown in format {}", printable(key), version);
        }
    }
}

}  // namespace

// {"inputs":2,"layers":[{"kind":"dense","units":1,"activation":"relu","revision":1}],"classes":["no","yes"],
//  "loss":"mse"}
std::string encode_model(const ModelMetadata& metadata) {
    std::string text = format(R"({{"inputs":{},"layers":[)", metadata.inputs);
    for (std::size_t i = 0; i < metadata.layers.size(); ++i) {
        const LayerDescription& layer = metadata.layers[i];
        text += format(R"({}{{"kind":{},"units":{},"activation":{},"revision":{}}})", i == 0 ? "" : ",",
                       quote(format("the kind of layer {}", i), layer.kind), layer.units,
                       quote(format("the activation of layer {}", i), layer.activation), layer.activation_revision);
    }
    text += R"(],"classes":)" + quoted_list("class name", metadata.classes);
    return text + format(R"(,"loss":{}{}}})", quote("the loss", metadata.loss), encode_transforms(metadata));
}

ModelMetadata decode_model(const std::string& text, std::uint32_t version) {
    try {
        ModelVisitor visitor(version);
        visit_json(text, visitor);
        ModelMetadata metadata = visitor.take();
        check_layers(metadata);
        check_transforms(metadata);
        return metadata;
    } catch (const Error& failure) {
        throw error(failure.status(), "'{}' is malformed: {}", model_key, failure.what());
    }
}

ModelMetadata metadata_of(const Model<float>& model) {
    ModelMetadata metadata;
    metadata.inputs = model.inputs();
    metadata.classes = model.classes();
    metadata.loss = model.loss();
    for (std::size_t i = 0; i < model.layers(); ++i) metadata.layers.push_back(model.layer(i).describe());
    if (const InputTransform* const transform = model.input_transform()) {
        metadata.columns = transform->parts().columns;
        metadata.input_scaling = transform->parts().scaling;
        metadata.missing = missing_name(transform->parts().missing);
    }
    if (model.target_transform() != nullptr) metadata.target_scaling = model.target_transform()->scaling();
    return metadata;
}

TextMap encode_metadata(const ModelMetadata& metadata) {
    return {{"format", "glia"},
            {std::string(checksum_key), std::string(blank_checksum)},
            {std::string(format_version_key), format("{}", metadata.format_version())},
            {std::string(model_key), encode_model(metadata)},
            {std::string(version_key), library_version()}};
}

void require_glia(const TextMap& entries) {
    if (entries.contains(checkpoint_key)) {
        throw error(GLIA_ERROR_FORMAT, "it is a checkpoint of training, not a model: resume training from it");
    }
    if (!entries.contains(format_version_key)) {
        throw error(GLIA_ERROR_FORMAT, "it is a safetensors file, but not of glia: it has no '{}'", format_version_key);
    }
}

ModelMetadata decode_metadata(const TextMap& entries) {
    const std::uint32_t version = read_version(entries);
    check_known(entries, version);
    const auto model = entries.find(model_key);
    if (model == entries.end()) throw error(GLIA_ERROR_FORMAT, "it has no '{}'", model_key);
    return decode_model(model->second, version);
}

std::string tensor_file_name(std::size_t layer, const Tensor& tensor) {
    return format("layers.{}.{}", layer, tensor.name);
}

}  // namespace glia
