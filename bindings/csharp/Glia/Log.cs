using System;
using System.Runtime.InteropServices;

namespace Glia
{
    /// <summary>How important a message is.</summary>
    public enum LogLevel
    {
        /// <summary>Everything.</summary>
        Trace = 0,
        /// <summary>For finding mistakes.</summary>
        Debug = 1,
        /// <summary>What goes on.</summary>
        Info = 2,
        /// <summary>What may be wrong; the default.</summary>
        Warn = 3,
        /// <summary>What went wrong.</summary>
        Error = 4,
        /// <summary>Nothing.</summary>
        Off = 5
    }

    /// <summary>What the library tells about its work; to stderr, unless a handler takes it.</summary>
    public static unsafe class Log
    {
        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate void Callback(int level, byte* message, IntPtr user);

        private static readonly Callback Kept = Receive; // native code holds its address
        private static readonly IntPtr Address = Marshal.GetFunctionPointerForDelegate(Kept);
        private static Action<LogLevel, string> handler;

        /// <summary>Messages of this level and above are told.</summary>
        public static LogLevel Level
        {
            get { return GliaLibrary.Call(() => (LogLevel)Native.glia_log_level()); }
            set { GliaLibrary.Call(() => GliaException.Check(Native.glia_log_set_level((int)value))); }
        }

        /// <summary>Receives messages, one at a time, on the thread that caused them; null goes back to stderr. It must
        /// not use this class. What it throws cannot stop what is being logged: it arrives from the call that caused
        /// the message, when that is done; or from the next call of this thread, where other native code caused it.
        /// </summary>
        public static Action<LogLevel, string> Handler
        {
            get { return handler; }
            set
            {
                if (value != null) handler = value; // before the first message can come
                GliaLibrary.Call(() => GliaException.Check(Native.glia_log_set_callback(
                    value == null ? IntPtr.Zero : Address, IntPtr.Zero, IntPtr.Zero)));
                handler = value;
            }
        }

        /// <summary>What a handler threw last; null for nothing.</summary>
        public static Exception HandlerFailure { get; private set; }

        [MonoPInvokeCallback(typeof(Callback))]
        private static void Receive(int level, byte* message, IntPtr user)
        {
            try
            {
                Action<LogLevel, string> receiver = handler;
                if (receiver != null) receiver((LogLevel)level, Utf8.Read(message));
            }
            catch (Exception exception)
            {
                HandlerFailure = exception;
                CallbackScope.Fail(exception);
            }
        }
    }
}
