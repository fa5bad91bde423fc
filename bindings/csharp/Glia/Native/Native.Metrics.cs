// The C functions, as include/glia declares them; blittable, so that nothing is marshalled.
using System;
using System.Runtime.InteropServices;

namespace Glia
{
    internal static unsafe partial class Native
    {
        // glia/metrics.h
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_metrics_classify(float* y, UIntPtr rows, UIntPtr outputs, int* classes);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_metrics_accuracy(int* truth, int* predicted, UIntPtr rows,
            double* accuracy);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_metrics_confusion(int* truth, int* predicted, UIntPtr rows,
            UIntPtr classCount, ulong* matrix);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_metrics_per_class(int* truth, int* predicted, float* weights, UIntPtr rows,
            UIntPtr classCount, double* precision, double* recall, double* f1, double* support);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_metrics_compute(byte* metric, float* y, UIntPtr rows, UIntPtr outputs,
            float* targets, float* weights, double* value);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_metrics_compute_classes(byte* metric, float* y, UIntPtr rows,
            UIntPtr outputs, int* classes, float* weights, double* value);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_metric_create(IntPtr* result, byte* metric, UIntPtr outputs,
            int hasClasses);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern void glia_metric_destroy(IntPtr metric);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_metric_add(IntPtr metric, float* y, UIntPtr rows, float* targets,
            float* weights);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_metric_add_classes(IntPtr metric, float* y, UIntPtr rows, int* classes,
            float* weights);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_metric_value(IntPtr metric, double* value);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_metric_reset(IntPtr metric);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_metrics_roc_curve(float* scores, int* truth, float* weights, UIntPtr rows,
            double* falsePositiveRate, double* truePositiveRate, double* thresholds, UIntPtr capacity,
            UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_metrics_precision_recall_curve(float* scores, int* truth, float* weights,
            UIntPtr rows, double* recall, double* precision, double* thresholds, UIntPtr capacity, UIntPtr* needed);
        [DllImport(Name, ExactSpelling = true)]
        internal static extern int glia_metrics_calibration_curve(float* probabilities, int* truth, float* weights,
            UIntPtr rows, UIntPtr bins, double* meanProbability, double* positiveShare, double* weight);
    }
}
