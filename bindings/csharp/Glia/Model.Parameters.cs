using System;
using System.Runtime.InteropServices;

namespace Glia
{
    public sealed unsafe partial class Model
    {
        /// <summary>A copy of a tensor, row-major.</summary>
        /// <param name="layer">The layer, from 0.</param>
        /// <param name="tensor">"weight" or "bias"; of batch_norm also "running_mean" and "running_var".</param>
        public float[] GetParameters(int layer, string tensor)
        {
            using (Lease model = Use())
            fixed (byte* name = Utf8.Required(tensor, nameof(tensor)))
            {
                UIntPtr index = Size.Of(layer, nameof(layer)), size;
                int status = Native.glia_model_get_parameters(model.Pointer, index, name, null, UIntPtr.Zero, &size);
                if (status != (int)Status.Capacity) GliaException.Check(status);
                var values = new float[size.ToUInt64()];
                fixed (float* target = values)
                {
                    GliaException.Check(
                        Native.glia_model_get_parameters(model.Pointer, index, name, target, size, null));
                }
                return values;
            }
        }

        /// <summary>Replaces a tensor by as many finite numbers, row-major. In a new model, all other weights become 0.
        /// </summary>
        public void SetParameters(int layer, string tensor, ReadOnlySpan<float> values)
        {
            using (Lease model = Use())
            fixed (byte* name = Utf8.Required(tensor, nameof(tensor)))
            fixed (float* source = &MemoryMarshal.GetReference(values))
            {
                GliaException.Check(Native.glia_model_set_parameters(
                    model.Pointer, Size.Of(layer, nameof(layer)), name, source, (UIntPtr)values.Length));
            }
        }

        /// <summary>The names of the classes that the outputs stand for; empty for none. Training on a data set of
        /// classes sets them.</summary>
        public string[] Classes
        {
            get
            {
                using (Lease lease = Use())
                {
                    IntPtr model = lease.Pointer;
                    var names = new string[Size.Int(Native.glia_model_class_count(model))];
                    for (int i = 0; i < names.Length; ++i)
                    {
                        var index = (UIntPtr)i;
                        names[i] = Utf8.Read((buffer, capacity, needed) =>
                            Native.glia_model_class_name(model, index, buffer, capacity, needed));
                    }
                    return names;
                }
            }
            set
            {
                using (Lease model = Use())
                using (var names = new Utf8Array(value, nameof(value)))
                fixed (IntPtr* texts = names.Pointers)
                {
                    GliaException.Check(Native.glia_model_set_classes(model.Pointer, (byte**)texts, names.Count));
                }
            }
        }

        /// <summary>The loss that the model was last trained with, as a spec; "" if none.</summary>
        public string Loss
        {
            get
            {
                using (Lease model = Use()) return Read(model.Pointer, Native.glia_model_loss);
            }
        }

        /// <summary>A table for people, several lines.</summary>
        public string Describe()
        {
            using (Lease model = Use()) return Read(model.Pointer, Native.glia_model_describe);
        }

        /// <summary>The same as a JSON object; see glia_model_describe_json in include/glia/model.h.</summary>
        public string DescribeJson()
        {
            using (Lease model = Use()) return Read(model.Pointer, Native.glia_model_describe_json);
        }
    }
}
