// The behaviour cases of bindings/cases.md in C++.
//
//     cpp_cases iris.csv
#include <cstdio>

#include "cases.hpp"

Data make_data() {
    Data data;
    std::uint32_t state = 1;
    for (std::size_t i = 0; i < rows * features; ++i) {
        state = state * 1664525u + 1013904223u;
        data.x.push_back(static_cast<float>(state >> 8) / 8388608.0f - 1.0f);
    }
    for (const float* row = data.x.data(); data.classes.size() < rows; row += features) {
        data.classes.push_back(row[0] >= row[1] && row[0] >= row[2] ? 0 : row[1] >= row[2] ? 1 : 2);
        data.targets.push_back(row[0] * row[1]);
        data.targets.push_back(row[2] - row[3]);
    }
    return data;
}

void print(const char* id, const Hash& hash) {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash.value()));
    print(id, text);
}

void print_error(const char* id, const glia::Error& error) {
    const std::string text = error.what();
    print(id, error.status(), text.substr(0, text.find('?')));
}

glia::Dataset make_dataset() {
    return glia::Dataset::of_classes(data60.x, features, data60.classes, class_count);
}

glia::Model make_network() {
    glia::Model model(features);
    model.add_dense(8, "relu").add_dense(outputs, "softmax");
    return model;
}

glia::Model make_model() {
    glia::Model model = make_network();
    model.initialize("auto", 7);
    return model;
}

Hash hash_parameters(const glia::Model& model) {
    Hash result;
    for (std::size_t layer = 0; layer < model.layers(); ++layer) {
        result.add(model.parameters(layer, "weight")).add(model.parameters(layer, "bias"));
    }
    return result;
}

Hash hash_predictions(const glia::Model& model) {
    return hash(model.predict(data60.x));
}

glia::Trainer make_trainer(glia::Model& model, const std::string& optimizer) {
    glia::Trainer trainer(model);
    trainer.set_optimizer(optimizer).set_batch_size(16).set_epochs(5).set_seed(3);
    return trainer;
}

int main(int argc, char** argv) try {
    if (argc != 2) {
        std::cerr << "usage: cpp_cases IRIS.csv\n";
        return 2;
    }
    library_cases();
    model_cases();
    dataset_cases(argv[1]);
    training_cases(argv[1]);
    step_cases();
    activation_cases();
    metric_cases();
} catch (const std::exception& error) {
    std::cerr << "cases: " << error.what() << '\n';
    return 1;
}
