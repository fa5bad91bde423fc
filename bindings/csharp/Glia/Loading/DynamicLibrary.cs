using System;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>The dynamic linker of the C library.</summary>
    internal static unsafe class DynamicLibrary
    {
        private const string Linker = "libdl.so.2";
        private const int BindNow = 2; // RTLD_NOW

        [StructLayout(LayoutKind.Sequential)]
        private struct SymbolPlace // Dl_info
        {
            internal byte* File;
            internal IntPtr Base;
            internal byte* Symbol;
            internal IntPtr Address;
        }

        [DllImport(Linker, ExactSpelling = true)]
        private static extern IntPtr dlopen(byte* file, int mode);

        [DllImport(Linker, ExactSpelling = true)]
        private static extern IntPtr dlsym(IntPtr library, byte* symbol);

        [DllImport(Linker, ExactSpelling = true)]
        private static extern int dladdr(IntPtr address, SymbolPlace* place);

        [DllImport(Linker, ExactSpelling = true)]
        private static extern byte* dlerror();

        /// <summary>Opens a file, or, for a name without a slash, what the linker finds. Zero, with the linker's
        /// reason, where that fails.</summary>
        internal static IntPtr Open(string file, out string reason)
        {
            fixed (byte* name = Utf8.Bytes(file))
            {
                IntPtr library = dlopen(name, BindNow);
                reason = library == IntPtr.Zero ? Utf8.Read(dlerror()) : null;
                return library;
            }
        }

        /// <summary>The address of a symbol; zero where there is none.</summary>
        internal static IntPtr Symbol(IntPtr library, string symbol)
        {
            fixed (byte* name = Utf8.Bytes(symbol)) return dlsym(library, name);
        }

        /// <summary>The file that an address was loaded from; "" where that is not known.</summary>
        internal static string FileOf(IntPtr address)
        {
            SymbolPlace place;
            return dladdr(address, &place) != 0 ? Utf8.Read(place.File) : "";
        }
    }
}
