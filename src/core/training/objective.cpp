#include "core/training/objective.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "core/data/named_row.hpp"
#include "core/model/column_checks.hpp"
#include "core/training/target_check.hpp"

namespace glia {
namespace {

template <class T>
const Activation* last_activation(const Model<T>& model) {
    return model.layer(model.layers() - 1).activation();
}

template <class T>
bool ends_in(const Model<T>& model, std::uint32_t flag) {
    const Activation* const activation = last_activation(model);
    return activation != nullptr && activation->has(flag);
}

template <class T>
std::uint32_t last_flags(const Model<T>& model) {
    if (model.layers() == 0) throw error(GLIA_ERROR_STATE, "the model has no layers");
    const Activation* const activation = last_activation(model);
    return activation != nullptr ? activation->table().flags : 0;
}

}  // namespace

template <class T>
const char* suitable_loss(const Model<T>& model) {
    if (ends_in(model, GLIA_ACTIVATION_LOGISTIC)) return "binary_crossentropy";
    const bool classes = model.outputs() > 1;  // a softmax of one output is always 1
    if (classes && ends_in(model, GLIA_ACTIVATION_SOFTMAX)) return "categorical_crossentropy";
    return "mse";
}

template <class T>
Objective<T>::Objective(const Model<T>& model, std::string_view loss)
    : spec_(canonical_loss(loss)), loss_(make_loss<T>(loss, last_flags(model))), width_(model.outputs()) {
    loss_->check_output_layer({width_, last_activation(model)});
    fused_ = loss_->fuses_with() != 0 && ends_in(model, loss_->fuses_with());
}

template <class T>
Outputs<T> Objective<T>::outputs(const Model<T>& model, const Propagation<T>& pass, T* y) const {
    return outputs(model, pass.rows(), pass.output(), y);
}

template <class T>
Outputs<T> Objective<T>::outputs(const Model<T>& model, std::size_t rows, const T* last, T* y) const {
    if (!fused_) return {rows, width_, last, nullptr};
    last_activation(model)->forward(rows, width_, last, y);
    return {rows, width_, y, last};
}

template <class T>
void Objective<T>::to_last_output(const Model<T>& model, const Outputs<T>& outputs, const T* dy, T* d) const {
    if (fused_) {
        last_activation(model)->backward(outputs.rows, width_, outputs.logits, outputs.y, dy, d);
    } else {
        std::copy_n(dy, outputs.rows * width_, d);
    }
}

template <class T>
void Objective<T>::check_shape(const Model<T>& model, const Dataset& dataset, std::string_view what) const {
    if (dataset.rows() == 0) throw invalid("{} is empty; it must have at least 1 row", what);
    check_columns(model, dataset, what);
    if (!dataset.has_targets()) throw invalid("{} has no targets", what);
    if (dataset.has_classes()) {
        if (model.target_transform() != nullptr) {
            throw invalid("{} has classes; the model's targets are scaled values", what);
        }
        const std::size_t most = width_ == 1 ? 2 : width_;
        if (dataset.class_count() > most) {
            throw invalid("{} has {} classes; a model with {} outputs tells {} apart", what, dataset.class_count(),
                          width_, most);
        }
    } else if (dataset.outputs() != width_) {
        throw invalid("{} has {} target values in a row; the model has {} outputs", what, dataset.outputs(), width_);
    }
}

template <class T>
void Objective<T>::check(const Model<T>& model, const Dataset& dataset, std::string_view what) const {
    check_shape(model, dataset, what);
    if (dataset.has_classes() || dataset.streamed()) return;  // a fit reads a stream through before it begins
    TargetCheck<T> check_row(*loss_, model.target_transform());
    for (std::size_t i = 0; i < dataset.rows(); ++i) {
        try {
            check_row(i, {dataset.targets(i), width_});
        } catch (const Error& refusal) {
            throw error(refusal.status(), "{}: {}", named_row(what, dataset, i), refusal.what());
        }
    }
}

template class Objective<float>;
template class Objective<double>;
template const char* suitable_loss(const Model<float>&);
template const char* suitable_loss(const Model<double>&);

}  // namespace glia
