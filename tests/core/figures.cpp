#include "core/figures.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "core/layers/layer_factory.hpp"
#include "core/plugins.hpp"
#include "io/csv.hpp"

namespace glia::test {
namespace {

// The generator of tests/figures/README.md.
class FirstParameters {
 public:
    double next(double limit) {
        state_ = 1664525u * state_ + 1013904223u;
        return limit * (static_cast<double>(state_ >> 8) / 8388608.0 - 1);
    }

 private:
    std::uint32_t state_ = 1;
};

std::vector<std::string> split_words(const std::string& line) {
    std::istringstream stream(line);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

}  // namespace

std::vector<std::map<std::string, std::string>> read_table(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path);
    std::string line;
    std::getline(file, line);
    const std::vector<std::string> names = split_words(line);
    std::vector<std::map<std::string, std::string>> rows;
    while (std::getline(file, line)) {
        const std::vector<std::string> words = split_words(line);
        std::map<std::string, std::string> row;
        for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = words.at(i);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<Job> read_jobs(const std::string& path) {
    std::vector<Job> jobs;
    for (auto& row : read_table(path)) {
        jobs.push_back({row["job"], row["network"], row["target"], row["loss"], row["optimizer"],
                        std::stoul(row["batch"]), std::stoul(row["steps"]), std::stod(row["weight_limit"]),
                        std::stod(row["bias_limit"])});
    }
    return jobs;
}

std::vector<double> read_losses(const std::string& path, const std::string& job, const std::string& precision) {
    std::vector<double> losses;
    for (auto& row : read_table(path)) {
        if (row["job"] == job && row["precision"] == precision) losses.push_back(std::stod(row["loss"]));
    }
    return losses;
}

std::vector<Sample> read_samples(const std::string& path, const std::string& job, const std::string& precision) {
    std::vector<Sample> samples;
    for (auto& row : read_table(path)) {
        if (row["job"] != job || row["precision"] != precision) continue;
        samples.push_back({std::stoul(row["layer"]), row["tensor"], std::stoul(row["index"]), std::stod(row["value"])});
    }
    return samples;
}

Dataset make_digits(const Job& job) {
    InputFile file(GLIA_TEST_DATA "/digits.csv");
    const Dataset pixels = read_csv(file, {.targets = {"digit"}, .kind = CsvTarget::classes});
    const auto rows = std::make_shared<DatasetRows>();
    rows->rows = pixels.rows();
    rows->features = pixels.features();
    rows->owned_x = Buffer<float>(rows->rows * rows->features);
    rows->owned_classes = Buffer<std::int32_t>(rows->rows);
    const bool even = job.target == "even";
    for (std::size_t i = 0; i < rows->rows; ++i) {
        for (std::size_t j = 0; j < rows->features; ++j) rows->owned_x[i * rows->features + j] = pixels.x(i)[j] / 16;
        const std::int32_t digit = pixels.class_of(i);
        rows->owned_classes[i] = even ? static_cast<std::int32_t>(digit % 2 == 0) : digit;
    }
    rows->x = {rows->owned_x.data(), rows->features};
    rows->classes = rows->owned_classes.data();
    rows->class_names = numbered_classes(even ? 2 : 10);
    return Dataset(rows);
}

template <class T>
Model<T> make_network(const Job& job) {
    Model<T> model(64);
    std::istringstream layers(job.network);
    for (std::string layer; std::getline(layers, layer, ',');) {
        const std::size_t colon = layer.find(':');
        const LayerDescription description = {"dense", std::stoul(layer.substr(0, colon)), layer.substr(colon + 1), 0};
        model.add(make_layer<T>(description, model.outputs(), standard_activations()));
    }
    model.allocate();
    FirstParameters first;
    for (std::size_t i = 0; i < model.layers(); ++i) {
        for (const Tensor& tensor : model.layer(i).tensors()) {
            const double limit = tensor.is_weight ? job.weight_limit : job.bias_limit;
            for (T& value : model.values(i, tensor)) value = static_cast<T>(first.next(limit));
        }
    }
    return model;
}

template Model<float> make_network(const Job&);
template Model<double> make_network(const Job&);

}  // namespace glia::test
