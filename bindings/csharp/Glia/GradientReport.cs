using System;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>What a gradient check found: derivatives that backward computes, beside differences of what forward
    /// computes.</summary>
    public sealed unsafe class GradientReport : GliaObject
    {
        private GradientReport(NativeHandle handle) : base(handle)
        {
        }

        private static GradientReport Own(IntPtr report)
        {
            return new GradientReport(new NativeHandle(report, Native.glia_gradient_report_destroy));
        }

        /// <summary>Checks the derivative of an activation, one written in C# too.</summary>
        /// <param name="activation">A spec.</param>
        public static GradientReport OfActivation(string activation)
        {
            return GliaLibrary.Call(() =>
            {
                using (var scope = new CallbackScope())
                fixed (byte* spec = Utf8.Required(activation, nameof(activation)))
                {
                    IntPtr report;
                    int status = Native.glia_activation_check_gradient(&report, spec);
                    return Own(report, status, scope);
                }
            });
        }

        /// <summary>Checks the gradient of a model's loss with respect to its parameters and its input.</summary>
        /// <param name="trainer">Its model and loss; both stay as they are.</param>
        /// <param name="x">Rows, one after the other.</param>
        /// <param name="targets">For each row, as many numbers as the model has outputs.</param>
        /// <param name="limit">The most elements of each tensor that are checked; 0: all.</param>
        /// <param name="seed">Which elements are drawn.</param>
        public static GradientReport OfModel(
            Trainer trainer, ReadOnlySpan<float> x, ReadOnlySpan<float> targets, int limit = 0, ulong seed = 0)
        {
            if (trainer == null) throw new ArgumentNullException(nameof(trainer));
            int rows = Size.Rows(x.Length, trainer.Inputs, nameof(x));
            Size.Expect(targets.Length, (long)rows * trainer.Outputs, nameof(targets));
            fixed (float* values = &MemoryMarshal.GetReference(targets))
            {
                return Check(trainer, x, rows, values, null, limit, seed);
            }
        }

        /// <summary>The same with a class for each row.</summary>
        public static GradientReport OfModel(
            Trainer trainer, ReadOnlySpan<float> x, ReadOnlySpan<int> classes, int limit = 0, ulong seed = 0)
        {
            if (trainer == null) throw new ArgumentNullException(nameof(trainer));
            int rows = Size.Rows(x.Length, trainer.Inputs, nameof(x));
            Size.Expect(classes.Length, rows, nameof(classes));
            fixed (int* indices = &MemoryMarshal.GetReference(classes))
            {
                return Check(trainer, x, rows, null, indices, limit, seed);
            }
        }

        private static GradientReport Check(
            Trainer trainer, ReadOnlySpan<float> x, int rows, float* targets, int* classes, int limit, ulong seed)
        {
            using (Lease lease = Use(trainer, nameof(trainer)))
            using (var scope = new CallbackScope())
            fixed (float* input = &MemoryMarshal.GetReference(x))
            {
                IntPtr report;
                int status = Native.glia_trainer_check_gradients(
                    &report, lease.Pointer, input, Size.Of(rows, nameof(rows)), targets, classes,
                    Size.Of(limit, nameof(limit)), seed);
                return Own(report, status, scope);
            }
        }

        private static GradientReport Own(IntPtr report, int status, CallbackScope scope)
        {
            try
            {
                scope.Check(status);
            }
            catch
            {
                Native.glia_gradient_report_destroy(report);
                throw;
            }
            return Own(report);
        }

        /// <summary>Whether no derivative was wrong, and at least one was compared.</summary>
        public bool Passed
        {
            get
            {
                using (Lease report = Use()) return Native.glia_gradient_report_passed(report.Pointer) != 0;
            }
        }

        /// <summary>How many derivatives were compared.</summary>
        public long Checked
        {
            get
            {
                using (Lease report = Use()) return (long)Native.glia_gradient_report_checked(report.Pointer);
            }
        }

        /// <summary>How many of these were wrong.</summary>
        public long Wrong
        {
            get
            {
                using (Lease report = Use()) return (long)Native.glia_gradient_report_wrong(report.Pointer);
            }
        }

        /// <summary>How many were skipped at kinks and jumps.</summary>
        public long Skipped
        {
            get
            {
                using (Lease report = Use()) return (long)Native.glia_gradient_report_skipped(report.Pointer);
            }
        }

        /// <summary>The relative error of the worst of all that were compared.</summary>
        public double WorstError
        {
            get
            {
                using (Lease report = Use())
                {
                    double error;
                    GliaException.Check(
                        Native.glia_gradient_report_worst(report.Pointer, &error, null, null, null, null));
                    return error;
                }
            }
        }

        /// <summary>The report as a JSON object.</summary>
        public string DescribeJson()
        {
            using (Lease report = Use()) return Read(report.Pointer, Native.glia_gradient_report_describe);
        }
    }
}
