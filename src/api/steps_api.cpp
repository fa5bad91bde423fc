#include "glia/steps.h"

#include <algorithm>
#include <utility>

#include "api/guard.hpp"
#include "api/handles.hpp"
#include "api/tensor_values.hpp"

using glia::api::changeable;
using glia::api::give_array;
using glia::api::guard;
using glia::api::required;
using glia::api::required_text;

extern "C" {

glia_status glia_trainer_forward(glia_trainer* trainer, const float* x, size_t rows, float* y) {
    return guard([&] {
        const glia::Outputs<float> outputs = changeable(trainer).value.forward(&required(x, "x"), rows);
        if (y != nullptr) std::copy_n(outputs.y, outputs.rows * outputs.cols, y);
    });
}

glia_status glia_trainer_loss(glia_trainer* trainer, const float* targets, double* loss) {
    return guard([&] { required(loss, "loss") = changeable(trainer).value.loss(&required(targets, "targets")); });
}

glia_status glia_trainer_loss_classes(glia_trainer* trainer, const int32_t* classes, double* loss) {
    return guard([&] { required(loss, "loss") = changeable(trainer).value.loss(&required(classes, "classes")); });
}

glia_status glia_trainer_loss_weighted(glia_trainer* trainer, const float* targets, const float* weights,
                                       double* loss) {
    return guard([&] {
        required(loss, "loss") =
            changeable(trainer).value.loss(&required(targets, "targets"), &required(weights, "weights"));
    });
}

glia_status glia_trainer_loss_classes_weighted(glia_trainer* trainer, const int32_t* classes, const float* weights,
                                               double* loss) {
    return guard([&] {
        required(loss, "loss") =
            changeable(trainer).value.loss(&required(classes, "classes"), &required(weights, "weights"));
    });
}

glia_status glia_trainer_backward(glia_trainer* trainer) {
    return guard([&] { changeable(trainer).value.backward(); });
}

glia_status glia_trainer_backward_from(glia_trainer* trainer, const float* output_gradient) {
    return guard([&] { changeable(trainer).value.backward_from(&required(output_gradient, "output_gradient")); });
}

glia_status glia_trainer_update(glia_trainer* trainer) {
    return guard([&] { changeable(trainer).value.update(); });
}

glia_status glia_trainer_get_gradients(const glia_trainer* trainer, size_t layer, const char* tensor, float* values,
                                       size_t capacity, size_t* needed) {
    return guard([&] {
        const glia::Trainer<float>& value = required(trainer, "trainer").value;
        give_array(value.gradients(layer, required_text(tensor, "tensor")), values, capacity, needed);
    });
}

glia_status glia_trainer_set_gradients(glia_trainer* trainer, size_t layer, const char* tensor, const float* values,
                                       size_t size) {
    return guard([&] {
        glia::Trainer<float>& value = changeable(trainer).value;
        const glia::Tensor& found = value.model().tensor(layer, required_text(tensor, "tensor"));
        const std::span<const float> given = glia::api::tensor_values(found, values, size);
        const std::span<float> gradients = value.gradients(layer, tensor);
        glia::check_values(found, given);
        std::copy(given.begin(), given.end(), gradients.begin());
    });
}

glia_status glia_trainer_get_activations(const glia_trainer* trainer, size_t position, float* values, size_t capacity,
                                         size_t* needed) {
    return guard(
        [&] { give_array(required(trainer, "trainer").value.activations(position), values, capacity, needed); });
}

glia_status glia_trainer_get_activation_gradients(const glia_trainer* trainer, size_t position, float* values,
                                                  size_t capacity, size_t* needed) {
    return guard([&] {
        give_array(required(trainer, "trainer").value.activation_gradients(position), values, capacity, needed);
    });
}
}
