// The library, models and their files.
#include <fstream>
#include <iterator>

#include "cases.hpp"

void library_cases() {
    print("version", glia::version() / 10000);
    print("status_names", glia::status_name(GLIA_OK), glia::status_name(GLIA_ERROR_NOT_FOUND), glia::status_name(99));
    print("spec_list", glia::spec::list("scaling"));
    print_error("spec_check", [] { glia::spec::check("optimizer", "adam(learning_rate=0.1)"); });
    print_error("spec_range", [] { glia::spec::check("optimizer", "adam(learning_rate=-1)"); });
    print_error("spec_parameter", [] { glia::spec::check("optimizer", "sgd(momentun=0.9)"); });
    print_error("spec_syntax", [] { glia::spec::check("optimizer", "sgd(momentum=0.9"); });
    print_error("spec_name", [] { glia::spec::check("loss", "hubert"); });

    std::vector<std::int32_t> classes(rows);
    classes[0] = classes[1] = 1;
    const glia::Dataset dataset = glia::Dataset::of_classes(data60.x, features, classes, 2);
    glia::logging::set_callback([](std::int32_t level, const std::string& message) { print("log", level, message); });
    dataset.fold("stratified(folds=3)", 0, 1);
    glia::logging::remove_callback();

    print_error("error_inputs", [] { glia::Model(std::size_t{0}); });
    print_error("error_missing", [] { glia::Model::load("missing.safetensors"); });
    const std::string text = "not glia";
    print_error("error_format", [&] { glia::Model::load_memory(glia::Span<const char>(text)); });
}

static void refused() {
    glia::Model model = make_network();
    const std::array<float, 2> bias = {1, 2};
    print("create", model.inputs(), model.outputs(), model.layers(), model.parameter_count());
    print_error("error_activation", [&] { model.add_dense(8, "rellu"); });
    print_error("error_units", [&] { model.add_dense(0, "relu"); });
    print_error("error_layer", [&] { model.add_layer("dropuot"); });
    print_error("error_initializer", [&] { model.initialize("he_norml", 7); });
    print_error("error_state", [&] { model.predict(glia::Span<const float>(data60.x).first(features)); });
    print_error("error_size", [&] { model.set_parameters(1, "bias", bias); });
    print_error("error_tensor", [&] { model.set_parameters(1, "wieght", bias); });
}

static void initialized() {
    glia::Model model = make_model();
    print("initialize", hash_parameters(model));
    model.initialize("he_normal", 8);
    print("initialize_he", hash_parameters(model));
    model.set_parameters(1, "bias", std::array<float, 3>{0.5f, -0.25f, 1});
    print("parameters", hash(model.parameters(1, "bias")));
}

static void predicted() {
    glia::Model model = make_model();
    print("predict", hash_predictions(model));
    std::vector<float> y(rows * outputs);
    glia::Session session(model, rows);
    session.predict(data60.x, y);
    print("session", hash(y));
    std::size_t equal = 0;
    std::vector<float> z(outputs);
    for (std::size_t i = 0; i < rows; ++i) {
        const auto row = glia::Span<const float>(data60.x).subspan(i * features, features);
        session.predict(row, z);
        equal += model.predict(row) == z;
    }
    print("session_rows", equal);
    glia::Session single(model, 1);
    y.resize(2 * outputs);
    print_error("session_limit", [&] { single.predict(glia::Span<const float>(data60.x).first(2 * features), y); });

    const glia::Model clone = model.clone();
    model.initialize("auto", 8);
    print("clone", hash_predictions(clone));
}

static void named() {
    glia::Model model = make_model();
    model.set_classes({"gr\xc3\xbcn", "\xe7\x8c\xab", "red"});
    Hash names;
    for (std::size_t i = 0; i < model.class_count(); ++i) names.add(model.class_name(i));
    print("class_names", names);
    print("describe", hash(model.describe_json()));
}

static void saved() {
    const glia::Model model = make_model();
    std::vector<unsigned char> bytes = model.save_memory();
    print("save_memory", hash(bytes));
    print("load_memory", hash_predictions(glia::Model::load_memory(bytes)));
    bytes.back() ^= 1u;
    print_error("load_damaged", [&] { glia::Model::load_memory(bytes); });

    model.save("cases.safetensors");
    std::ifstream file("cases.safetensors", std::ios::binary);
    print("save_file", hash(std::string(std::istreambuf_iterator<char>(file), {})));
    print("load_file", hash_predictions(glia::Model::load("cases.safetensors")));
}

void model_cases() {
    refused();
    initialized();
    predicted();
    named();
    saved();
}
