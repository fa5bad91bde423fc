using System;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>A point of a ROC or precision-recall curve.</summary>
    public struct CurvePoint
    {
        internal CurvePoint(double x, double y, double threshold)
        {
            X = x;
            Y = y;
            Threshold = threshold;
        }

        /// <summary>The false positive rate, or the recall.</summary>
        public double X { get; }

        /// <summary>The true positive rate, or the precision.</summary>
        public double Y { get; }

        /// <summary>Rows whose score is at or above it count as positive.</summary>
        public double Threshold { get; }
    }

    /// <summary>A bin of a calibration curve.</summary>
    public struct CalibrationBin
    {
        internal CalibrationBin(double meanProbability, double positiveShare, double weight)
        {
            MeanProbability = meanProbability;
            PositiveShare = positiveShare;
            Weight = weight;
        }

        /// <summary>The mean probability of its rows; NaN for none.</summary>
        public double MeanProbability { get; }

        /// <summary>The share of its rows that is positive; NaN for none.</summary>
        public double PositiveShare { get; }

        /// <summary>The weight of its rows.</summary>
        public double Weight { get; }
    }

    // Of one score for each row, and whether the row is positive (1) or not (0).
    public static unsafe partial class Metrics
    {
        /// <summary>The ROC curve, from (0, 0) at threshold infinity.</summary>
        public static CurvePoint[] RocCurve(
            ReadOnlySpan<float> scores, ReadOnlySpan<int> truth, ReadOnlySpan<float> weights = default)
        {
            return Points(true, scores, truth, weights);
        }

        /// <summary>The precision-recall curve, from recall 0 and precision 1 at threshold infinity.</summary>
        public static CurvePoint[] PrecisionRecallCurve(
            ReadOnlySpan<float> scores, ReadOnlySpan<int> truth, ReadOnlySpan<float> weights = default)
        {
            return Points(false, scores, truth, weights);
        }

        private static CurvePoint[] Points(
            bool roc, ReadOnlySpan<float> scores, ReadOnlySpan<int> truth, ReadOnlySpan<float> weights)
        {
            GliaLibrary.Load();
            Size.Expect(truth.Length, scores.Length, nameof(truth));
            if (weights.Length != 0) Size.Expect(weights.Length, scores.Length, nameof(weights));
            int most = scores.Length + 1;
            double[] x = new double[most], y = new double[most], thresholds = new double[most];
            var points = new CurvePoint[Trace(roc, scores, truth, weights, x, y, thresholds)];
            for (int i = 0; i < points.Length; ++i) points[i] = new CurvePoint(x[i], y[i], thresholds[i]);
            return points;
        }

        private static int Trace(
            bool roc, ReadOnlySpan<float> scores, ReadOnlySpan<int> truth, ReadOnlySpan<float> weights, double[] x,
            double[] y, double[] thresholds)
        {
            UIntPtr rows = (UIntPtr)scores.Length, most = (UIntPtr)x.Length, needed;
            fixed (float* s = &MemoryMarshal.GetReference(scores))
            fixed (int* t = &MemoryMarshal.GetReference(truth))
            fixed (float* all = &MemoryMarshal.GetReference(weights))
            fixed (double* a = x, b = y, c = thresholds)
            {
                float* w = weights.Length == 0 ? null : all;
                GliaException.Check(roc
                    ? Native.glia_metrics_roc_curve(s, t, w, rows, a, b, c, most, &needed)
                    : Native.glia_metrics_precision_recall_curve(s, t, w, rows, a, b, c, most, &needed));
            }
            return Size.Int(needed);
        }

        /// <summary>The calibration curve over bins of equal width.</summary>
        public static CalibrationBin[] CalibrationCurve(
            ReadOnlySpan<float> probabilities, ReadOnlySpan<int> truth, int bins = 10,
            ReadOnlySpan<float> weights = default)
        {
            GliaLibrary.Load();
            Size.Expect(truth.Length, probabilities.Length, nameof(truth));
            if (weights.Length != 0) Size.Expect(weights.Length, probabilities.Length, nameof(weights));
            Size.Of(bins, nameof(bins));
            return Bins(probabilities, truth, bins, weights);
        }

        private static CalibrationBin[] Bins(
            ReadOnlySpan<float> probabilities, ReadOnlySpan<int> truth, int bins, ReadOnlySpan<float> weights)
        {
            int size = Math.Max(bins, 1);
            double[] mean = new double[size], share = new double[size], weight = new double[size];
            fixed (float* p = &MemoryMarshal.GetReference(probabilities))
            fixed (int* t = &MemoryMarshal.GetReference(truth))
            fixed (float* w = &MemoryMarshal.GetReference(weights))
            fixed (double* a = mean, b = share, c = weight)
            {
                GliaException.Check(Native.glia_metrics_calibration_curve(
                    p, t, weights.Length == 0 ? null : w, (UIntPtr)probabilities.Length, (UIntPtr)bins, a, b, c));
            }
            var curve = new CalibrationBin[bins];
            for (int i = 0; i < bins; ++i) curve[i] = new CalibrationBin(mean[i], share[i], weight[i]);
            return curve;
        }
    }
}
