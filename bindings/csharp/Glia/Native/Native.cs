namespace Glia
{
    /// <summary>The C functions of libglia, under their own names.</summary>
    internal static unsafe partial class Native
    {
        /// <summary>The SONAME: the major version of the interface is part of it.</summary>
        internal const string Name = "libglia.so.1";

        /// <summary>The version that these declarations were written for; see <see cref="LibraryVersion"/>.</summary>
        internal const uint Version = 10000;
    }
}
