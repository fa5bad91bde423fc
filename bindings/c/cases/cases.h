/* What the behaviour cases share: their data, their network, and how a line is printed. See bindings/cases.md. */
#ifndef CASES_H
#define CASES_H

#include <glia/glia.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    rows = 60,
    features = 4,
    class_count = 3,
    outputs = 3
};

/* The data that every case takes, made once by make_data. */
extern float x60[rows * features]; /* "x60" */
extern int32_t c60[rows];          /* "c60" */
extern float t60[rows * 2];        /* "t60" */
extern const char* iris_path;      /* the program's argument */

void make_data(void);

/* Ends the program where a call fails that should not. */
void check(glia_status status);

/* FNV-1a: start with hash_start, go on with the last result. */
extern const uint64_t hash_start;
uint64_t hash(uint64_t so_far, const void* bytes, size_t size);

/* The lines: "id 0123456789abcdef", and "id status text" or "id 0". The text ends before its first
 * question mark: what follows are lists and places that may change. */
void print_hash(const char* id, uint64_t value);
void print_error(const char* id, glia_status status);

glia_dataset* make_dataset(void); /* "data": x60 with c60 */
glia_model* make_network(void);   /* "net" without values: 4 inputs, 8 relu, 3 softmax */
glia_model* make_model(void);     /* "net": the same, initialized by "auto" and seed 7 */
uint64_t hash_parameters(const glia_model* model);
uint64_t hash_predictions(const glia_model* model);

/* "trainer": batches of 16, 5 epochs, seed 3. */
glia_trainer* make_trainer(glia_model* model, const char* optimizer);

/* The files of cases, in the order of the table. */
void library_cases(void);
void model_cases(void);
void file_cases(void);
void dataset_cases(void);
void training_cases(void);
void step_cases(void);
void activation_cases(void);
void metric_cases(void);

#endif
