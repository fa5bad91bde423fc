// The library's objects, destroyed when they go out of scope; and its texts as strings.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "failure.hpp"
#include "glia/checkpoint.h"
#include "glia/data_options.h"
#include "glia/dataset.h"
#include "glia/metrics.h"
#include "glia/model.h"
#include "glia/session.h"
#include "glia/stopping.h"
#include "glia/stream.h"
#include "glia/trainer.h"

namespace glia::cli {

struct Destroy {
    void operator()(glia_dataset* dataset) const noexcept { glia_dataset_destroy(dataset); }
    void operator()(glia_data_options* options) const noexcept { glia_data_options_destroy(options); }
    void operator()(glia_metric* metric) const noexcept { glia_metric_destroy(metric); }
    void operator()(glia_model* model) const noexcept { glia_model_destroy(model); }
    void operator()(glia_session* session) const noexcept { glia_session_destroy(session); }
    void operator()(glia_trainer* trainer) const noexcept { glia_trainer_destroy(trainer); }
};

using Dataset = std::unique_ptr<glia_dataset, Destroy>;
using Metric = std::unique_ptr<glia_metric, Destroy>;
using Model = std::unique_ptr<glia_model, Destroy>;
using Trainer = std::unique_ptr<glia_trainer, Destroy>;

// create<glia_model>([&](glia_model** out) { return glia_model_load(out, path); })
template <class T, class Call>
std::unique_ptr<T, Destroy> create(Call&& call) {
    T* object = nullptr;
    check(call(&object));
    return std::unique_ptr<T, Destroy>(object);
}

// text([&](auto... out) { return glia_model_loss(model, out...); })
template <class Call>
std::string text(Call&& call) {
    std::size_t needed = 0;
    check(call(static_cast<char*>(nullptr), std::size_t{0}, &needed));
    std::string result(needed, '\0');
    check(call(result.data(), result.size(), &needed));
    result.resize(needed - 1);  // the terminating NUL is counted
    return result;
}

inline Model load_model(const std::string& path) {
    return create<glia_model>([&](glia_model** out) { return glia_model_load(out, path.c_str()); });
}

}  // namespace glia::cli
