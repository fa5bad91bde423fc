using System.Collections.Generic;

namespace Glia
{
    /// <summary>What a fit tells about.</summary>
    public enum FitEvent
    {
        /// <summary>A mini-batch's update is done.</summary>
        Batch = 1,
        /// <summary>An epoch is done, validation included.</summary>
        Epoch = 2
    }

    /// <summary>Why a fit ended.</summary>
    public enum StopReason
    {
        /// <summary>There has been none, or one is under way.</summary>
        None = 0,
        /// <summary>All epochs are done.</summary>
        Epochs = 1,
        /// <summary>Early stopping.</summary>
        Early = 2,
        /// <summary>The target was reached.</summary>
        Target = 3,
        /// <summary>The time limit.</summary>
        Time = 4,
        /// <summary>The callback, an exception in it, or cancellation.</summary>
        Callback = 5,
        /// <summary>A loss or gradient that is not finite.</summary>
        Numeric = 6,
        /// <summary>lbfgs finds no better parameters.</summary>
        Converged = 7,
        /// <summary>Anything else.</summary>
        Error = 8
    }

    /// <summary>Where a fit is, and how good. It holds copies: it may be kept, and read on any thread.</summary>
    public sealed class FitProgress
    {
        private readonly IReadOnlyDictionary<string, double> figures;

        internal FitProgress(
            FitEvent kind, int epoch, int epochs, long batch, long batches, IReadOnlyDictionary<string, double> figures)
        {
            Event = kind;
            Epoch = epoch;
            Epochs = epochs;
            Batch = batch;
            Batches = batches;
            this.figures = figures;
        }

        /// <summary>What this is told about.</summary>
        public FitEvent Event { get; }

        /// <summary>The epoch, from 1.</summary>
        public int Epoch { get; }

        /// <summary>How many epochs there are to be.</summary>
        public int Epochs { get; }

        /// <summary>The mini-batch, from 1.</summary>
        public long Batch { get; }

        /// <summary>How many mini-batches an epoch has.</summary>
        public long Batches { get; }

        /// <summary>Every figure by its name: "loss", "accuracy", "learning_rate", "seconds"; after an epoch also
        /// "validation_loss", "validation_accuracy" and those of the metrics that were set.</summary>
        public IReadOnlyDictionary<string, double> Figures
        {
            get { return figures; }
        }

        /// <summary>The loss over the batches of the epoch so far, each before its update.</summary>
        public double Loss
        {
            get { return Figure("loss"); }
        }

        /// <summary>The accuracy likewise; NaN where there is none.</summary>
        public double Accuracy
        {
            get { return Figure("accuracy"); }
        }

        /// <summary>The loss on the validation set; NaN before the end of an epoch, and without validation
        /// set.</summary>
        public double ValidationLoss
        {
            get { return Figure("validation_loss"); }
        }

        /// <summary>The accuracy likewise.</summary>
        public double ValidationAccuracy
        {
            get { return Figure("validation_accuracy"); }
        }

        /// <summary>The learning rate of the last update.</summary>
        public double LearningRate
        {
            get { return Figure("learning_rate"); }
        }

        /// <summary>Seconds of training in the epoch.</summary>
        public double Seconds
        {
            get { return Figure("seconds"); }
        }

        private double Figure(string name)
        {
            double value;
            return figures.TryGetValue(name, out value) ? value : double.NaN;
        }
    }
}
