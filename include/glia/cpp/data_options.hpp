// glia/cpp/data_options.hpp: opening data files of which there is more to say than a path (data_options.h, stream.h).
//
//     glia::Dataset houses = glia::DataOptions().add_target("price").add_ignored("id").open("houses.csv");
#ifndef GLIA_CPP_DATA_OPTIONS_HPP
#define GLIA_CPP_DATA_OPTIONS_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "glia/cpp/dataset.hpp"
#include "glia/data_options.h"

namespace glia {

// Whether a CSV file begins with the names of its columns.
enum class Header : std::int32_t {
    automatic = GLIA_HEADER_AUTO,  // by its first rows
    yes = GLIA_HEADER_YES,         // it does
    no = GLIA_HEADER_NO            // it does not
};

// What the entries of a column of metadata are.
enum class Metadata : std::int32_t {
    numbers = GLIA_METADATA_NUMBERS,  // finite numbers
    names = GLIA_METADATA_NAMES       // any text
};

// What there is to say about a data file beside its path.
class DataOptions {
 public:
    // Nothing is said yet.
    DataOptions() : handle_(detail::make<Handle>(glia_data_options_create)) {}

    // A CSV, IDX or NPY file. The options serve any number of files.
    Dataset open(const std::string& path) const {
        glia_dataset* dataset = nullptr;
        detail::call(glia_dataset_open_with, &dataset, path.c_str(), get());
        return Dataset(dataset);
    }

    // Which columns and files are what; a column is named as the header does, or by its index.
    DataOptions& set_labels(const std::string& path) { return set(glia_data_options_set_labels, path.c_str()); }
    DataOptions& add_target(const std::string& column) { return set(glia_data_options_add_target, column.c_str()); }
    DataOptions& set_target_kind(TargetKind kind) {
        return set(glia_data_options_set_target_kind, static_cast<std::int32_t>(kind));
    }
    DataOptions& set_classes(const std::vector<std::string>& names) {
        return set(glia_data_options_set_classes, detail::pointers(names).data(), names.size());
    }
    DataOptions& add_ignored(const std::string& column) { return set(glia_data_options_add_ignored, column.c_str()); }
    DataOptions& add_categorical(const std::string& column) {
        return set(glia_data_options_add_categorical, column.c_str());
    }
    DataOptions& add_categories(const std::string& column, const std::vector<std::string>& names) {
        return set(glia_data_options_add_categories, column.c_str(), detail::pointers(names).data(), names.size());
    }
    DataOptions& add_metadata(const std::string& column, Metadata kind) {
        return set(glia_data_options_add_metadata, column.c_str(), static_cast<std::int32_t>(kind));
    }
    // How a file is read.
    DataOptions& set_delimiter(const std::string& delimiter) {
        return set(glia_data_options_set_delimiter, delimiter.c_str());
    }
    DataOptions& set_header(Header header) {
        return set(glia_data_options_set_header, static_cast<std::int32_t>(header));
    }
    DataOptions& set_missing(Missing missing) {
        return set(glia_data_options_set_missing, missing == Missing::allowed ? 1 : 0);
    }
    // Rows are read anew in each pass, and `window` of them are in memory at once; 0: as many as 64 MiB hold.
    DataOptions& set_stream(std::size_t window = 0) { return set(glia_data_options_set_stream, 1, window); }

    // The handle, for functions of C; the object keeps it.
    glia_data_options* get() noexcept { return handle_.get(); }
    const glia_data_options* get() const noexcept { return handle_.get(); }

 private:
    using Handle = detail::Handle<glia_data_options, glia_data_options_destroy>;

    template <class Function, class... Arguments>
    DataOptions& set(Function function, Arguments... arguments) {
        detail::call(function, get(), arguments...);
        return *this;
    }

    Handle handle_;
};

}  // namespace glia

#endif
