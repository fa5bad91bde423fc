using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Glia
{
    /// <summary>Arrays that stay where they are until the last of their users is gone.</summary>
    internal sealed class PinnedArrays : IDisposable
    {
        private readonly GCHandle[] pins;
        private int users = 1;

        internal PinnedArrays(params Array[] arrays)
        {
            pins = new GCHandle[arrays.Length];
            for (int i = 0; i < arrays.Length; ++i)
            {
                if (arrays[i] != null) pins[i] = GCHandle.Alloc(arrays[i], GCHandleType.Pinned);
            }
        }

        internal IntPtr Address(int index)
        {
            return pins[index].IsAllocated ? pins[index].AddrOfPinnedObject() : IntPtr.Zero;
        }

        /// <summary>One more user, who will dispose of it.</summary>
        internal void Share()
        {
            Interlocked.Increment(ref users);
        }

        public void Dispose()
        {
            if (Interlocked.Decrement(ref users) > 0) return;
            foreach (GCHandle pin in pins)
            {
                if (pin.IsAllocated) pin.Free();
            }
        }
    }
}
