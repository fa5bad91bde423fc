using System;

namespace Glia
{
    /// <summary>What all objects of the library have in common: they own native memory. Dispose of them when done; what
    /// is forgotten is given back by the garbage collector, some time later. Disposing twice is harmless; using an
    /// object afterwards throws <see cref="ObjectDisposedException"/>.</summary>
    public abstract class GliaObject : IDisposable
    {
        internal readonly NativeHandle Handle;

        internal GliaObject(NativeHandle handle)
        {
            Handle = handle;
        }

        /// <summary>Whether the object was disposed of.</summary>
        public bool IsDisposed
        {
            get { return !Handle.IsOpen; }
        }

        /// <summary>Gives the native memory back. A call that uses it on another thread is let finish first.</summary>
        public void Dispose()
        {
            Handle.DisposeWhenUnused();
        }

        internal Lease Use()
        {
            return new Lease(Handle, this);
        }

        /// <summary>The same for an argument, which may be null only where that is said.</summary>
        internal static Lease Use(GliaObject argument, string parameter)
        {
            if (argument == null) throw new ArgumentNullException(parameter);
            return argument.Use();
        }

        /// <summary>A native function that tells something of an object as text.</summary>
        internal unsafe delegate int TextOf(IntPtr pointer, byte* buffer, UIntPtr capacity, UIntPtr* needed);

        internal static unsafe string Read(IntPtr pointer, TextOf text)
        {
            return Utf8.Read((buffer, capacity, needed) => text(pointer, buffer, capacity, needed));
        }

        internal static Lease UseOptional(GliaObject argument)
        {
            return argument == null ? default(Lease) : argument.Use();
        }
    }
}
