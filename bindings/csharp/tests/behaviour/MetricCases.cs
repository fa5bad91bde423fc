using System;

namespace Glia.Tests
{
    /// <summary>How good the predictions of an untrained network are.</summary>
    internal static class MetricCases
    {
        internal static void Run()
        {
            float[] y;
            using (Model model = Cases.Net()) y = model.Predict(Cases.X60);
            int[] predicted = Metrics.Classify(y, Cases.Classes);
            Cases.PrintHash("classify", Cases.Hash(Cases.HashStart, predicted));
            Cases.PrintHash("accuracy", Cases.Hash(Cases.HashStart, new[] { Metrics.Accuracy(Cases.C60, predicted) }));
            Cases.PrintHash("confusion",
                Cases.Hash(Cases.HashStart, Metrics.Confusion(Cases.C60, predicted, Cases.Classes)));

            var figures = new double[3];
            string[] names = { "f1_macro", "log_loss", "roc_auc" };
            for (int i = 0; i < 3; ++i) figures[i] = Metrics.Compute(names[i], y, Cases.Classes, Cases.C60);
            Cases.PrintHash("metrics", Cases.Hash(Cases.HashStart, figures));
            Cases.PrintHash("metric_whole", Cases.Hash(Cases.HashStart, new[] { figures[1] }));
            using (var metric = new Metric("log_loss", Cases.Classes, true))
            {
                for (int i = 0; i < Cases.Rows; i += 15)
                {
                    metric.Add(
                        new ReadOnlySpan<float>(y, i * Cases.Classes, 15 * Cases.Classes),
                        new ReadOnlySpan<int>(Cases.C60, i, 15));
                }
                Cases.PrintHash("metric_parts", Cases.Hash(Cases.HashStart, new[] { metric.Value }));
            }
            Cases.PrintError("error_metric", () => Metrics.Compute("f2", y, Cases.Classes, Cases.C60));
            Folds();
        }

        private static void Folds()
        {
            using (Dataset data = Cases.Data())
            using (Model model = Cases.Network())
            using (Trainer trainer = Cases.TrainerOf(model, "adam(learning_rate=0.01)"))
            using (CrossValidation result = CrossValidation.Run(trainer, data, "stratified(folds=3)", 5))
            {
                Cases.Print("folds", result.Folds);
                Cases.PrintHash("folds_loss",
                    Cases.Hash(Cases.HashStart, new[] { result.Mean("loss"), result.Deviation("loss") }));
            }
        }
    }
}
