using System;

namespace Glia
{
    public sealed unsafe partial class Trainer
    {
        /// <summary>The names of all figures that <see cref="History"/> has.</summary>
        public string[] Figures
        {
            get
            {
                using (Lease trainer = Use()) return FitObserver.Figures(trainer.Pointer);
            }
        }

        /// <summary>A figure of the epoch under way, or of the last one; NaN where there is none.</summary>
        public double Figure(string name)
        {
            using (Lease trainer = Use())
            {
                double value;
                GliaException.Check(FitObserver.Figure(trainer.Pointer, name, out value));
                return value;
            }
        }

        /// <summary>Where a fit is.</summary>
        public FitProgress Progress
        {
            get
            {
                using (Lease trainer = Use())
                {
                    return FitObserver.Snapshot(trainer.Pointer, FitEvent.Epoch, Figures);
                }
            }
        }

        /// <summary>One figure of every finished epoch, oldest first.</summary>
        public double[] History(string figure)
        {
            using (Lease trainer = Use())
            fixed (byte* name = Utf8.Required(figure, nameof(figure)))
            {
                UIntPtr size;
                int status = Native.glia_trainer_history(trainer.Pointer, name, null, UIntPtr.Zero, &size);
                if (status != (int)Status.Capacity) GliaException.Check(status);
                var values = new double[size.ToUInt64()];
                fixed (double* target = values)
                {
                    GliaException.Check(
                        Native.glia_trainer_history(trainer.Pointer, name, target, size, &size));
                }
                return values;
            }
        }

        /// <summary>Why the last fit ended.</summary>
        public StopReason StopReason
        {
            get
            {
                using (Lease trainer = Use()) return (StopReason)Native.glia_trainer_stop_reason(trainer.Pointer);
            }
        }

        /// <summary>The best epoch of the last fit by early stopping's figure, from 1; 0 where there is none.</summary>
        public int BestEpoch
        {
            get
            {
                using (Lease trainer = Use()) return Size.Int(Native.glia_trainer_best_epoch(trainer.Pointer));
            }
        }
    }
}
