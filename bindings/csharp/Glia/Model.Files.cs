using System;
using System.Runtime.InteropServices;

namespace Glia
{
    public sealed unsafe partial class Model
    {
        /// <summary>Writes the model to a file in the safetensors format, which is replaced in one step.</summary>
        public void Save(string path)
        {
            using (Lease model = Use())
            fixed (byte* file = Utf8.Required(path, nameof(path)))
            {
                GliaException.Check(Native.glia_model_save(model.Pointer, file));
            }
        }

        /// <summary>Reads a model from a file; everything in it is checked first.</summary>
        public static Model Load(string path)
        {
            return GliaLibrary.Call(() =>
            {
                fixed (byte* file = Utf8.Required(path, nameof(path)))
                {
                    IntPtr model;
                    GliaException.Check(Native.glia_model_load(&model, file));
                    return new Model(Own(model));
                }
            });
        }

        /// <summary>The bytes of a model file.</summary>
        public byte[] ToBytes()
        {
            using (Lease model = Use())
            {
                UIntPtr size;
                int status = Native.glia_model_save_memory(model.Pointer, null, UIntPtr.Zero, &size);
                if (status != (int)Status.Capacity) GliaException.Check(status);
                var bytes = new byte[size.ToUInt64()];
                fixed (byte* target = bytes)
                {
                    GliaException.Check(Native.glia_model_save_memory(model.Pointer, target, size, null));
                }
                return bytes;
            }
        }

        /// <summary>Reads a model from the bytes of a model file.</summary>
        public static Model FromBytes(ReadOnlySpan<byte> bytes)
        {
            GliaLibrary.Load();
            return Read(bytes);
        }

        private static Model Read(ReadOnlySpan<byte> bytes)
        {
            fixed (byte* source = &MemoryMarshal.GetReference(bytes))
            {
                IntPtr model;
                GliaException.Check(Native.glia_model_load_memory(&model, source, (UIntPtr)bytes.Length));
                return new Model(Own(model));
            }
        }
    }
}
