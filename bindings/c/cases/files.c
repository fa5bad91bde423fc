/* Models to memory and files, and back. */
#include "cases.h"

static unsigned char bytes[8192];

static size_t read_file(const char* path) {
    FILE* const file = fopen(path, "rb");
    size_t size;
    if (file == NULL) {
        fprintf(stderr, "cases: cannot open '%s'\n", path);
        exit(EXIT_FAILURE);
    }
    size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return size;
}

void file_cases(void) {
    glia_model *read, *model = make_model();
    size_t size;
    check(glia_model_save_memory(model, bytes, sizeof bytes, &size));
    print_hash("save_memory", hash(hash_start, bytes, size));
    check(glia_model_load_memory(&read, bytes, size));
    print_hash("load_memory", hash_predictions(read));
    glia_model_destroy(read);

    bytes[size - 1] ^= 1u;
    print_error("load_damaged", glia_model_load_memory(&read, bytes, size));

    check(glia_model_save(model, "cases.safetensors"));
    size = read_file("cases.safetensors");
    print_hash("save_file", hash(hash_start, bytes, size));
    check(glia_model_load(&read, "cases.safetensors"));
    print_hash("load_file", hash_predictions(read));
    glia_model_destroy(read);
    glia_model_destroy(model);
}
