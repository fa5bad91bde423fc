using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace Glia.Tests
{
    public class TrainerTests
    {
        /// <summary>Tells at once, on the thread of the fit, as Progress{T} does not.</summary>
        private sealed class Listener : IProgress<FitProgress>
        {
            internal readonly List<FitProgress> Told = new List<FitProgress>();
            internal Action<FitProgress> Also;

            public void Report(FitProgress value)
            {
                Told.Add(value);
                if (Also != null) Also(value);
            }
        }

        [Fact]
        public void LearnsExclusiveOr()
        {
            using (Dataset data = Fixtures.Xor())
            using (Model model = Fixtures.XorModel())
            using (Trainer trainer = Fixtures.XorTrainer(model, 300))
            {
                Assert.Equal(StopReason.Epochs, trainer.Fit(data));
                float[] y = model.Predict(Fixtures.XorRows);
                for (int i = 0; i < 4; ++i) Assert.Equal(Fixtures.XorTargets[i], y[i], 0);
                Assert.InRange(trainer.Evaluate(data).Accuracy, 1, 1);
                Assert.Equal("binary_crossentropy", model.Loss);
                Assert.Equal(300, trainer.History("loss").Length);
            }
        }

        private static float[] TrainDigits(int threads, string activation = "relu")
        {
            using (Dataset digits = Dataset.OpenCsv(Fixtures.Data("digits.csv"), "digit"))
            using (Model model = Fixtures.DigitModel(activation))
            using (var trainer = new Trainer(model) { Epochs = 2, Seed = 3, Threads = threads, BatchSize = 128 })
            {
                trainer.Fit(digits);
                return model.GetParameters(0, "weight");
            }
        }

        [Fact]
        public void GivesTheSameBitsOnAnyNumberOfThreads()
        {
            Assert.Equal(TrainDigits(1), TrainDigits(3));
        }

        [Fact]
        public void TellsOfEpochsAndBatches()
        {
            using (Dataset data = Fixtures.Xor())
            using (Model model = Fixtures.XorModel())
            using (Trainer trainer = Fixtures.XorTrainer(model, 2))
            {
                trainer.BatchSize = 2;
                trainer.SetMetrics("f1");
                var listener = new Listener();
                trainer.Fit(data, data, listener);
                Assert.Equal(2, listener.Told.Count);
                FitProgress last = listener.Told[1];
                Assert.Equal(2, last.Epoch);
                Assert.Equal(2, last.Epochs);
                Assert.Equal(trainer.History("loss")[1], last.Loss);
                Assert.Equal(trainer.History("validation_loss")[1], last.ValidationLoss);
                Assert.Equal(trainer.Figure("validation_f1"), last.Figures["validation_f1"]);
                Assert.Equal(0.05, last.LearningRate, 12);

                trainer.ReportBatches = true;
                listener = new Listener();
                trainer.Fit(data, null, listener);
                Assert.Equal(6, listener.Told.Count);
                Assert.Equal(FitEvent.Batch, listener.Told[0].Event);
                Assert.Equal(1L, listener.Told[0].Batch);
                Assert.Equal(2L, listener.Told[0].Batches);
            }
        }

        [Fact]
        public void StopsWhenTheCallbackSaysSo()
        {
            using (Dataset data = Fixtures.Xor())
            using (Model model = Fixtures.XorModel())
            using (Trainer trainer = Fixtures.XorTrainer(model))
            {
                Assert.Equal(StopReason.Callback, trainer.Fit(data, null, where => where.Epoch < 3));
                Assert.Equal(3, trainer.History("loss").Length);
                trainer.Epochs = 2;
                Assert.Equal(StopReason.Epochs, trainer.Fit(data)); // the callback is gone
                Assert.Equal(5, trainer.History("loss").Length);
            }
        }

        [Fact]
        public void ThrowsOnWhatTheCallbackThrew()
        {
            using (Dataset data = Fixtures.Xor())
            using (Model model = Fixtures.XorModel())
            using (Trainer trainer = Fixtures.XorTrainer(model))
            {
                var exception = Assert.Throws<InvalidOperationException>(() => trainer.Fit(data, null, where =>
                {
                    if (where.Epoch == 2) throw new InvalidOperationException("no more coffee");
                    return true;
                }));
                Assert.Equal("no more coffee", exception.Message);
                Assert.Contains("ThrowsOnWhatTheCallbackThrew", exception.StackTrace);
                Assert.Equal(StopReason.Callback, trainer.StopReason);
                Assert.Equal(2, trainer.History("loss").Length);
            }
        }

        [Fact]
        public void IsCancelledByAToken()
        {
            using (Dataset data = Fixtures.Xor())
            using (Model model = Fixtures.XorModel())
            using (Trainer trainer = Fixtures.XorTrainer(model, 1000000))
            using (var source = new CancellationTokenSource())
            {
                var listener = new Listener { Also = where => { if (where.Epoch == 5) source.Cancel(); } };
                var exception =
                    Assert.Throws<OperationCanceledException>(() => trainer.Fit(data, null, listener, source.Token));
                Assert.Equal(source.Token, exception.CancellationToken);
                Assert.Equal(5, listener.Told.Count);
                Assert.Throws<OperationCanceledException>(() => trainer.Fit(data, null, listener, source.Token));
                Assert.Equal(5, listener.Told.Count);
            }
        }

        [Fact]
        public void TrainsAsATask()
        {
            using (Dataset data = Fixtures.Xor())
            using (Model model = Fixtures.XorModel())
            using (Trainer trainer = Fixtures.XorTrainer(model, 1000000))
            using (var source = new CancellationTokenSource())
            {
                var listener = new Listener { Also = where => source.Cancel() };
                Task<StopReason> task = trainer.FitAsync(data, null, listener, source.Token);
                Assert.True(((IAsyncResult)task).AsyncWaitHandle.WaitOne());
                Assert.True(task.IsCanceled);
                trainer.Epochs = 1;
                Assert.Equal(StopReason.Epochs, trainer.FitAsync(data).GetAwaiter().GetResult());
            }
        }

        [Fact]
        public void CallbacksSurviveTheCollector()
        {
            using (Dataset data = Fixtures.Xor())
            using (Model model = Fixtures.XorModel())
            using (Trainer trainer = Fixtures.XorTrainer(model, 5))
            {
                int told = 0;
                trainer.ReportBatches = true;
                trainer.Fit(data, null, where =>
                {
                    Fixtures.CollectGarbage();
                    return ++told > 0;
                });
                Assert.Equal(10, told);
            }
        }

        [Fact]
        public void StopsEarlyAtATargetAndInTime()
        {
            using (Dataset data = Fixtures.Xor())
            using (Model model = Fixtures.XorModel())
            using (Trainer trainer = Fixtures.XorTrainer(model, 100000))
            {
                trainer.SetTarget("loss", 0.3);
                Assert.Equal(StopReason.Target, trainer.Fit(data));
                trainer.SetTarget(null, 0);
                trainer.Optimizer = "sgd(learning_rate=0)";
                trainer.SetEarlyStopping(3);
                Assert.Equal(StopReason.Early, trainer.Fit(data, data));
                Assert.Equal(1, trainer.BestEpoch);
                trainer.SetEarlyStopping(0);
                trainer.TimeLimit = 0.01;
                Assert.Equal(StopReason.Time, trainer.Fit(data));
            }
        }

        [Fact]
        public void ResumesToTheSameBits()
        {
            Fixtures.WithFile(".checkpoint", path =>
            {
                using (Dataset data = Fixtures.Xor())
                using (Model whole = Fixtures.XorModel(), first = Fixtures.XorModel(), second = Fixtures.XorModel())
                using (Trainer all = Fixtures.XorTrainer(whole, 20), begins = Fixtures.XorTrainer(first, 20),
                    resumes = Fixtures.XorTrainer(second, 20))
                {
                    all.Fit(data);
                    begins.SetCheckpoint(path);
                    begins.Fit(data, null, where => where.Epoch < 8);
                    resumes.Resume(path);
                    resumes.Fit(data);
                    Assert.Equal(whole.GetParameters(0, "weight"), second.GetParameters(0, "weight"));
                    Assert.Equal(20, resumes.History("loss").Length);
                }
            });
        }

        [Fact]
        public void TakesSingleSteps()
        {
            using (Model model = new Model(1).AddDense(1))
            using (var trainer = new Trainer(model) { Loss = "mse", Optimizer = "sgd(learning_rate=0.5)" })
            {
                model.SetParameters(0, "weight", new float[] { 2 });
                var y = new float[2];
                trainer.Forward(new float[] { 1, 3 }, y);
                Assert.Equal(new float[] { 2, 6 }, y);
                Assert.Equal(0.5 * ((2 - 1) * (2 - 1) + (6 - 3) * (6 - 3)), trainer.LossOf(new float[] { 1, 3 }));
                trainer.Backward();
                Assert.Equal(new float[] { 1 * 1 + 3 * 3 }, trainer.GetGradients(0, "weight")); // mean of 2 (y - t) x
                Assert.Equal(new float[] { 1, 3 }, trainer.GetActivations(0));
                Assert.Equal(new float[] { 1, 3 }, trainer.GetActivationGradients(1));
                trainer.Update();
                Assert.Equal(new float[] { 2 - 0.5f * 10 }, model.GetParameters(0, "weight"));
                trainer.SetGradients(0, "weight", new float[] { 4 });
                trainer.Update();
                Assert.Throws<ArgumentException>(() => trainer.Forward(new float[2], new float[1]));
                trainer.Forward(new float[] { 1 });
                trainer.Backward(new float[] { 7 });
                Assert.Equal(new float[] { 7 }, trainer.GetGradients(0, "bias"));
                Assert.Throws<ArgumentException>(() => trainer.LossOf(new float[2]));
                Assert.Throws<ArgumentException>(() => trainer.Backward(new float[2]));
            }
        }

        [Fact]
        public void SaysWhatWasWrong()
        {
            using (Model model = Fixtures.XorModel())
            using (var trainer = new Trainer(model))
            using (Dataset wide = Dataset.FromValues(new float[3], 3, new float[1], 1))
            {
                Assert.Equal(Status.NotFound, Assert.Throws<GliaException>(() => trainer.Optimizer = "addam").Status);
                Assert.Equal("adam", trainer.Optimizer);
                Assert.Equal(Status.InvalidArgument, Assert.Throws<GliaException>(() => trainer.Fit(wide)).Status);
                Assert.Equal(StopReason.None, trainer.StopReason);
                Assert.Throws<GliaException>(() => trainer.Epochs = 0);
                Assert.Throws<ArgumentNullException>(() => trainer.Fit(null));
                Assert.Throws<ArgumentNullException>(() => trainer.Loss = null);
                Assert.Throws<ArgumentNullException>(() => new Trainer(null));
                Assert.Equal(Status.NotFound, Assert.Throws<GliaException>(() => trainer.History("los")).Status);
            }
        }

        [Fact]
        public void ValidatesInFolds()
        {
            using (Dataset iris = Dataset.OpenCsv(Fixtures.Data("iris.csv"), "species"))
            using (Model model = new Model(4).AddDense(8, "relu").AddDense(3, "softmax"))
            using (var recipe = new Trainer(model) { Epochs = 2 })
            {
                int told = 0;
                using (CrossValidation result = CrossValidation.Run(recipe, iris, "stratified(folds=3)", 1,
                    callback: (fold, folds, where) => ++told > 0 && folds == 3))
                {
                    Assert.Equal(3, result.Folds);
                    Assert.Equal(6, told);
                    double[] losses = result.Values("loss");
                    Assert.Equal((losses[0] + losses[1] + losses[2]) / 3, result.Mean("loss"), 12);
                    Assert.True(result.Deviation("loss") >= 0);
                    Assert.True(Array.IndexOf(result.Figures, "training_loss") >= 0);
                }
                using (CrossValidation result = CrossValidation.Run(recipe, iris, "plain(folds=3)",
                    callback: (fold, folds, where) => fold < 1))
                {
                    Assert.Equal(1, result.Folds);
                }
                Assert.Throws<TimeoutException>(() => CrossValidation.Run(recipe, iris, "plain",
                    callback: (fold, folds, where) => { throw new TimeoutException("late"); }));
            }
        }

        [Fact]
        public void FindsALearningRate()
        {
            using (Dataset data = Fixtures.Xor())
            using (Model model = Fixtures.XorModel())
            using (Trainer trainer = Fixtures.XorTrainer(model))
            {
                RatePoint[] points = trainer.FindLearningRate(data, 1e-4, 1e-1, 10);
                Assert.InRange(points.Length, 1, 10);
                Assert.Equal(1e-4, points[0].Rate, 12);
                Assert.True(points[0].Loss > 0);
            }
        }
    }
}
