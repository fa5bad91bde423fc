using System;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>How good predictions are. Outputs y are rows of numbers, one after the other; metrics are specs, such
    /// as "accuracy" or "top_k_accuracy(k=3)". Weights, where they are given, are one for each row.</summary>
    public static unsafe partial class Metrics
    {
        // Public methods load the library; what they call is compiled after that (GliaLibrary.Call says why).

        /// <summary>The class of each row: the index of its largest output; for a single output, whether it is above
        /// 0.5.</summary>
        public static int[] Classify(ReadOnlySpan<float> y, int outputs)
        {
            GliaLibrary.Load();
            var classes = new int[Size.Rows(y.Length, outputs, nameof(y))];
            ClassifyTo(classes, y, outputs);
            return classes;
        }

        private static void ClassifyTo(int[] classes, ReadOnlySpan<float> y, int outputs)
        {
            fixed (float* values = &MemoryMarshal.GetReference(y))
            fixed (int* target = classes)
            {
                int none;
                GliaException.Check(Native.glia_metrics_classify(
                    values, (UIntPtr)classes.Length, (UIntPtr)outputs, classes.Length == 0 ? &none : target));
            }
        }

        /// <summary>The share of rows whose predicted class is the true one; NaN for no rows.</summary>
        public static double Accuracy(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted)
        {
            GliaLibrary.Load();
            Size.Expect(predicted.Length, truth.Length, nameof(predicted));
            return ShareOfEqual(truth, predicted);
        }

        private static double ShareOfEqual(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted)
        {
            fixed (int* t = &MemoryMarshal.GetReference(truth))
            fixed (int* p = &MemoryMarshal.GetReference(predicted))
            {
                double accuracy;
                GliaException.Check(Native.glia_metrics_accuracy(t, p, (UIntPtr)truth.Length, &accuracy));
                return accuracy;
            }
        }

        /// <summary>How often each class was taken for each: [true, predicted].</summary>
        public static long[,] Confusion(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int classCount)
        {
            GliaLibrary.Load();
            Size.Expect(predicted.Length, truth.Length, nameof(predicted));
            UIntPtr count = Size.Of(classCount, nameof(classCount));
            var matrix = new long[Math.Max(classCount, 1), Math.Max(classCount, 1)];
            Count(matrix, truth, predicted, count);
            return matrix;
        }

        private static void Count(long[,] matrix, ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, UIntPtr classes)
        {
            fixed (int* t = &MemoryMarshal.GetReference(truth))
            fixed (int* p = &MemoryMarshal.GetReference(predicted))
            fixed (long* target = matrix)
            {
                GliaException.Check(
                    Native.glia_metrics_confusion(t, p, (UIntPtr)truth.Length, classes, (ulong*)target));
            }
        }

        /// <summary>Precision, recall, F1 and support of each class.</summary>
        public static ClassFigures[] PerClass(
            ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int classCount, ReadOnlySpan<float> weights = default)
        {
            GliaLibrary.Load();
            Size.Expect(predicted.Length, truth.Length, nameof(predicted));
            if (weights.Length != 0) Size.Expect(weights.Length, truth.Length, nameof(weights));
            Size.Of(classCount, nameof(classCount));
            return FiguresOf(truth, predicted, classCount, weights);
        }

        private static ClassFigures[] FiguresOf(
            ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int classCount, ReadOnlySpan<float> weights)
        {
            int size = Math.Max(classCount, 1);
            double[] precision = new double[size], recall = new double[size], f1 = new double[size],
                support = new double[size];
            fixed (int* t = &MemoryMarshal.GetReference(truth))
            fixed (int* p = &MemoryMarshal.GetReference(predicted))
            fixed (float* w = &MemoryMarshal.GetReference(weights))
            fixed (double* a = precision, b = recall, c = f1, d = support)
            {
                GliaException.Check(Native.glia_metrics_per_class(
                    t, p, weights.Length == 0 ? null : w, (UIntPtr)truth.Length, (UIntPtr)classCount, a, b, c, d));
            }
            var figures = new ClassFigures[classCount];
            for (int i = 0; i < classCount; ++i)
            {
                figures[i] = new ClassFigures(precision[i], recall[i], f1[i], support[i]);
            }
            return figures;
        }

        /// <summary>A metric of outputs against targets. For many rows, or several metrics, see <see cref="Metric"/>.
        /// </summary>
        public static double Compute(
            string metric, ReadOnlySpan<float> y, int outputs, ReadOnlySpan<float> targets,
            ReadOnlySpan<float> weights = default)
        {
            GliaLibrary.Load();
            int rows = Size.Rows(y.Length, outputs, nameof(y));
            Size.Expect(targets.Length, y.Length, nameof(targets));
            if (weights.Length != 0) Size.Expect(weights.Length, rows, nameof(weights));
            return Compute(Utf8.Required(metric, nameof(metric)), y, rows, outputs, targets, weights);
        }

        private static double Compute(
            byte[] metric, ReadOnlySpan<float> y, int rows, int outputs, ReadOnlySpan<float> targets,
            ReadOnlySpan<float> weights)
        {
            fixed (byte* spec = metric)
            fixed (float* values = &MemoryMarshal.GetReference(y))
            fixed (float* truth = &MemoryMarshal.GetReference(targets))
            fixed (float* w = &MemoryMarshal.GetReference(weights))
            {
                double value;
                GliaException.Check(Native.glia_metrics_compute(
                    spec, values, (UIntPtr)rows, (UIntPtr)outputs, truth, weights.Length == 0 ? null : w, &value));
                return value;
            }
        }

        /// <summary>A metric of outputs against classes.</summary>
        public static double Compute(
            string metric, ReadOnlySpan<float> y, int outputs, ReadOnlySpan<int> classes,
            ReadOnlySpan<float> weights = default)
        {
            GliaLibrary.Load();
            int rows = Size.Rows(y.Length, outputs, nameof(y));
            Size.Expect(classes.Length, rows, nameof(classes));
            if (weights.Length != 0) Size.Expect(weights.Length, rows, nameof(weights));
            return Compute(Utf8.Required(metric, nameof(metric)), y, rows, outputs, classes, weights);
        }

        private static double Compute(
            byte[] metric, ReadOnlySpan<float> y, int rows, int outputs, ReadOnlySpan<int> classes,
            ReadOnlySpan<float> weights)
        {
            fixed (byte* spec = metric)
            fixed (float* values = &MemoryMarshal.GetReference(y))
            fixed (int* truth = &MemoryMarshal.GetReference(classes))
            fixed (float* w = &MemoryMarshal.GetReference(weights))
            {
                double value;
                GliaException.Check(Native.glia_metrics_compute_classes(
                    spec, values, (UIntPtr)rows, (UIntPtr)outputs, truth, weights.Length == 0 ? null : w, &value));
                return value;
            }
        }
    }

    /// <summary>How well one class is told from the others.</summary>
    public struct ClassFigures
    {
        internal ClassFigures(double precision, double recall, double f1, double support)
        {
            Precision = precision;
            Recall = recall;
            F1 = f1;
            Support = support;
        }

        /// <summary>The share of rows predicted as the class that are of it.</summary>
        public double Precision { get; }

        /// <summary>The share of rows of the class that are predicted as it.</summary>
        public double Recall { get; }

        /// <summary>The harmonic mean of both.</summary>
        public double F1 { get; }

        /// <summary>The rows that are of the class, or their weight.</summary>
        public double Support { get; }
    }
}
