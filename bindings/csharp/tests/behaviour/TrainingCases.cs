using System;

namespace Glia.Tests
{
    /// <summary>Fits: the same bits for a seed, on any number of threads and from any source of rows.</summary>
    internal static class TrainingCases
    {
        private const string Adam = "adam(learning_rate=0.01)";

        internal static void Run()
        {
            using (Dataset data = Cases.Data())
            {
                Train("train_sgd", "sgd(learning_rate=0.1)", data);
                Train("train_momentum", "sgd(learning_rate=0.05, momentum=0.9, nesterov=1)", data);
                Train("train_adam", Adam, data);
                Train("train_threads", Adam, data, 3);
                Settings(data);
                Regression();
                Weighted(data);
                Streamed();
                Followed(data);
                Resumed(data);
            }
            using (Dataset iris = Dataset.OpenCsv(Cases.IrisPath, "species", TargetKind.Classes))
            using (DatasetSplit parts = iris.Split(0.2, stratify: true, seed: 42)) Evaluated(parts.First, parts.Second);
            Refused();
        }

        private static void Train(string id, string optimizer, Dataset data, int threads = 1)
        {
            using (Model model = Cases.Net())
            using (Trainer trainer = Cases.TrainerOf(model, optimizer))
            {
                trainer.Threads = threads;
                trainer.Fit(data);
                Cases.PrintHash(id, Cases.Parameters(model));
            }
        }

        private static void Settings(Dataset data)
        {
            using (Model model = Cases.Net())
            using (Trainer trainer = Cases.TrainerOf(model, "adamw(learning_rate=0.01)"))
            {
                trainer.Loss = "categorical_crossentropy(label_smoothing=0.1)";
                trainer.Schedule = "cosine(warmup=1)";
                trainer.Penalty = "l2(factor=0.01)";
                trainer.Clipping = "norm(limit=1)";
                trainer.Fit(data);
                Cases.PrintHash("train_settings", Cases.Parameters(model));
            }
        }

        private static void Regression()
        {
            using (Dataset values = Dataset.FromValues(Cases.X60, Cases.Features, Cases.T60, 2))
            using (Model model = new Model(Cases.Features).AddDense(6, "tanh").AddDense(2).Initialize("auto", 7))
            using (Trainer trainer = Cases.TrainerOf(model, "rmsprop"))
            {
                trainer.Fit(values);
                Cases.PrintHash("train_values", Cases.Parameters(model));
            }
        }

        private static void Weighted(Dataset data)
        {
            var weights = new float[Cases.Rows];
            for (int i = 0; i < weights.Length; ++i) weights[i] = Cases.C60[i] == 2 ? 2 : 0.5f;
            using (Dataset weighted = data.WithWeights(weights)) Train("train_weights", Adam, weighted);
        }

        /// <summary>At most 25 rows a call.</summary>
        private static int Deliver(long first, Span<float> x, Span<int> classes)
        {
            int start = (int)first, count = Math.Min(25, Math.Min(Cases.Rows - start, classes.Length));
            new ReadOnlySpan<float>(Cases.X60, start * Cases.Features, count * Cases.Features).CopyTo(x);
            new ReadOnlySpan<int>(Cases.C60, start, count).CopyTo(classes);
            return count;
        }

        private static void Streamed()
        {
            using (Dataset stream = Dataset.StreamClasses(Cases.Rows, Cases.Features, Cases.Classes,
                (first, x, targets, classes) => Deliver(first, x, classes), Cases.Rows))
            {
                Train("stream", Adam, stream);
            }
            using (Dataset stream = Dataset.StreamClasses(Cases.Rows, Cases.Features, Cases.Classes,
                (first, x, targets, classes) => first > 0 ? -1 : Deliver(first, x, classes), Cases.Rows))
            using (Model model = Cases.Net())
            using (Trainer trainer = Cases.TrainerOf(model, Adam))
            {
                Cases.Print("stream_stop", Cases.StatusOf(() => trainer.Fit(stream)));
            }
        }

        private static void Followed(Dataset data)
        {
            int batches = 0, epochs = 0;
            using (Model model = Cases.Net())
            using (Trainer trainer = Cases.TrainerOf(model, Adam))
            {
                trainer.ReportBatches = true;
                trainer.Fit(data, null, where =>
                {
                    if (where.Event == FitEvent.Batch) ++batches;
                    else ++epochs;
                    return true;
                });
                Cases.Print("callback", batches, epochs);
                Cases.PrintHash("history", Cases.Hash(Cases.HashStart, trainer.History("loss")));

                // What is a status in C is a reason here.
                trainer.ReportBatches = false;
                epochs = 0;
                StopReason reason = trainer.Fit(data, null, where => ++epochs < 2);
                int status = (int)(reason == StopReason.Callback ? Status.Cancelled : Status.Ok);
                Cases.Print("callback_stop", status, trainer.History("loss").Length, (int)trainer.StopReason);
            }
        }

        /// <summary>Two epochs here, the other three by a trainer that knows of them only from a file.</summary>
        private static void Resumed(Dataset data)
        {
            using (Model model = Cases.Net())
            using (Trainer trainer = Cases.TrainerOf(model, Adam))
            {
                trainer.Epochs = 2;
                trainer.SetCheckpoint("cases.checkpoint");
                trainer.Fit(data);
            }
            using (Model model = Cases.Network())
            using (Trainer trainer = Cases.TrainerOf(model, Adam))
            {
                trainer.Resume("cases.checkpoint");
                trainer.Fit(data);
                Cases.PrintHash("resume", Cases.Parameters(model));
            }
        }

        /// <summary>Inputs that the model scales, judged on rows that it has not seen.</summary>
        private static void Evaluated(Dataset train, Dataset test)
        {
            using (Model model = new Model(Cases.Features).ScaleInputs(train))
            {
                model.AddDense(8, "relu").AddDense(3, "softmax");
                Evaluated(model, train, test);
            }
        }

        private static void Evaluated(Model model, Dataset train, Dataset test)
        {
            using (Trainer trainer = Cases.TrainerOf(model, "adam(learning_rate=0.1)"))
            {
                trainer.Epochs = 100;
                trainer.SetMetrics("f1_macro");
                trainer.SetEarlyStopping(3);
                trainer.Fit(train, test);
                Evaluation result = trainer.Evaluate(test);
                Cases.PrintHash("evaluate", Cases.Hash(Cases.HashStart, new[] { result.Loss, result.Accuracy }));
                Cases.PrintHash("trainer_metric",
                    Cases.Hash(Cases.HashStart, new[] { trainer.Figure("validation_f1_macro") }));
                Cases.Print("early_stopping", (int)trainer.StopReason, trainer.BestEpoch);
            }
        }

        private static void Refused()
        {
            using (Model model = Cases.Net())
            using (Trainer trainer = Cases.TrainerOf(model, "adam"))
            {
                var narrow = new float[Cases.Rows * 3];
                for (int i = 0; i < narrow.Length; ++i) narrow[i] = Cases.X60[i / 3 * Cases.Features + i % 3];
                Cases.PrintError("error_optimizer", () => trainer.Optimizer = "addam");
                Cases.PrintError("error_loss", () => trainer.Loss = "hinge");
                using (Dataset data = Dataset.FromClasses(narrow, 3, Cases.C60, Cases.Classes))
                {
                    Cases.PrintError("error_features", () => trainer.Fit(data));
                }
                Cases.PrintError("error_backward", () => trainer.Backward());
                Cases.PrintError("error_batch", () => trainer.Accumulation = 0);
            }
        }
    }
}
