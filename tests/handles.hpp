// The library's objects, destroyed when they go out of scope; a call that fails throws what the library says of it. The
// command has the like in src/cli/handles.hpp, with exceptions of its own: its parts are no headers for others.
#pragma once

#include <memory>
#include <stdexcept>

#include "glia/glia.h"

namespace glia::test {

inline void check(glia_status status) {
    if (status != GLIA_OK) throw std::runtime_error(glia_last_error());
}

struct Destroy {
    void operator()(glia_dataset* dataset) const noexcept { glia_dataset_destroy(dataset); }
    void operator()(glia_data_options* options) const noexcept { glia_data_options_destroy(options); }
    void operator()(glia_model* model) const noexcept { glia_model_destroy(model); }
    void operator()(glia_trainer* trainer) const noexcept { glia_trainer_destroy(trainer); }
};

using Dataset = std::unique_ptr<glia_dataset, Destroy>;
using DataOptions = std::unique_ptr<glia_data_options, Destroy>;
using Model = std::unique_ptr<glia_model, Destroy>;
using Trainer = std::unique_ptr<glia_trainer, Destroy>;

// create<glia_model>([&](glia_model** out) { return glia_model_create(out, inputs); })
template <class T, class Call>
std::unique_ptr<T, Destroy> create(Call&& call) {
    T* object = nullptr;
    check(call(&object));
    return std::unique_ptr<T, Destroy>(object);
}

}  // namespace glia::test
