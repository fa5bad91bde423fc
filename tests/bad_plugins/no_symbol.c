/* A shared object, but not a plugin. */
int glia_tests_not_a_plugin(void);

__attribute__((visibility("default"))) int glia_tests_not_a_plugin(void) {
    return 0;
}
