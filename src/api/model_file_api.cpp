// Models as files and bytes: the last part of model.h.
#include <utility>

#include "api/finder.hpp"
#include "api/guard.hpp"
#include "api/handles.hpp"
#include "glia/model.h"
#include "io/model_file.hpp"

using glia::Model;
using glia::api::guard;
using glia::api::required;
using glia::api::required_text;
using glia::api::takes;

namespace {

glia_model* new_handle(Model<float>&& model) {
    return new glia_model{std::make_shared<Model<float>>(std::move(model))};
}

}  // namespace

extern "C" {

glia_status glia_model_save(const glia_model* model, const char* path) {
    return guard([&] { glia::save_model(*required(model, "model").value, required_text(path, "path")); });
}

glia_status glia_model_load(glia_model** out, const char* path) {
    return guard([&] {
        required(out, "out") = nullptr;
        *out = new_handle(glia::load_model(std::string(required_text(path, "path")), glia::api::registry_finder()));
    });
}

glia_status glia_model_save_memory(const glia_model* model, void* buffer, size_t capacity, size_t* needed) {
    return guard([&] {
        const glia::EncodedModel encoded(*required(model, "model").value);
        if (!takes(encoded.size(), "bytes", buffer, capacity, needed)) return;
        encoded.copy_to({static_cast<std::byte*>(buffer), encoded.size()});
    });
}

glia_status glia_model_load_memory(glia_model** out, const void* bytes, size_t size) {
    return guard([&] {
        required(out, "out") = nullptr;
        const auto& first = required(static_cast<const std::byte*>(bytes), "bytes");
        *out = new_handle(glia::load_model(std::span(&first, size), glia::api::registry_finder()));
    });
}
}
