// glia/cpp/model.hpp: networks, and predicting with them (model.h, scaling.h, session.h).
#ifndef GLIA_CPP_MODEL_HPP
#define GLIA_CPP_MODEL_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "glia/cpp/dataset.hpp"
#include "glia/model.h"
#include "glia/scaling.h"
#include "glia/session.h"

namespace glia {

// How a column or target is scaled: z = (number - center) / scale.
struct Scale {
    double center = 0;  // what becomes 0
    double scale = 1;   // what becomes a difference of 1; above 0
};

// A network and what is needed to use it: scaling of its inputs, names of its classes.
class Model {
 public:
    // A network without layers, of so many columns.
    explicit Model(std::size_t inputs) : handle_(detail::make<Handle>(glia_model_create, inputs)) {}
    // Takes over what C functions have made.
    explicit Model(glia_model* model) noexcept : handle_(model) {}

    // A model from a file, or from the bytes of one.
    static Model load(const std::string& path) { return made(glia_model_load, path.c_str()); }
    template <class Byte>
    static Model load_memory(Span<const Byte> bytes) {
        static_assert(sizeof(Byte) == 1);
        return made(glia_model_load_memory, static_cast<const void*>(bytes.data()), bytes.size());
    }
    static Model load_memory(const std::vector<unsigned char>& bytes) {
        return load_memory(Span<const unsigned char>(bytes));
    }

    // Building. Scale inputs before the layers, and targets after them.
    Model& add_dense(std::size_t units, const std::string& activation) {
        return set(glia_model_add_dense, units, activation.c_str());
    }
    Model& add_activation(const std::string& activation) { return set(glia_model_add_activation, activation.c_str()); }
    Model& add_layer(const std::string& layer) { return set(glia_model_add_layer, layer.c_str()); }
    Model& scale_inputs(const Dataset& train, const std::string& scaling, const std::string& missing = "refuse") {
        return set(glia_model_scale_inputs, train.get(), scaling.c_str(), missing.c_str());
    }
    Model& scale_targets(const Dataset& train, const std::string& scaling) {
        return set(glia_model_scale_targets, train.get(), scaling.c_str());
    }
    Model& set_classes(const std::vector<std::string>& names) {
        return set(glia_model_set_classes, detail::pointers(names).data(), names.size());
    }

    // Parameters.
    Model& initialize(const std::string& initializer, std::uint64_t seed) {
        return set(glia_model_initialize, initializer.c_str(), seed);
    }
    Model& initialize_tensor(std::size_t layer, const std::string& tensor, const std::string& initializer,
                             std::uint64_t seed) {
        return set(glia_model_initialize_tensor, layer, tensor.c_str(), initializer.c_str(), seed);
    }
    std::vector<float> parameters(std::size_t layer, const std::string& tensor) const {
        return detail::numbers<float>(glia_model_get_parameters, get(), layer, tensor.c_str());
    }
    Model& set_parameters(std::size_t layer, const std::string& tensor, Span<const float> values) {
        return set(glia_model_set_parameters, layer, tensor.c_str(), values.data(), values.size());
    }

    // The outputs for rows of x: into y, or into a new vector.
    void predict(Span<const float> x, Span<float> y) const {
        const std::size_t rows = detail::rows_of("x", x.size(), inputs());
        detail::expect_size("y", y.size(), rows * outputs());
        detail::call(glia_model_predict, get(), x.data(), rows, y.data());
    }
    std::vector<float> predict(Span<const float> x) const {
        std::vector<float> y(detail::rows_of("x", x.size(), inputs()) * outputs());
        predict(x, y);
        return y;
    }
    std::vector<float> predict(const Dataset& dataset) const { return predict(dataset, 0, dataset.rows()); }
    std::vector<float> predict(const Dataset& dataset, std::size_t first, std::size_t count) const {
        const bool within = first <= dataset.rows() && count <= dataset.rows() - first;
        std::vector<float> y(within ? count * outputs() : 1);  // where it is not, glia says so
        detail::call(glia_model_predict_dataset, get(), dataset.get(), first, count, y.data());
        return y;
    }

    // An independent copy.
    Model clone() const {
        glia_model* copy = nullptr;
        detail::call(glia_model_clone, get(), &copy);
        return Model(copy);
    }
    // A copy for prediction alone, with fewer layers.
    Model fold_batch_norm() const {
        glia_model* copy = nullptr;
        detail::call(glia_model_fold_batch_norm, get(), &copy);
        return Model(copy);
    }
    // Writes the model to a file, which is replaced in one step, or to memory.
    void save(const std::string& path) const { detail::call(glia_model_save, get(), path.c_str()); }
    std::vector<unsigned char> save_memory() const {
        std::size_t size = 0;
        detail::call(glia_model_save_memory, get(), nullptr, std::size_t{0}, &size);
        std::vector<unsigned char> bytes(size);
        detail::call(glia_model_save_memory, get(), bytes.data(), bytes.size(), &size);
        return bytes;
    }

    // Sizes; those of a row are before the inputs are scaled.
    std::size_t inputs() const noexcept { return glia_model_inputs(get()); }
    std::size_t outputs() const noexcept { return glia_model_outputs(get()); }
    std::size_t layers() const noexcept { return glia_model_layers(get()); }
    std::size_t parameter_count() const noexcept { return glia_model_parameter_count(get()); }
    std::size_t class_count() const noexcept { return glia_model_class_count(get()); }
    // The name of a class, and the loss that the model was last trained with, as a spec.
    std::string class_name(std::size_t index) const { return detail::text(glia_model_class_name, get(), index); }
    std::string loss() const { return detail::text(glia_model_loss, get()); }
    // The model as a table for people, and as JSON.
    std::string describe() const { return detail::text(glia_model_describe, get()); }
    std::string describe_json() const { return detail::text(glia_model_describe_json, get()); }

    // How inputs and targets are scaled, and what becomes of missing values, as they were given.
    std::string input_scaling() const { return detail::text(glia_model_input_scaling, get()); }
    std::string target_scaling() const { return detail::text(glia_model_target_scaling, get()); }
    std::string missing_policy() const { return detail::text(glia_model_missing_policy, get()); }
    // The numbers of one input column, and of one output.
    Scale input_scale(std::size_t input) const {
        Scale result;
        detail::call(glia_model_input_scale, get(), input, &result.center, &result.scale);
        return result;
    }
    Scale output_scale(std::size_t output) const {
        Scale result;
        detail::call(glia_model_output_scale, get(), output, &result.center, &result.scale);
        return result;
    }
    // Names of input columns and of their categories.
    std::string input_name(std::size_t input) const { return detail::text(glia_model_input_name, get(), input); }
    std::size_t category_count(std::size_t input) const noexcept { return glia_model_category_count(get(), input); }
    std::string category_name(std::size_t input, std::size_t index) const {
        return detail::text(glia_model_category_name, get(), input, index);
    }

    // The handle, for functions of C; the object keeps it.
    glia_model* get() noexcept { return handle_.get(); }
    const glia_model* get() const noexcept { return handle_.get(); }

 private:
    using Handle = detail::Handle<glia_model, glia_model_destroy>;

    template <class Function, class... Arguments>
    static Model made(Function function, Arguments... arguments) {
        return Model(detail::make<Handle>(function, arguments...).release());
    }
    template <class Function, class... Arguments>
    Model& set(Function function, Arguments... arguments) {
        detail::call(function, get(), arguments...);
        return *this;
    }

    Handle handle_;
};

// One thread's workspace for one model, whose predict asks for no memory. It may outlive the model.
class Session {
 public:
    // For up to max_rows rows a call.
    Session(const Model& model, std::size_t max_rows)
        : handle_(detail::make<Handle>(glia_session_create, model.get(), max_rows)),
          inputs_(model.inputs()),
          outputs_(model.outputs()) {}

    // The outputs for rows of x, into y.
    void predict(Span<const float> x, Span<float> y) {
        const std::size_t rows = detail::rows_of("x", x.size(), inputs_);
        detail::expect_size("y", y.size(), rows * outputs_);
        detail::call(glia_session_predict, get(), x.data(), rows, y.data());
    }

    // The handle, for functions of C; the object keeps it.
    glia_session* get() noexcept { return handle_.get(); }

 private:
    using Handle = detail::Handle<glia_session, glia_session_destroy>;

    Handle handle_;
    std::size_t inputs_;
    std::size_t outputs_;
};

}  // namespace glia

#endif
