#include "stream_files.hpp"

#include <cstdio>
#include <cstdlib>
#include <vector>

void write_npy(const std::string& path, std::size_t rows, std::size_t columns, bool targets) {
    std::FILE* const file = std::fopen(path.c_str(), "wb");
    if (file == nullptr) {
        std::perror(path.c_str());
        std::exit(1);
    }
    const std::string dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + std::to_string(rows) + ", " +
                                   std::to_string(columns) + "), }";
    const char start[] = {'\x93', 'N', 'U', 'M', 'P', 'Y', '\1', '\0', static_cast<char>(dictionary.size()), '\0'};
    std::fwrite(start, 1, sizeof start, file);
    std::fwrite(dictionary.data(), 1, dictionary.size(), file);
    std::vector<float> row(columns);
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < columns; ++j) row[j] = targets ? target(i) : number(i, j);
        std::fwrite(row.data(), sizeof(float), columns, file);
    }
    std::fclose(file);
}
