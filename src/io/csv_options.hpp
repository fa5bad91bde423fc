// What somebody who opens a CSV file says about it.
#pragma once

#include <string>
#include <vector>

namespace glia {

enum class CsvTarget {
    automatic,
    classes,
    values,
    none,
};

enum class CsvHeader {
    automatic,
    present,
    absent,
};

// Columns are named as the header does, or by their index from 0 (from -1 backwards).
struct CsvOptions {
    // A column whose categories are known, in the order of their indices.
    struct Categories {
        std::string column;
        std::vector<std::string> names;
    };

    // A column that says something of the rows, and is neither target nor feature.
    struct Metadata {
        std::string column;
        bool numbers;  // or names, which stand for their indices
    };

    std::vector<std::string> targets;  // empty: the last column
    CsvTarget kind = CsvTarget::automatic;
    std::vector<std::string> classes = {};  // known ones, for CsvTarget::classes; empty: learnt from the file
    std::vector<std::string> ignored = {};  // neither target nor feature
    std::vector<std::string> categorical = {};
    std::vector<Categories> categories = {};
    std::vector<Metadata> metadata = {};
    bool text_is_categorical = false;  // columns of text become categorical; otherwise text in a feature is a defect
    bool missing_allowed = false;
    CsvHeader header = CsvHeader::automatic;
    char delimiter = ',';
};

}  // namespace glia
