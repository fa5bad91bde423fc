using System;

namespace Glia
{
    /// <summary>A network and what is needed to use it: layers with their parameters, scaling of columns, class names.
    /// <para>Methods that only read (predict, getters, save, clone, sessions made from it) may be called by any number
    /// of threads at once. Those that change the model need it to themselves.</para>
    /// <code>
    /// using (var model = new Model(64))
    /// {
    ///     model.AddDense(128, "relu").AddDense(10, "softmax").Initialize(seed: 42);
    ///     float[] y = model.Predict(x);
    /// }
    /// </code></summary>
    public sealed unsafe partial class Model : GliaObject
    {
        /// <summary>A model without layers.</summary>
        /// <param name="inputs">The columns of a row, at least 1.</param>
        public Model(int inputs) : base(Create(inputs))
        {
        }

        private Model(NativeHandle handle) : base(handle)
        {
        }

        private static NativeHandle Create(int inputs)
        {
            return GliaLibrary.Call(() =>
            {
                IntPtr model;
                GliaException.Check(Native.glia_model_create(&model, Size.Of(inputs, nameof(inputs))));
                return Own(model);
            });
        }

        private static NativeHandle Own(IntPtr model)
        {
            return new NativeHandle(model, Native.glia_model_destroy);
        }

        /// <summary>Appends a fully connected layer.</summary>
        /// <param name="units">Its outputs, at least 1.</param>
        /// <param name="activation">A spec, such as "relu" or "leaky_relu(alpha=0.1)"; see
        /// <see cref="Registry"/>.</param>
        /// <returns>The model, for the next layer.</returns>
        public Model AddDense(int units, string activation = "identity")
        {
            using (Lease model = Use())
            fixed (byte* spec = Utf8.Required(activation, nameof(activation)))
            {
                GliaException.Check(Native.glia_model_add_dense(model.Pointer, Size.Of(units, nameof(units)), spec));
            }
            return this;
        }

        /// <summary>Appends an activation on its own, for use after a layer such as batch_norm.</summary>
        /// <returns>The model, for the next layer.</returns>
        public Model AddActivation(string activation)
        {
            using (Lease model = Use())
            fixed (byte* spec = Utf8.Required(activation, nameof(activation)))
            {
                GliaException.Check(Native.glia_model_add_activation(model.Pointer, spec));
            }
            return this;
        }

        /// <summary>Appends a layer that gives as many numbers as it takes.</summary>
        /// <param name="layer">A spec: "dropout(rate=0.5)", "alpha_dropout", "batch_norm", "layer_norm",
        /// "residual(span=2)".</param>
        /// <returns>The model, for the next layer.</returns>
        public Model AddLayer(string layer)
        {
            using (Lease model = Use())
            fixed (byte* spec = Utf8.Required(layer, nameof(layer)))
            {
                GliaException.Check(Native.glia_model_add_layer(model.Pointer, spec));
            }
            return this;
        }

        /// <summary>Gives every weight a first value. The same seed gives the same bits.</summary>
        /// <param name="initializer">A spec, such as "he_normal" or "normal(std=0.05)"; "auto" takes what each layer's
        /// activation recommends.</param>
        /// <param name="seed">Where the random numbers come from.</param>
        /// <returns>The model.</returns>
        public Model Initialize(string initializer = "auto", ulong seed = 0)
        {
            using (Lease model = Use())
            fixed (byte* spec = Utf8.Required(initializer, nameof(initializer)))
            {
                GliaException.Check(Native.glia_model_initialize(model.Pointer, spec, seed));
            }
            return this;
        }

        /// <summary>Gives one tensor of one layer first values; the others keep theirs.</summary>
        /// <returns>The model.</returns>
        public Model InitializeTensor(int layer, string tensor, string initializer, ulong seed)
        {
            using (Lease model = Use())
            fixed (byte* name = Utf8.Required(tensor, nameof(tensor)))
            fixed (byte* spec = Utf8.Required(initializer, nameof(initializer)))
            {
                GliaException.Check(Native.glia_model_initialize_tensor(
                    model.Pointer, Size.Of(layer, nameof(layer)), name, spec, seed));
            }
            return this;
        }

        /// <summary>An independent copy.</summary>
        public Model Clone()
        {
            using (Lease model = Use())
            {
                IntPtr copy;
                GliaException.Check(Native.glia_model_clone(model.Pointer, &copy));
                return new Model(Own(copy));
            }
        }

        /// <summary>A copy for prediction alone, in which batch normalization is merged with dense layers and dropout
        /// is gone. Predictions are the same but for rounding.</summary>
        public Model FoldBatchNorm()
        {
            using (Lease model = Use())
            {
                IntPtr folded;
                GliaException.Check(Native.glia_model_fold_batch_norm(model.Pointer, &folded));
                return new Model(Own(folded));
            }
        }

        /// <summary>The numbers in a row of input, before scaling.</summary>
        public int Inputs
        {
            get
            {
                using (Lease model = Use()) return Size.Int(Native.glia_model_inputs(model.Pointer));
            }
        }

        /// <summary>The numbers in a row of output.</summary>
        public int Outputs
        {
            get
            {
                using (Lease model = Use()) return Size.Int(Native.glia_model_outputs(model.Pointer));
            }
        }

        /// <summary>The number of layers.</summary>
        public int Layers
        {
            get
            {
                using (Lease model = Use()) return Size.Int(Native.glia_model_layers(model.Pointer));
            }
        }

        /// <summary>The number of parameters in all.</summary>
        public long ParameterCount
        {
            get
            {
                using (Lease model = Use()) return (long)Native.glia_model_parameter_count(model.Pointer).ToUInt64();
            }
        }
    }
}
