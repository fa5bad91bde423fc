using System;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace Glia
{
    public sealed unsafe partial class Trainer
    {
        /// <summary>Whether a fit tells about mini-batches too, and not about epochs alone.</summary>
        public bool ReportBatches { get; set; }

        /// <summary>Trains for the set number of epochs, or until a rule ends it. May be called again, to go
        /// on.</summary>
        /// <param name="train">What to learn from.</param>
        /// <param name="validation">What to measure with after each epoch; may be null.</param>
        /// <param name="progress">Is told after each epoch; may be null.</param>
        /// <param name="cancellationToken">Ends the fit after a whole update.</param>
        /// <returns>Why it ended.</returns>
        /// <exception cref="OperationCanceledException">It was cancelled; the updates made until then stay.</exception>
        /// <exception cref="GliaException">Data, model and settings do not fit, or a value is not finite.</exception>
        public StopReason Fit(
            Dataset train, Dataset validation = null, IProgress<FitProgress> progress = null,
            CancellationToken cancellationToken = default)
        {
            Func<FitProgress, bool> tell = null;
            if (progress != null)
            {
                tell = where =>
                {
                    progress.Report(where);
                    return true;
                };
            }
            return Fit(train, validation, tell, cancellationToken);
        }

        /// <summary>The same with a callback that may end it, on the thread of the call. It may use what only reads of
        /// the trainer and its model. What it throws ends the fit, and is thrown on.</summary>
        /// <param name="train">What to learn from.</param>
        /// <param name="validation">What to measure with after each epoch; may be null.</param>
        /// <param name="callback">Returns true to go on, false to end the fit.</param>
        /// <param name="cancellationToken">Ends the fit after a whole update.</param>
        public StopReason Fit(
            Dataset train, Dataset validation, Func<FitProgress, bool> callback,
            CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using (Lease trainer = Use())
            using (Lease rows = Use(train, nameof(train)))
            using (Lease held = UseOptional(validation))
            using (var scope = new CallbackScope())
            {
                var observer = new FitObserver(callback, ReportBatches, cancellationToken);
                GCHandle user = GCHandle.Alloc(observer);
                try
                {
                    GliaException.Check(Native.glia_trainer_set_callback(
                        trainer.Pointer, FitObserver.Address, GCHandle.ToIntPtr(user), IntPtr.Zero));
                    int status = Native.glia_trainer_fit(trainer.Pointer, rows.Pointer, held.Pointer);
                    scope.ThrowFailure();
                    bool callbackStopped = Native.glia_trainer_callback_result(trainer.Pointer) != 0;
                    if (status != (int)Status.Cancelled || !callbackStopped) GliaException.Check(status);
                    return StopReason;
                }
                finally
                {
                    Native.glia_trainer_set_callback(trainer.Pointer, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero);
                    user.Free();
                }
            }
        }

        /// <summary>The same on another thread, to which trainer and model belong until the task is done.</summary>
        public Task<StopReason> FitAsync(
            Dataset train, Dataset validation = null, IProgress<FitProgress> progress = null,
            CancellationToken cancellationToken = default)
        {
            return Task.Factory.StartNew(
                () => Fit(train, validation, progress, cancellationToken), cancellationToken,
                TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        /// <summary>Loss and accuracy of the model as it is.</summary>
        public Evaluation Evaluate(Dataset dataset)
        {
            using (Lease trainer = Use())
            using (Lease rows = Use(dataset, nameof(dataset)))
            using (var scope = new CallbackScope())
            {
                double value, accuracy;
                scope.Check(Native.glia_trainer_evaluate(trainer.Pointer, rows.Pointer, &value, &accuracy));
                return new Evaluation(value, accuracy);
            }
        }

        /// <summary>The learning-rate range test: losses of a copy of the model while the rate grows.</summary>
        /// <param name="train">What to learn from.</param>
        /// <param name="lowest">The first rate.</param>
        /// <param name="highest">The last rate.</param>
        /// <param name="steps">How many updates.</param>
        public RatePoint[] FindLearningRate(
            Dataset train, double lowest = 1e-7, double highest = 10, int steps = 100)
        {
            using (Lease trainer = Use())
            using (Lease rows = Use(train, nameof(train)))
            using (var scope = new CallbackScope())
            {
                UIntPtr size = Size.Of(steps, nameof(steps)), needed;
                var rates = new double[Math.Max(steps, 1)];
                var losses = new double[rates.Length];
                fixed (double* r = rates)
                fixed (double* l = losses)
                {
                    scope.Check(Native.glia_trainer_find_learning_rate(
                        trainer.Pointer, rows.Pointer, lowest, highest, size, r, l, size, &needed));
                }
                var points = new RatePoint[Size.Int(needed)];
                for (int i = 0; i < points.Length; ++i) points[i] = new RatePoint(rates[i], losses[i]);
                return points;
            }
        }
    }

    /// <summary>How good a model is on a data set.</summary>
    public struct Evaluation
    {
        internal Evaluation(double loss, double accuracy)
        {
            Loss = loss;
            Accuracy = accuracy;
        }

        /// <summary>The trainer's loss, with the data set's weights.</summary>
        public double Loss { get; }

        /// <summary>The share of rows that are right; NaN where that has no meaning.</summary>
        public double Accuracy { get; }
    }

    /// <summary>A point of the learning-rate range test.</summary>
    public struct RatePoint
    {
        internal RatePoint(double rate, double loss)
        {
            Rate = rate;
            Loss = loss;
        }

        /// <summary>The learning rate of the update.</summary>
        public double Rate { get; }

        /// <summary>The loss of its mini-batch before it.</summary>
        public double Loss { get; }
    }
}
