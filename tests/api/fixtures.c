#include "api_test.h"

glia_model* make_model(void) {
    glia_model* model = NULL;
    expect_ok(glia_model_create(&model, 4));
    expect_ok(glia_model_add_dense(model, 8, "relu"));
    expect_ok(glia_model_add_dense(model, 3, "softmax"));
    expect_ok(glia_model_initialize(model, "auto", 1));
    return model;
}

glia_dataset* make_dataset(void) {
    float x[data_rows * 4];
    int32_t classes[data_rows];
    glia_dataset* dataset = NULL;
    for (int i = 0; i < data_rows; i++) {
        for (int j = 0; j < 4; j++) x[i * 4 + j] = (float)((i * 7 + j * 5) % 11) * 0.1F;
        classes[i] = i % 3;
        x[i * 4 + classes[i]] += 2;
    }
    expect_ok(glia_dataset_create_classes(&dataset, x, data_rows, 4, 0, classes, 3));
    return dataset;
}
