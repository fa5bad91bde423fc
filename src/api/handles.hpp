// What the opaque handles of the public headers hold.
#pragma once

#include <memory>
#include <optional>

#include "api/guard.hpp"
#include "api/open_data.hpp"
#include "core/data/dataset.hpp"
#include "core/model/inference.hpp"
#include "core/model/model.hpp"
#include "core/training/trainer.hpp"
#include "glia/data_options.h"
#include "glia/dataset.h"
#include "glia/session.h"
#include "glia/trainer.h"
#include "linalg/product_memory.hpp"

namespace glia::api {

// A callback of the host, with what belongs to it.
struct HostCallback {
    glia_trainer_callback function = nullptr;
    void* user = nullptr;
    void (*destroy)(void*) = nullptr;
};

// Calls destroy(user) when the host's callback is not wanted any more.
struct DestroyCallback {
    void operator()(HostCallback* callback) const noexcept {
        if (callback->destroy != nullptr) callback->destroy(callback->user);
        delete callback;
    }
};
using StoredCallback = std::unique_ptr<HostCallback, DestroyCallback>;

}  // namespace glia::api

struct glia_dataset {
    glia::Dataset value;
};

struct glia_data_options {
    glia::api::DataOptions value;
};

// Trainers and sessions share the model, so that handles can be destroyed in any order.
struct glia_model {
    std::shared_ptr<glia::Model<float>> value;
};

struct glia_session {
    std::shared_ptr<const glia::Model<float>> model;
    std::size_t max_rows;
    glia::Inference<float> inference;
    std::optional<glia::ProductMemory> memory = std::nullopt;  // one row needs none
};

struct glia_trainer {
    glia::Trainer<float> value;
    glia::api::StoredCallback callback;
    std::int32_t callback_result = 0;
    bool fitting = false;
};

namespace glia::api {

// A trainer that is to be changed. Throws Error for NULL, and inside the callback of its own fit, which still works
// with what would be changed.
inline glia_trainer& changeable(glia_trainer* trainer) {
    if (required(trainer, "trainer").fitting) {
        throw error(GLIA_ERROR_STATE, "the trainer's fit is running: its callback may call const functions only");
    }
    return *trainer;
}

}  // namespace glia::api
