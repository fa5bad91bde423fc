using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Glia
{
    /// <summary>Text between .NET and C: UTF-8 that ends with a NUL.</summary>
    internal static unsafe class Utf8
    {
        /// <summary>A native function that writes text: (buffer, capacity, needed).</summary>
        internal delegate int Writer(byte* buffer, UIntPtr capacity, UIntPtr* needed);

        private const int FirstGuess = 512; // most texts are shorter

        /// <summary>The bytes of a text with its NUL; null for null.</summary>
        internal static byte[] Bytes(string text)
        {
            if (text == null) return null;
            if (text.IndexOf('\0') >= 0) throw new ArgumentException("the text has a NUL character in it: " + text);
            var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
            Encoding.UTF8.GetBytes(text, 0, text.Length, bytes, 0);
            return bytes;
        }

        /// <summary>The same, for a text that must be given.</summary>
        internal static byte[] Required(string text, string parameter)
        {
            if (text == null) throw new ArgumentNullException(parameter);
            return Bytes(text);
        }

        /// <summary>The text at a pointer; "" for NULL.</summary>
        internal static string Read(byte* text)
        {
            if (text == null) return "";
            int length = 0;
            while (text[length] != 0) ++length;
            return length == 0 ? "" : Encoding.UTF8.GetString(text, length);
        }

        /// <summary>What a native function writes, however long it is.</summary>
        internal static string Read(Writer write)
        {
            byte* guess = stackalloc byte[FirstGuess];
            UIntPtr needed;
            int status = write(guess, (UIntPtr)FirstGuess, &needed);
            if (status != (int)Status.Capacity)
            {
                GliaException.Check(status);
                return Read(guess);
            }
            while (true) // until it fits: another thread may have made it longer meanwhile
            {
                var bytes = new byte[checked((int)needed.ToUInt64())];
                fixed (byte* buffer = bytes)
                {
                    status = write(buffer, (UIntPtr)bytes.Length, &needed);
                    if (status == (int)Status.Capacity) continue;
                    GliaException.Check(status);
                    return Read(buffer);
                }
            }
        }
    }

    /// <summary>An array of texts in native memory, for as long as a call needs it.</summary>
    internal sealed unsafe class Utf8Array : IDisposable
    {
        private readonly IntPtr[] texts;

        /// <param name="values">The texts.</param>
        /// <param name="parameter">What they are called where one is missing.</param>
        /// <param name="optional">Whether one may be null, and is NULL then.</param>
        internal Utf8Array(string[] values, string parameter, bool optional = false)
        {
            if (values == null) throw new ArgumentNullException(parameter);
            texts = new IntPtr[values.Length];
            try
            {
                for (int i = 0; i < values.Length; ++i)
                {
                    if (optional && values[i] == null) continue;
                    byte[] bytes = Utf8.Required(values[i], parameter);
                    texts[i] = Marshal.AllocHGlobal(bytes.Length);
                    Marshal.Copy(bytes, 0, texts[i], bytes.Length);
                }
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        /// <summary>How many there are.</summary>
        internal UIntPtr Count
        {
            get { return (UIntPtr)texts.Length; }
        }

        /// <summary>The pointers, to be pinned.</summary>
        internal IntPtr[] Pointers
        {
            get { return texts; }
        }

        public void Dispose()
        {
            foreach (IntPtr text in texts) Marshal.FreeHGlobal(text);
        }
    }
}
