using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Glia
{
    /// <summary>Owns one native object. The runtime destroys it even where nobody disposes of it, and never while a
    /// call uses it, whatever other threads do.</summary>
    /// <remarks>SafeHandle counts users too. Here it is done again, because predicting one row takes a few hundred
    /// nanoseconds, and mono's DangerousAddRef and DangerousRelease thirty of them; this takes ten.</remarks>
    internal sealed class NativeHandle : SafeHandle
    {
        // What is added to the number of users when the owner disposes of the object. The number is negative from then
        // on, and this when the last user is gone; so it stays.
        private const int Closed = int.MinValue;

        private readonly Action<IntPtr> destroy;
        private readonly IDisposable companion;
        private int users;

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

        /// <summary>The object; valid between <see cref="Enter"/> and <see cref="Leave"/>.</summary>
        internal IntPtr Pointer
        {
            get { return handle; }
        }

        /// <summary>Whether the owner has not disposed of the object.</summary>
        internal bool IsOpen
        {
            get { return Volatile.Read(ref users) >= 0; }
        }

        public override bool IsInvalid
        {
            get { return handle == IntPtr.Zero; }
        }

        /// <summary>One more user, who will <see cref="Leave"/>; false where the owner has disposed of the object, and
        /// no call uses it. (Those under way may make others that they need.)</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal bool Enter()
        {
            int before = users;
            while (before != Closed)
            {
                int found = Interlocked.CompareExchange(ref users, before + 1, before);
                if (found == before) return true;
                before = found;
            }
            return false;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Leave()
        {
            if (Interlocked.Decrement(ref users) == Closed) Dispose();
        }

        /// <summary>Destroys the object as soon as nobody uses it.</summary>
        internal void DisposeWhenUnused()
        {
            int before = users;
            while (before >= 0)
            {
                int found = Interlocked.CompareExchange(ref users, before + Closed, before);
                if (found == before)
                {
                    if (before == 0) Dispose();
                    return;
                }
                before = found;
            }
        }

        protected override bool ReleaseHandle()
        {
            // A runtime that ends may finalize what is still in use by a thread.
            if (users != 0 && users != Closed) return true;
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
            if (!handle.Enter()) throw new ObjectDisposedException(owner.GetType().FullName);
            this.handle = handle;
            Pointer = handle.Pointer;
        }

        /// <summary>Ends the call. What a handler of messages threw in it is thrown here, where what the call made has
        /// its owner.</summary>
        public void Dispose()
        {
            if (handle == null) return;
            handle.Leave();
            UnscopedFailures.Throw();
        }
    }
}
