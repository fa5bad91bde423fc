using System;
using System.Runtime.InteropServices;

namespace Glia
{
    public sealed unsafe partial class Trainer
    {
        /// <summary>What the rows of each class count, by numbers; none: each counts 1.</summary>
        public void SetClassWeights(ReadOnlySpan<double> weights)
        {
            using (Lease trainer = Use())
            fixed (double* values = &MemoryMarshal.GetReference(weights))
            {
                GliaException.Check(Native.glia_trainer_set_class_weights(
                    trainer.Pointer, weights.Length == 0 ? null : values, (UIntPtr)weights.Length));
            }
        }

        /// <summary>What a fit measures beside loss and accuracy: specs of metrics, such as "f1_macro".</summary>
        public void SetMetrics(params string[] metrics)
        {
            using (Lease trainer = Use())
            using (var specs = new Utf8Array(metrics, nameof(metrics)))
            fixed (IntPtr* texts = specs.Pointers)
            {
                GliaException.Check(Native.glia_trainer_set_metrics(trainer.Pointer, (byte**)texts, specs.Count));
            }
        }

        /// <summary>Ends a fit whose figure has not become better for some epochs in a row.</summary>
        /// <param name="patience">How many epochs; 0 takes the rule away.</param>
        /// <param name="figure">Null: the validation loss, or the loss where there is no validation set.</param>
        /// <param name="minChange">What counts as better.</param>
        /// <param name="restoreBest">Whether the parameters of the best epoch are put back at the end.</param>
        public void SetEarlyStopping(
            int patience, string figure = null, double minChange = 0, bool restoreBest = true)
        {
            using (Lease trainer = Use())
            fixed (byte* name = Utf8.Bytes(figure))
            {
                GliaException.Check(Native.glia_trainer_set_early_stopping(
                    trainer.Pointer, name, Size.Of(patience, nameof(patience)), minChange, restoreBest ? 1 : 0));
            }
        }

        /// <summary>Ends a fit after the first epoch whose figure is at least as good as a value.</summary>
        /// <param name="figure">Such as "validation_accuracy"; null takes the rule away.</param>
        /// <param name="value">What is good enough.</param>
        public void SetTarget(string figure, double value)
        {
            using (Lease trainer = Use())
            fixed (byte* name = Utf8.Bytes(figure))
            {
                GliaException.Check(Native.glia_trainer_set_target(trainer.Pointer, name, value));
            }
        }

        /// <summary>Stores where a fit stands in a file, for <see cref="Resume"/>.</summary>
        /// <param name="path">The file, which is replaced in one step; null: no checkpoints.</param>
        /// <param name="epochs">After so many epochs; 0: not by epochs.</param>
        /// <param name="seconds">Whenever so many seconds have passed; 0: not by time.</param>
        public void SetCheckpoint(string path, int epochs = 1, double seconds = 0)
        {
            using (Lease trainer = Use())
            fixed (byte* file = Utf8.Bytes(path))
            {
                GliaException.Check(Native.glia_trainer_set_checkpoint(
                    trainer.Pointer, file, Size.Of(epochs, nameof(epochs)), seconds));
            }
        }

        /// <summary>Takes up a fit where a checkpoint left it: the next fit goes on from there, to the same
        /// bits.</summary>
        public void Resume(string path)
        {
            using (Lease trainer = Use())
            fixed (byte* file = Utf8.Required(path, nameof(path)))
            {
                GliaException.Check(Native.glia_trainer_resume(trainer.Pointer, file));
            }
        }
    }
}
