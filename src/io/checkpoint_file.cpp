#include "io/checkpoint_file.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/atomic_file.hpp"
#include "io/checked_reader.hpp"
#include "io/model_file_checksum.hpp"
#include "io/model_file_metadata.hpp"
#include "io/safetensors.hpp"
#include "io/strict_json.hpp"

namespace glia {
namespace {

constexpr std::uint32_t checkpoint_version = 1;
constexpr std::string_view numbers_prefix = "training.";
constexpr std::string_view settings_key = "glia.settings";
// What is in the file after its header: a tensor for each array.
struct Contents {
    std::vector<SafetensorsEntry> entries;
    std::vector<std::span<const std::byte>> bytes;

    void add(std::string name, const char* dtype, std::size_t size, std::span<const std::byte> data) {
        const std::uint64_t begin = entries.empty() ? 0 : entries.back().end;
        entries.push_back({std::move(name), dtype, {size}, begin, begin + data.size()});
        bytes.push_back(data);
    }
};

// Those of 8 bytes an element come first, so that all are aligned.
Contents contents_of(const CheckpointView& checkpoint) {
    Contents contents;
    for (const auto& [name, values] : checkpoint.numbers) {
        contents.add(std::string(numbers_prefix) + name, "F64", values.size(), std::as_bytes(std::span(values)));
    }
    for (const auto& [name, values] : checkpoint.arrays) {
        contents.add(name, "F32", values.size(), std::as_bytes(values));
    }
    return contents;
}

std::string encode_settings(const SettingTexts& settings) {
    std::string text = "{";
    for (const auto& [name, value] : settings) {
        text += format("{}{}:{}", text.size() == 1 ? "" : ",", json_string(name), json_string(value));
    }
    return text + "}";
}

class SettingsVisitor final : public JsonVisitor {
 public:
    SettingTexts take() { return std::move(settings_); }

    void begin_object(Path path) override {
        if (!path.empty()) JsonVisitor::begin_object(path);
    }
    void string(Path path, std::string value) override {
        if (path.size() != 1) return JsonVisitor::string(path, std::move(value));
        settings_[path.front()] = std::move(value);
    }

 private:
    SettingTexts settings_;
};

const std::string& required_entry(const TextMap& entries, std::string_view key) {
    const auto found = entries.find(key);
    if (found == entries.end()) throw error(GLIA_ERROR_FORMAT, "it has no '{}'", key);
    return found->second;
}

void check_version(const TextMap& entries) {
    const std::string& text = entries.find(checkpoint_key)->second;
    std::uint32_t version = 0;
    const auto [stop, code] = std::from_chars(text.data(), text.data() + text.size(), version);
    if (code != std::errc() || stop != text.data() + text.size() || version == 0) {
        throw error(GLIA_ERROR_FORMAT, "'{}' is '{}'; it must be a whole number from 1", checkpoint_key,
                    printable(text));
    }
    if (version > checkpoint_version) {
        throw error(GLIA_ERROR_UNSUPPORTED,
                    "written by checkpoint format {}; this glia reads up to {}: use a newer glia", version,
                    checkpoint_version);
    }
}

std::string layer_text(const LayerDescription& layer) {
    const std::string activation = layer.activation.empty() ? "" : " " + layer.activation;
    return format("{} of {} units{}", printable(layer.kind), layer.units, printable(activation));
}

void require_same_network(const ModelMetadata& stored, const ModelMetadata& present) {
    if (stored.inputs != present.inputs || stored.layers.size() != present.layers.size()) {
        throw invalid("it belongs to a network of {} layers over {} inputs; this one has {} over {}",
                      stored.layers.size(), stored.inputs, present.layers.size(), present.inputs);
    }
    for (std::size_t i = 0; i < stored.layers.size(); ++i) {
        const LayerDescription& a = stored.layers[i];
        const LayerDescription& b = present.layers[i];
        if (a.kind == b.kind && a.units == b.units && a.activation == b.activation &&
            a.activation_revision == b.activation_revision) {
            continue;
        }
        throw invalid("it belongs to another network: its layer {} is {} (revision {}), here it is {} (revision {})", i,
                      layer_text(a), a.activation_revision, layer_text(b), b.activation_revision);
    }
}

bool same_column(const InputColumn& a, const InputColumn& b) {
    return a.name == b.name && a.categories == b.categories;
}

void require_same_scaling(const ModelMetadata& stored, const ModelMetadata& present) {
    if (stored.input_scaling != present.input_scaling || stored.missing != present.missing ||
        stored.target_scaling != present.target_scaling) {
        throw invalid(
            "it belongs to a network that scales inputs by '{}' (missing: '{}') and targets by '{}'; this one by "
            "'{}' (missing: '{}') and '{}'",
            printable(stored.input_scaling), printable(stored.missing), printable(stored.target_scaling),
            present.input_scaling, present.missing, present.target_scaling);
    }
    if (!std::ranges::equal(stored.columns, present.columns, same_column)) {
        throw invalid("it belongs to a network over other columns: their names or categories are not the same");
    }
}

// Reads an array into memory of its size; a file cannot ask for more than it has bytes.
template <class Array>
Array read_array(ByteSource& source, std::uint64_t tensors, const SafetensorsEntry& entry) {
    using Element = std::remove_reference_t<decltype(std::declval<Array&>()[0])>;
    const std::uint64_t bytes = entry.end - entry.begin;
    if (entry.shape.size() != 1 || entry.shape[0] != bytes / sizeof(Element) || bytes % sizeof(Element) != 0) {
        throw error(GLIA_ERROR_FORMAT, "array '{}' has not the size of its shape", printable(entry.name));
    }
    Array values(static_cast<std::size_t>(entry.shape[0]));
    source.read(tensors + entry.begin, std::as_writable_bytes(std::span(values.data(), values.size())));
    return values;
}

Checkpoint load(ByteSource& source, const Model<float>& model) {
    const std::string bytes = read_safetensors_header(source);
    const SafetensorsHeader header = decode_safetensors_header(bytes, source.size());
    if (!header.metadata.contains(checkpoint_key)) {
        throw error(GLIA_ERROR_FORMAT, "it is no checkpoint of glia: it has no '{}'", checkpoint_key);
    }
    // Nothing in it is believed, and no array made, before the checksum is right.
    CheckedReader(source, bytes).require_rest_to_match();
    check_version(header.metadata);
    const std::uint64_t tensors = bytes.size();
    Checkpoint checkpoint;
    for (const SafetensorsEntry& entry : header.entries) {
        if (entry.dtype == "F64" && entry.name.starts_with(numbers_prefix)) {
            checkpoint.numbers[entry.name.substr(numbers_prefix.size())] =
                read_array<std::vector<double>>(source, tensors, entry);
        } else if (entry.dtype == "F32") {
            checkpoint.arrays[entry.name] = read_array<Buffer<float>>(source, tensors, entry);
        } else {
            throw error(GLIA_ERROR_FORMAT, "array '{}' has dtype '{}'; it must be 'F32', or 'F64' for '{}...'",
                        printable(entry.name), printable(entry.dtype), numbers_prefix);
        }
    }
    SettingsVisitor visitor;
    visit_json(required_entry(header.metadata, settings_key), visitor);
    checkpoint.settings = visitor.take();
    const ModelMetadata stored = decode_model(required_entry(header.metadata, model_key));
    require_same_network(stored, metadata_of(model));
    require_same_scaling(stored, metadata_of(model));
    return checkpoint;
}

}  // namespace

void save_checkpoint(const std::string& path, const Model<float>& model, const CheckpointView& checkpoint) {
    const Contents contents = contents_of(checkpoint);
    const TextMap metadata = {{"format", "glia"},
                              {std::string(checkpoint_key), format("{}", checkpoint_version)},
                              {std::string(checksum_key), std::string(blank_checksum)},
                              {std::string(model_key), encode_model(metadata_of(model))},
                              {std::string(settings_key), encode_settings(checkpoint.settings)}};
    std::string header = encode_safetensors_header({metadata, contents.entries});
    FileChecksum checksum(header);
    for (const auto part : contents.bytes) checksum.update(part);
    checksum.write_to(header);
    AtomicFile file(path);
    file.write(std::as_bytes(std::span(header)));
    for (const auto part : contents.bytes) file.write(part);
    file.commit();
}

Checkpoint load_checkpoint(const std::string& path, const Model<float>& model) {
    try {
        FileSource source(path);
        return load(source, model);
    } catch (const Error& failure) {
        throw error(failure.status(), "cannot resume from '{}': {}", printable(path, path_in_text), failure.what());
    }
}

}  // namespace glia
