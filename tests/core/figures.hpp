// Reads the figures of tests/figures, and makes the networks and first parameters that their README.md describes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/data/dataset.hpp"
#include "core/model/model.hpp"

namespace glia::test {

// The rows of a table of words separated by spaces, by the names in its first line.
std::vector<std::map<std::string, std::string>> read_table(const std::string& path);

struct Job {
    std::string name;
    std::string network;
    std::string target;
    std::string loss;
    std::string optimizer;
    std::size_t batch;
    std::size_t steps;
    double weight_limit;
    double bias_limit;
};

std::vector<Job> read_jobs(const std::string& path);

// Losses by step, and sampled parameters, of one job in one precision ("f32" or "f64").
std::vector<double> read_losses(const std::string& path, const std::string& job, const std::string& precision);

struct Sample {
    std::size_t layer;
    std::string tensor;
    std::size_t index;
    double value;
};

std::vector<Sample> read_samples(const std::string& path, const std::string& job, const std::string& precision);

template <class T>
Model<T> make_network(const Job& job);

// Pixels divided by 16, and the job's targets.
Dataset make_digits(const Job& job);

}  // namespace glia::test
