/* The behaviour cases of bindings/cases.md in C: what every other language must print.
 *
 *     c_cases iris.csv */
#include "cases.h"

int main(int argc, char** argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: c_cases IRIS.csv\n");
        return 2;
    }
    iris_path = argv[1];
    make_data();
    library_cases();
    model_cases();
    file_cases();
    dataset_cases();
    training_cases();
    step_cases();
    activation_cases();
    metric_cases();
    return EXIT_SUCCESS;
}
