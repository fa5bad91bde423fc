// The C functions, as include/glia declares them; blittable, so that nothing is marshalled.
using System;
using System.Runtime.InteropServices;

namespace Glia
{
    internal static unsafe partial class Native
    {
        // glia/trainer.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_create(IntPtr* result, IntPtr model);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern void glia_trainer_destroy(IntPtr trainer);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_loss(IntPtr trainer, byte* loss);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_class_weight(IntPtr trainer, byte* rule);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_class_weights(IntPtr trainer, double* weights, UIntPtr count);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_optimizer(IntPtr trainer, byte* optimizer);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_schedule(IntPtr trainer, byte* schedule);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_penalty(IntPtr trainer, byte* penalty);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_constraint(IntPtr trainer, byte* constraint);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_clipping(IntPtr trainer, byte* clipping);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_accumulation(IntPtr trainer, UIntPtr batches);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_metrics(IntPtr trainer, byte** metrics, UIntPtr count);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_figures(IntPtr trainer, byte* buffer, UIntPtr capacity,
            UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_batch_size(IntPtr trainer, UIntPtr rows);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_epochs(IntPtr trainer, UIntPtr epochs);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_seed(IntPtr trainer, ulong seed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_shuffle(IntPtr trainer, int shuffle);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_threads(IntPtr trainer, UIntPtr threads);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_callback(IntPtr trainer, IntPtr callback, IntPtr user,
            IntPtr destroy);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_fit(IntPtr trainer, IntPtr train, IntPtr validation);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_evaluate(IntPtr trainer, IntPtr dataset, double* loss,
            double* accuracy);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_find_learning_rate(IntPtr trainer, IntPtr train, double lowest,
            double highest, UIntPtr steps, double* rates, double* losses, UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_progress(IntPtr trainer, UIntPtr* epoch, UIntPtr* epochs,
            UIntPtr* batch, UIntPtr* batches);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_metric(IntPtr trainer, byte* name, double* value);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_callback_result(IntPtr trainer);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_history(IntPtr trainer, byte* name, double* values,
            UIntPtr capacity, UIntPtr* needed);

        // glia/stopping.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_early_stopping(IntPtr trainer, byte* figure, UIntPtr patience,
            double minChange, int restoreBest);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_improvement(IntPtr trainer, byte* improvement);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_target(IntPtr trainer, byte* figure, double value);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_time_limit(IntPtr trainer, double seconds);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_stop_reason(IntPtr trainer);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern UIntPtr glia_trainer_best_epoch(IntPtr trainer);

        // glia/checkpoint.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_checkpoint(IntPtr trainer, byte* path, UIntPtr epochs,
            double seconds);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_resume(IntPtr trainer, byte* path);

        // glia/cross_validation.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_cross_validate(IntPtr* result, IntPtr trainer, IntPtr dataset, byte* folds,
            int* groups, UIntPtr size, byte* initializer, ulong seed, IntPtr callback, IntPtr user);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern void glia_cross_validation_destroy(IntPtr result);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern UIntPtr glia_cross_validation_folds(IntPtr result);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_cross_validation_figures(IntPtr result, byte* buffer, UIntPtr capacity,
            UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_cross_validation_values(IntPtr result, byte* name, double* values,
            UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_cross_validation_summary(IntPtr result, byte* name, double* mean,
            double* deviation);
    }
}
