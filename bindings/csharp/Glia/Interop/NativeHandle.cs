using System;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>Owns one native object. The runtime destroys it even where nobody disposes of it, and never while a
    /// call uses it, whatever other threads do.</summary>
    internal sealed class NativeHandle : SafeHandle
    {
        private readonly Action<IntPtr> destroy;
        private readonly IDisposable companion;

        /// <summary>Takes over <paramref name="pointer"/>. The companion is disposed of after the object.</summary>
        internal NativeHandle(IntPtr pointer, Action<IntPtr> destroy, IDisposable companion = null)
            : base(IntPtr.Zero, true)
        {
            this.destroy = destroy;
            this.companion = companion;
            SetHandle(pointer);
        }

        /// <summary>What else lives as long as the object; null for nothing.</summary>
        internal IDisposable Companion
        {
            get { return companion; }
        }

        public override bool IsInvalid
        {
            get { return handle == IntPtr.Zero; }
        }

        protected override bool ReleaseHandle()
        {
            destroy(handle);
            if (companion != null) companion.Dispose();
            return true;
        }
    }

    /// <summary>A pointer that stays valid until this is disposed of.</summary>
    internal struct Lease : IDisposable
    {
        private readonly NativeHandle handle;

        internal readonly IntPtr Pointer;

        internal Lease(NativeHandle handle, object owner)
        {
            bool added = false;
            if (handle.IsClosed) throw new ObjectDisposedException(owner.GetType().FullName);
            handle.DangerousAddRef(ref added);
            this.handle = handle;
            Pointer = handle.DangerousGetHandle();
        }

        public void Dispose()
        {
            if (handle != null) handle.DangerousRelease();
        }
    }
}
