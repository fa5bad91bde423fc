using System;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>Whether a library is the one that the declarations in Native were written for.</summary>
    internal static unsafe class LibraryVersion
    {
        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate uint VersionFunction();

        /// <summary>Throws where the library is not glia, of another major version, or older than this assembly.
        /// </summary>
        internal static void Check(IntPtr library)
        {
            IntPtr symbol = DynamicLibrary.Symbol(library, "glia_version");
            if (symbol == IntPtr.Zero) throw new GliaLoadException(Native.Name + " that was loaded is not glia");
            uint version = Marshal.GetDelegateForFunctionPointer<VersionFunction>(symbol)();
            if (Major(version) == Major(Native.Version) && version >= Native.Version) return;
            throw new GliaLoadException(
                "'" + DynamicLibrary.FileOf(symbol) + "' is glia " + Text(version) + "; this assembly was made for " +
                Text(Native.Version) + " and works with that and later ones of version " + Major(Native.Version));
        }

        /// <summary>Throws where the imports are bound to another file than the one that was chosen: a runtime that
        /// looks beside the assembly first may find one there.</summary>
        internal static void CheckImports(IntPtr library)
        {
            IntPtr chosen = DynamicLibrary.Symbol(library, "glia_version_string");
            var text = (IntPtr)Native.glia_version_string(); // static text: its address tells which library answered
            string expected = DynamicLibrary.FileOf(chosen), bound = DynamicLibrary.FileOf(text);
            if (expected == bound) return;
            throw new GliaLoadException(
                "'" + expected + "' was chosen, but the runtime took '" + bound + "', which it finds first");
        }

        internal static string Text(uint version)
        {
            return Major(version) + "." + version / 100 % 100 + "." + version % 100;
        }

        private static uint Major(uint version)
        {
            return version / 10000;
        }
    }
}
