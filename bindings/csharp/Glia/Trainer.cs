using System;

namespace Glia
{
    /// <summary>Trains a model: holds loss, optimizer and its state, gradients and history. Settings are specs, checked
    /// when they are made.
    /// <para>A trainer changes its model: while it works, both belong to one thread.</para>
    /// <code>
    /// using (var trainer = new Trainer(model) { Optimizer = "adam(learning_rate=1e-3)", Epochs = 50, Seed = 42 })
    /// {
    ///     trainer.Fit(train, validation);
    /// }
    /// </code></summary>
    public sealed unsafe partial class Trainer : GliaObject
    {
        /// <summary>A trainer for a model that has layers. The model may be disposed of first.</summary>
        public Trainer(Model model) : base(Create(model))
        {
            Inputs = model.Inputs;
            Outputs = model.Outputs;
        }

        /// <summary>The numbers in a row of input.</summary>
        internal int Inputs { get; }

        /// <summary>The numbers in a row of output.</summary>
        internal int Outputs { get; }

        private static NativeHandle Create(Model model)
        {
            using (Lease lease = Use(model, nameof(model)))
            {
                IntPtr trainer;
                GliaException.Check(Native.glia_trainer_create(&trainer, lease.Pointer));
                return new NativeHandle(trainer, Native.glia_trainer_destroy);
            }
        }

        private delegate int SpecSetter(IntPtr trainer, byte* spec);

        private delegate int SizeSetter(IntPtr trainer, UIntPtr value);

        /// <summary>Sets a spec, and remembers it where it was taken.</summary>
        private void Set(SpecSetter set, string value, ref string field)
        {
            using (Lease trainer = Use())
            fixed (byte* spec = Utf8.Required(value, "value")) GliaException.Check(set(trainer.Pointer, spec));
            field = value;
        }

        private void Set(SizeSetter set, int value, ref int field)
        {
            using (Lease trainer = Use()) GliaException.Check(set(trainer.Pointer, Size.Of(value, "value")));
            field = value;
        }

        private string loss, optimizer = "adam", schedule = "constant", penalty = "none", constraint = "none",
            clipping = "none", classWeight = "none", improvement = "gradual";
        private int batchSize = 32, epochs = 10, threads = 1, accumulation = 1;
        private ulong seed;
        private bool shuffle = true;
        private double timeLimit;

        /// <summary>The loss, such as "huber(delta=1)"; null until it is set: the one that suits the output
        /// layer.</summary>
        public string Loss
        {
            get { return loss; }
            set { Set(Native.glia_trainer_set_loss, value, ref loss); }
        }

        /// <summary>The optimizer, such as "sgd(learning_rate=0.1, momentum=0.9)". Its state starts afresh.</summary>
        public string Optimizer
        {
            get { return optimizer; }
            set { Set(Native.glia_trainer_set_optimizer, value, ref optimizer); }
        }

        /// <summary>How the learning rate changes during a fit, such as "cosine(warmup=5)".</summary>
        public string Schedule
        {
            get { return schedule; }
            set { Set(Native.glia_trainer_set_schedule, value, ref schedule); }
        }

        /// <summary>What large weights cost, such as "l2(factor=1e-4)".</summary>
        public string Penalty
        {
            get { return penalty; }
            set { Set(Native.glia_trainer_set_penalty, value, ref penalty); }
        }

        /// <summary>What weights are held to after each update, such as "max_norm(limit=3)".</summary>
        public string Constraint
        {
            get { return constraint; }
            set { Set(Native.glia_trainer_set_constraint, value, ref constraint); }
        }

        /// <summary>How gradients are cut before they are used, such as "norm(limit=1)".</summary>
        public string Clipping
        {
            get { return clipping; }
            set { Set(Native.glia_trainer_set_clipping, value, ref clipping); }
        }

        /// <summary>Which epoch a better figure is measured from: "gradual", the last that was better by more than
        /// the least change, or "at_once", the best.</summary>
        public string Improvement
        {
            get { return improvement; }
            set { Set(Native.glia_trainer_set_improvement, value, ref improvement); }
        }

        /// <summary>What the rows of each class count: "none" or "balanced".</summary>
        public string ClassWeight
        {
            get { return classWeight; }
            set { Set(Native.glia_trainer_set_class_weight, value, ref classWeight); }
        }

        /// <summary>Rows of a mini-batch; 0: all rows in one.</summary>
        public int BatchSize
        {
            get { return batchSize; }
            set { Set(Native.glia_trainer_set_batch_size, value, ref batchSize); }
        }

        /// <summary>Passes over the data that a fit makes, at least 1.</summary>
        public int Epochs
        {
            get { return epochs; }
            set { Set(Native.glia_trainer_set_epochs, value, ref epochs); }
        }

        /// <summary>How many threads work, the caller's among them. Results are the same bits for any number.</summary>
        public int Threads
        {
            get { return threads; }
            set { Set(Native.glia_trainer_set_threads, value, ref threads); }
        }

        /// <summary>Mini-batches whose gradients are added up to one update.</summary>
        public int Accumulation
        {
            get { return accumulation; }
            set { Set(Native.glia_trainer_set_accumulation, value, ref accumulation); }
        }

        /// <summary>Where every random number of a fit comes from.</summary>
        public ulong Seed
        {
            get { return seed; }
            set
            {
                using (Lease trainer = Use()) GliaException.Check(Native.glia_trainer_set_seed(trainer.Pointer, value));
                seed = value;
            }
        }

        /// <summary>Whether mini-batches take rows in a new random order each epoch.</summary>
        public bool Shuffle
        {
            get { return shuffle; }
            set
            {
                using (Lease trainer = Use())
                {
                    GliaException.Check(Native.glia_trainer_set_shuffle(trainer.Pointer, value ? 1 : 0));
                }
                shuffle = value;
            }
        }

        /// <summary>After so many seconds a fit ends; 0: no limit.</summary>
        public double TimeLimit
        {
            get { return timeLimit; }
            set
            {
                using (Lease trainer = Use())
                {
                    GliaException.Check(Native.glia_trainer_set_time_limit(trainer.Pointer, value));
                }
                timeLimit = value;
            }
        }
    }
}
