using System;
using System.Runtime.InteropServices;

namespace Glia
{
    // Training one step at a time, for loops of your own and for reinforcement learning.
    public sealed unsafe partial class Trainer
    {
        private int forwardRows; // of the last forward: what a loss needs targets for

        /// <summary>Runs the network as in training, and keeps what <see cref="Backward()"/> needs.</summary>
        /// <param name="x">Rows of input, one after the other.</param>
        /// <param name="y">Receives the outputs; may be empty.</param>
        public void Forward(ReadOnlySpan<float> x, Span<float> y = default)
        {
            int rows = Size.Rows(x.Length, Inputs, nameof(x));
            if (y.Length != 0) Size.AtLeast(y.Length, (long)rows * Outputs, nameof(y));
            using (Lease trainer = Use())
            using (var scope = new CallbackScope())
            fixed (float* input = &MemoryMarshal.GetReference(x))
            fixed (float* output = &MemoryMarshal.GetReference(y))
            {
                scope.Check(Native.glia_trainer_forward(
                    trainer.Pointer, input, (UIntPtr)rows, y.Length == 0 ? null : output));
            }
            forwardRows = rows;
        }

        /// <summary>Refuses arrays that are not for the rows of the last forward; without one, the library
        /// does.</summary>
        private void ExpectRows(int length, int width, string parameter, int weights)
        {
            if (forwardRows == 0) return;
            Size.Expect(length, (long)forwardRows * width, parameter);
            if (weights != 0) Size.Expect(weights, forwardRows, "weights");
        }

        /// <summary>The mean loss of the last forward's outputs against targets.</summary>
        /// <param name="targets">For each row, as many numbers as the model has outputs.</param>
        /// <param name="weights">One for each row, any finite numbers; none: all 1.</param>
        public double LossOf(ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default)
        {
            ExpectRows(targets.Length, Outputs, nameof(targets), weights.Length);
            using (Lease trainer = Use())
            fixed (float* values = &MemoryMarshal.GetReference(targets))
            fixed (float* counts = &MemoryMarshal.GetReference(weights))
            {
                double result;
                GliaException.Check(weights.Length == 0
                    ? Native.glia_trainer_loss(trainer.Pointer, values, &result)
                    : Native.glia_trainer_loss_weighted(trainer.Pointer, values, counts, &result));
                return result;
            }
        }

        /// <summary>The same for class indices, one for each row.</summary>
        public double LossOf(ReadOnlySpan<int> classes, ReadOnlySpan<float> weights = default)
        {
            ExpectRows(classes.Length, 1, nameof(classes), weights.Length);
            using (Lease trainer = Use())
            fixed (int* indices = &MemoryMarshal.GetReference(classes))
            fixed (float* counts = &MemoryMarshal.GetReference(weights))
            {
                double result;
                GliaException.Check(weights.Length == 0
                    ? Native.glia_trainer_loss_classes(trainer.Pointer, indices, &result)
                    : Native.glia_trainer_loss_classes_weighted(trainer.Pointer, indices, counts, &result));
                return result;
            }
        }

        /// <summary>The gradients of the loss, which replace those before.</summary>
        public void Backward()
        {
            using (Lease trainer = Use())
            using (var scope = new CallbackScope())
            {
                scope.Check(Native.glia_trainer_backward(trainer.Pointer));
            }
        }

        /// <summary>The same from a gradient of your own, dL/dy, for a loss that the library does not know.</summary>
        public void Backward(ReadOnlySpan<float> outputGradient)
        {
            ExpectRows(outputGradient.Length, Outputs, nameof(outputGradient), 0);
            using (Lease trainer = Use())
            using (var scope = new CallbackScope())
            fixed (float* gradient = &MemoryMarshal.GetReference(outputGradient))
            {
                scope.Check(Native.glia_trainer_backward_from(trainer.Pointer, gradient));
            }
        }

        /// <summary>Changes the parameters by the optimizer and the gradients.</summary>
        public void Update()
        {
            using (Lease trainer = Use()) GliaException.Check(Native.glia_trainer_update(trainer.Pointer));
        }

        /// <summary>The gradient of a tensor, in the tensor's shape.</summary>
        public float[] GetGradients(int layer, string tensor)
        {
            using (Lease trainer = Use())
            fixed (byte* name = Utf8.Required(tensor, nameof(tensor)))
            {
                UIntPtr index = Size.Of(layer, nameof(layer)), size;
                int status = Native.glia_trainer_get_gradients(trainer.Pointer, index, name, null, UIntPtr.Zero, &size);
                if (status != (int)Status.Capacity) GliaException.Check(status);
                var values = new float[size.ToUInt64()];
                fixed (float* target = values)
                {
                    GliaException.Check(
                        Native.glia_trainer_get_gradients(trainer.Pointer, index, name, target, size, null));
                }
                return values;
            }
        }

        /// <summary>Replaces the gradient of a tensor before an update.</summary>
        public void SetGradients(int layer, string tensor, ReadOnlySpan<float> values)
        {
            using (Lease trainer = Use())
            fixed (byte* name = Utf8.Required(tensor, nameof(tensor)))
            fixed (float* source = &MemoryMarshal.GetReference(values))
            {
                GliaException.Check(Native.glia_trainer_set_gradients(
                    trainer.Pointer, Size.Of(layer, nameof(layer)), name, source, (UIntPtr)values.Length));
            }
        }

        private delegate int ArrayGetter(
            IntPtr trainer, UIntPtr position, float* values, UIntPtr capacity, UIntPtr* needed);

        private float[] Get(ArrayGetter get, int position)
        {
            using (Lease trainer = Use())
            {
                UIntPtr index = Size.Of(position, nameof(position)), size;
                int status = get(trainer.Pointer, index, null, UIntPtr.Zero, &size);
                if (status != (int)Status.Capacity) GliaException.Check(status);
                var values = new float[size.ToUInt64()];
                fixed (float* target = values)
                {
                    GliaException.Check(get(trainer.Pointer, index, target, size, null));
                }
                return values;
            }
        }

        /// <summary>What the last forward computed: at position 0 the input, at k the output of layer k - 1.</summary>
        public float[] GetActivations(int position)
        {
            return Get(Native.glia_trainer_get_activations, position);
        }

        /// <summary>The gradient of the loss with respect to that, of the last backward.</summary>
        public float[] GetActivationGradients(int position)
        {
            return Get(Native.glia_trainer_get_activation_gradients, position);
        }
    }
}
