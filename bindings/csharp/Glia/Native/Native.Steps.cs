// The C functions, as include/glia declares them; blittable, so that nothing is marshalled.
using System;
using System.Runtime.InteropServices;

namespace Glia
{
    internal static unsafe partial class Native
    {
        // glia/steps.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_forward(IntPtr trainer, float* x, UIntPtr rows, float* y);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_loss(IntPtr trainer, float* targets, double* loss);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_loss_classes(IntPtr trainer, int* classes, double* loss);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_loss_weighted(IntPtr trainer, float* targets, float* weights,
            double* loss);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_loss_classes_weighted(IntPtr trainer, int* classes, float* weights,
            double* loss);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_backward(IntPtr trainer);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_backward_from(IntPtr trainer, float* outputGradient);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_update(IntPtr trainer);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_get_gradients(IntPtr trainer, UIntPtr layer, byte* tensor,
            float* values, UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_set_gradients(IntPtr trainer, UIntPtr layer, byte* tensor,
            float* values, UIntPtr size);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_get_activations(IntPtr trainer, UIntPtr position, float* values,
            UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_get_activation_gradients(IntPtr trainer, UIntPtr position,
            float* values, UIntPtr capacity, UIntPtr* needed);

        // glia/activation.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_activation_values(byte* spec, UIntPtr rows, UIntPtr cols, float* x, float* y);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_activation_gradients(byte* spec, UIntPtr rows, UIntPtr cols, float* x, float* y,
            float* dy, float* dx);

        // glia/gradient_check.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_trainer_check_gradients(IntPtr* result, IntPtr trainer, float* x,
            UIntPtr rows, float* targets, int* classes, UIntPtr limit, ulong seed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_activation_check_gradient(IntPtr* result, byte* activation);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern void glia_gradient_report_destroy(IntPtr report);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_gradient_report_passed(IntPtr report);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern UIntPtr glia_gradient_report_checked(IntPtr report);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern UIntPtr glia_gradient_report_wrong(IntPtr report);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern UIntPtr glia_gradient_report_skipped(IntPtr report);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_gradient_report_worst(IntPtr report, double* error, double* analytic,
            double* numerical, UIntPtr* layer, UIntPtr* index);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_gradient_report_describe(IntPtr report, byte* buffer, UIntPtr capacity,
            UIntPtr* needed);
    }
}
