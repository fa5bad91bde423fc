/* Optimizer, schedule, penalty, constraint and clipping: what is taken, and what is refused in which words. */
#include <math.h>
#include <string.h>

#include "api_test.h"

enum {
    weights = 8 * 4
};

/* A trainer on a model of its own, and the first layer's weights as they are. */
struct setup {
    glia_model* model;
    glia_dataset* data;
    glia_trainer* trainer;
    float before[weights];
};

static struct setup set_up(void) {
    struct setup s = {make_model(), make_dataset(), NULL, {0}};
    expect_ok(glia_trainer_create(&s.trainer, s.model));
    expect_ok(glia_trainer_set_epochs(s.trainer, 2));
    expect_ok(glia_model_get_parameters(s.model, 0, "weight", s.before, weights, NULL));
    return s;
}

static void tear_down(struct setup* s) {
    glia_trainer_destroy(s->trainer);
    glia_dataset_destroy(s->data);
    glia_model_destroy(s->model);
}

/* The fit gives this text, and the model stays as it is. */
static void expect_refusal(struct setup* s, const char* text) {
    float now[weights];
    expect_error(glia_trainer_fit(s->trainer, s->data, NULL), GLIA_ERROR_INVALID_ARGUMENT, text);
    expect_ok(glia_model_get_parameters(s->model, 0, "weight", now, weights, NULL));
    assert_memory_equal(now, s->before, sizeof now);
}

static void takes_every_member_of_every_family(void** state) {
    const char* const optimizers[] = {
        "sgd(learning_rate=0.01, momentum=0.9, nesterov=1)",
        "adam(learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, epsilon_hat=0)",
        "adam(epsilon=0, epsilon_hat=1e-7)",
        "adamw(weight_decay=0.01)",
        "amsgrad",
        "nadam(momentum_decay=0.004)",
        "adagrad(learning_rate_decay=0.1, initial_accumulator=0.1)",
        "adadelta(rho=0.9)",
        "rmsprop(alpha=0.99, momentum=0.5, centered=1)",
        "lion(weight_decay=0.1)",
        "irprop_minus(initial_step=0.01, decrease=0.5, increase=1.2, smallest_step=1e-6, largest_step=50)",
        "lbfgs(history=5, line_search=20, c1=1e-4, c2=0.9, tolerance=1e-7)"};
    const char* const schedules[] = {"step(every=1, factor=0.5)",
                                     "exponential(factor=0.9)",
                                     "polynomial(power=2, end=0.1)",
                                     "cosine(end=0.1, warmup=1, warmup_start=0.5)",
                                     "cosine_restarts(period=1, multiplier=2, end=0)",
                                     "one_cycle(warmup_fraction=0.3, start_factor=0.04, end_factor=4e-6)",
                                     "reduce_on_plateau(factor=0.1, patience=1, threshold=0, cooldown=1, minimum=0.1)",
                                     "constant"};
    const char* const penalties[] = {"l1(factor=1e-4)", "l2(factor=1e-4)", "l1_l2(l1=1e-4, l2=1e-4)",
                                     "weight_decay(factor=0.01)", "none"};
    struct setup s = set_up();
    float now[weights];
    (void)state;
    for (size_t i = 0; i < sizeof schedules / sizeof *schedules; i++) {
        expect_ok(glia_trainer_set_schedule(s.trainer, schedules[i]));
        expect_ok(glia_trainer_fit(s.trainer, s.data, NULL));
    }
    for (size_t i = 0; i < sizeof penalties / sizeof *penalties; i++) {
        expect_ok(glia_trainer_set_penalty(s.trainer, penalties[i]));
        expect_ok(glia_trainer_fit(s.trainer, s.data, NULL));
    }
    expect_ok(glia_trainer_set_batch_size(s.trainer, 0));
    for (size_t i = 0; i < sizeof optimizers / sizeof *optimizers; i++) {
        expect_ok(glia_trainer_set_optimizer(s.trainer, optimizers[i]));
        expect_ok(glia_trainer_fit(s.trainer, s.data, NULL));
        expect_ok(glia_model_get_parameters(s.model, 0, "weight", now, weights, NULL));
        assert_memory_not_equal(now, s.before, sizeof now);
        for (int k = 0; k < weights; k++) s.before[k] = now[k];
    }
    expect_ok(glia_trainer_set_optimizer(s.trainer, "sgd"));
    expect_ok(glia_trainer_set_constraint(s.trainer, "max_norm(limit=0.125)"));
    expect_ok(glia_trainer_set_clipping(s.trainer, "value(limit=0.5)"));
    expect_ok(glia_trainer_fit(s.trainer, s.data, NULL));
    expect_ok(glia_trainer_set_clipping(s.trainer, "norm(limit=0.5)"));
    expect_ok(glia_trainer_fit(s.trainer, s.data, NULL));
    expect_ok(glia_model_get_parameters(s.model, 0, "weight", now, weights, NULL));
    for (int unit = 0; unit < 8; unit++) {
        double squares = 0;
        for (int i = 0; i < 4; i++) squares += (double)now[4 * unit + i] * (double)now[4 * unit + i];
        assert_true(sqrt(squares) < 0.125 * (1 + 1e-6));
    }
    tear_down(&s);
}

static void refuses_specs_in_words(void** state) {
    struct setup s = set_up();
    (void)state;
    expect_error(glia_trainer_set_optimizer(s.trainer, "nadam(momentum_decay=-1)"), GLIA_ERROR_INVALID_ARGUMENT,
                 "optimizer 'nadam': momentum_decay is -1; it must be in [0, inf)");
    expect_error(glia_trainer_set_optimizer(s.trainer, "irprop_minus(smallest_step=2, largest_step=1)"),
                 GLIA_ERROR_INVALID_ARGUMENT,
                 "optimizer 'irprop_minus': smallest_step is 2; it must be at most largest_step, 1");
    expect_error(glia_trainer_set_optimizer(s.trainer, "lbfgs(c1=0.4, c2=0.3)"), GLIA_ERROR_INVALID_ARGUMENT,
                 "optimizer 'lbfgs': c1 is 0.4; it must be below c2, 0.3");
    expect_error(glia_trainer_set_optimizer(s.trainer, "lbfgs(history=2.5)"), GLIA_ERROR_INVALID_ARGUMENT,
                 "optimizer 'lbfgs': history is 2.5; it must be a whole number");
    expect_error(glia_trainer_set_schedule(s.trainer, "step(every=0)"), GLIA_ERROR_INVALID_ARGUMENT,
                 "schedule 'step': every is 0; it must be in (0, inf)");
    expect_error(glia_trainer_set_penalty(s.trainer, "l2(factor=-1)"), GLIA_ERROR_INVALID_ARGUMENT,
                 "penalty 'l2': factor is -1; it must be in [0, inf)");
    expect_error(glia_trainer_set_constraint(s.trainer, "max_norm(limit=0)"), GLIA_ERROR_INVALID_ARGUMENT,
                 "constraint 'max_norm': limit is 0; it must be in (0, inf)");
    expect_error(glia_trainer_set_clipping(s.trainer, "norm(limit=0)"), GLIA_ERROR_INVALID_ARGUMENT,
                 "clipping 'norm': limit is 0; it must be in (0, inf)");
    assert_int_equal(glia_trainer_set_schedule(s.trainer, "cosin"), GLIA_ERROR_NOT_FOUND);
    assert_int_equal(glia_trainer_set_penalty(s.trainer, "l3"), GLIA_ERROR_NOT_FOUND);
    assert_int_equal(glia_trainer_set_constraint(s.trainer, "min_norm"), GLIA_ERROR_NOT_FOUND);
    assert_int_equal(glia_trainer_set_clipping(s.trainer, "values"), GLIA_ERROR_NOT_FOUND);
    expect_error(glia_trainer_set_optimizer(s.trainer, NULL), GLIA_ERROR_INVALID_ARGUMENT, "optimizer is NULL");
    expect_error(glia_trainer_set_schedule(s.trainer, NULL), GLIA_ERROR_INVALID_ARGUMENT, "schedule is NULL");
    expect_error(glia_trainer_set_penalty(s.trainer, NULL), GLIA_ERROR_INVALID_ARGUMENT, "penalty is NULL");
    expect_error(glia_trainer_set_constraint(s.trainer, NULL), GLIA_ERROR_INVALID_ARGUMENT, "constraint is NULL");
    expect_error(glia_trainer_set_clipping(s.trainer, NULL), GLIA_ERROR_INVALID_ARGUMENT, "clipping is NULL");
    assert_int_equal(glia_trainer_set_optimizer(NULL, "sgd"), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_trainer_set_schedule(NULL, "constant"), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_trainer_set_penalty(NULL, "none"), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_trainer_set_constraint(NULL, "none"), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_trainer_set_clipping(NULL, "none"), GLIA_ERROR_INVALID_ARGUMENT);
    tear_down(&s);
}

static void refuses_what_an_optimizer_over_all_rows_cannot_have(void** state) {
    struct setup s = set_up();
    (void)state;
    expect_ok(glia_trainer_set_optimizer(s.trainer, "lbfgs"));
    expect_refusal(&s,
                   "optimizer 'lbfgs' needs all rows in one batch; batch_size is 32 and the training set has 60 rows: "
                   "set it to 0, which means all");
    expect_ok(glia_trainer_set_optimizer(s.trainer, "irprop_minus"));
    expect_refusal(&s,
                   "optimizer 'irprop_minus' needs all rows in one batch; batch_size is 32 and the training set has 60 "
                   "rows: set it to 0, which means all");
    expect_ok(glia_trainer_set_batch_size(s.trainer, 0));
    expect_ok(glia_trainer_set_penalty(s.trainer, "weight_decay"));
    expect_refusal(&s,
                   "penalty 'weight_decay' goes by a learning rate, which optimizer 'irprop_minus' has not: take l2");
    expect_ok(glia_trainer_set_schedule(s.trainer, "cosine"));
    expect_refusal(&s,
                   "schedule 'cosine' changes a learning rate, but optimizer 'irprop_minus' finds the length of its "
                   "steps itself: set the schedule to constant");
    expect_ok(glia_trainer_set_optimizer(s.trainer, "lbfgs"));
    expect_refusal(&s,
                   "schedule 'cosine' changes a learning rate, but optimizer 'lbfgs' finds the length of its steps "
                   "itself: set the schedule to constant");
    expect_ok(glia_trainer_set_schedule(s.trainer, "constant"));
    expect_refusal(&s, "penalty 'weight_decay' goes by a learning rate, which optimizer 'lbfgs' has not: take l2");
    expect_ok(glia_trainer_set_penalty(s.trainer, "none"));
    expect_ok(glia_trainer_set_clipping(s.trainer, "norm"));
    expect_refusal(
        &s,
        "optimizer 'lbfgs' searches for the length of its steps, which clipping 'norm' would change: set it to none");
    expect_ok(glia_trainer_set_constraint(s.trainer, "max_norm"));
    expect_refusal(&s,
                   "optimizer 'lbfgs' searches for the length of its steps, which clipping 'norm' and constraint "
                   "'max_norm' would change: set both to none");
    expect_ok(glia_trainer_set_clipping(s.trainer, "none"));
    expect_refusal(&s,
                   "optimizer 'lbfgs' searches for the length of its steps, which constraint 'max_norm' would change: "
                   "set it to none");
    assert_int_equal(glia_trainer_set_optimizer(s.trainer, "irprop-"), GLIA_ERROR_NOT_FOUND);
    assert_non_null(strstr(glia_last_error(), "unknown optimizer 'irprop-'; did you mean 'irprop_minus'? Known: "));
    assert_int_equal(glia_trainer_set_optimizer(s.trainer, "irprop-minus(initial_step=1)"), GLIA_ERROR_NOT_FOUND);
    assert_int_equal(glia_trainer_set_optimizer(s.trainer, "sgd(learning_rate=-1)"), GLIA_ERROR_INVALID_ARGUMENT);
    tear_down(&s);
}

static void finds_learning_rates_and_changes_nothing(void** state) {
    struct setup s = set_up();
    double rates[50];
    double losses[50];
    double again[50];
    size_t points = 0;
    size_t needed = 0;
    double value = 0;
    float now[weights];
    (void)state;
    expect_ok(glia_trainer_set_optimizer(s.trainer, "sgd"));
    expect_ok(glia_trainer_find_learning_rate(s.trainer, s.data, 1e-4, 1e4, 50, NULL, NULL, 0, &needed));
    assert_int_equal(needed, 50);
    expect_ok(glia_trainer_find_learning_rate(s.trainer, s.data, 1e-4, 1e4, 50, rates, losses, 50, &points));
    assert_true(points > 20 && points <= 50); /* where a relu dies, the loss stays small at any rate */
    assert_true(fabs(rates[0] - 1e-4) < 1e-12);
    for (size_t i = 1; i < points; i++) assert_true(fabs(rates[i] / rates[i - 1] - pow(1e8, 1.0 / 49)) < 1e-9);
    expect_ok(glia_trainer_find_learning_rate(s.trainer, s.data, 1e-4, 1e4, 50, rates, again, 50, NULL));
    assert_memory_equal(losses, again, points * sizeof *losses);
    expect_ok(glia_model_get_parameters(s.model, 0, "weight", now, weights, NULL));
    assert_memory_equal(now, s.before, sizeof now);
    expect_ok(glia_trainer_metric(s.trainer, "loss", &value));
    assert_true(isnan(value));
    expect_error(glia_trainer_find_learning_rate(s.trainer, s.data, 1e-4, 1, 50, rates, losses, 49, &needed),
                 GLIA_ERROR_CAPACITY, "the buffer holds 49 points; 50 are needed");
    expect_error(glia_trainer_find_learning_rate(s.trainer, s.data, 0, 1, 50, rates, losses, 50, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT, "lowest is 0; it must be finite and above 0");
    expect_error(glia_trainer_find_learning_rate(s.trainer, s.data, (double)NAN, 1, 50, rates, losses, 50, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT, "lowest is nan; it must be finite and above 0");
    expect_error(glia_trainer_find_learning_rate(s.trainer, s.data, 1, 1, 50, rates, losses, 50, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT, "highest is 1; it must be finite and above lowest, 1");
    expect_error(glia_trainer_find_learning_rate(s.trainer, s.data, 1, 2, 1, rates, losses, 50, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT, "steps is 1; it must be at least 2");
    expect_error(glia_trainer_find_learning_rate(s.trainer, s.data, 1, 2, 50, rates, NULL, 50, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT, "losses is NULL");
    expect_error(glia_trainer_find_learning_rate(s.trainer, NULL, 1, 2, 50, rates, losses, 50, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT, "train is NULL");
    expect_error(glia_trainer_find_learning_rate(NULL, s.data, 1, 2, 50, rates, losses, 50, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT, "trainer is NULL");
    expect_ok(glia_trainer_set_optimizer(s.trainer, "lbfgs"));
    expect_error(glia_trainer_find_learning_rate(s.trainer, s.data, 1, 2, 50, rates, losses, 50, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT,
                 "optimizer 'lbfgs' finds the length of its steps itself: there is no learning rate to look for");
    expect_ok(glia_trainer_set_optimizer(s.trainer, "sgd(learning_rate=0)"));
    expect_error(glia_trainer_find_learning_rate(s.trainer, s.data, 1, 2, 50, rates, losses, 50, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT,
                 "optimizer 'sgd(learning_rate=0)' has the learning rate 0, of which every multiple is 0: give it "
                 "another");
    tear_down(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_every_member_of_every_family),
        cmocka_unit_test(refuses_specs_in_words),
        cmocka_unit_test(refuses_what_an_optimizer_over_all_rows_cannot_have),
        cmocka_unit_test(finds_learning_rates_and_changes_nothing),
    };
    return cmocka_run_group_tests_name("training settings", tests, NULL, NULL);
}
