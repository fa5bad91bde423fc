using System;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>A metric of rows that come in batches; it gathers sums alone, however many rows there are.</summary>
    public sealed unsafe class Metric : GliaObject
    {
        private readonly int outputs;

        /// <summary>A metric of no rows yet.</summary>
        /// <param name="metric">A spec, such as "roc_auc".</param>
        /// <param name="outputs">The outputs of a row.</param>
        /// <param name="classes">Whether each row has one class.</param>
        public Metric(string metric, int outputs, bool classes) : base(Create(metric, outputs, classes))
        {
            this.outputs = outputs;
        }

        private static NativeHandle Create(string metric, int outputs, bool classes)
        {
            return GliaLibrary.Call(() =>
            {
                fixed (byte* spec = Utf8.Required(metric, nameof(metric)))
                {
                    IntPtr result;
                    GliaException.Check(
                        Native.glia_metric_create(&result, spec, Size.Of(outputs, nameof(outputs)), classes ? 1 : 0));
                    return new NativeHandle(result, Native.glia_metric_destroy);
                }
            });
        }

        /// <summary>Adds rows with targets, as many for each as there are outputs.</summary>
        public void Add(ReadOnlySpan<float> y, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default)
        {
            int rows = Size.Rows(y.Length, outputs, nameof(y));
            Size.Expect(targets.Length, y.Length, nameof(targets));
            if (weights.Length != 0) Size.Expect(weights.Length, rows, nameof(weights));
            using (Lease metric = Use())
            fixed (float* values = &MemoryMarshal.GetReference(y))
            fixed (float* truth = &MemoryMarshal.GetReference(targets))
            fixed (float* w = &MemoryMarshal.GetReference(weights))
            {
                GliaException.Check(Native.glia_metric_add(
                    metric.Pointer, values, (UIntPtr)rows, truth, weights.Length == 0 ? null : w));
            }
        }

        /// <summary>Adds rows with a class each.</summary>
        public void Add(ReadOnlySpan<float> y, ReadOnlySpan<int> classes, ReadOnlySpan<float> weights = default)
        {
            int rows = Size.Rows(y.Length, outputs, nameof(y));
            Size.Expect(classes.Length, rows, nameof(classes));
            if (weights.Length != 0) Size.Expect(weights.Length, rows, nameof(weights));
            using (Lease metric = Use())
            fixed (float* values = &MemoryMarshal.GetReference(y))
            fixed (int* truth = &MemoryMarshal.GetReference(classes))
            fixed (float* w = &MemoryMarshal.GetReference(weights))
            {
                GliaException.Check(Native.glia_metric_add_classes(
                    metric.Pointer, values, (UIntPtr)rows, truth, weights.Length == 0 ? null : w));
            }
        }

        /// <summary>The figure of all rows so far; NaN where they give it no meaning.</summary>
        public double Value
        {
            get
            {
                using (Lease metric = Use())
                {
                    double value;
                    GliaException.Check(Native.glia_metric_value(metric.Pointer, &value));
                    return value;
                }
            }
        }

        /// <summary>Forgets all rows.</summary>
        public void Reset()
        {
            using (Lease metric = Use()) GliaException.Check(Native.glia_metric_reset(metric.Pointer));
        }
    }
}
