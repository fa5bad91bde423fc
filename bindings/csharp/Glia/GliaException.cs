using System;

namespace Glia
{
    /// <summary>A call of the library failed. The message is the library's: one line for a person.</summary>
    public sealed class GliaException : Exception
    {
        /// <summary>What kind of failure it was.</summary>
        public Status Status { get; }

        /// <summary>An exception with a status and a message.</summary>
        public GliaException(Status status, string message) : base(message)
        {
            Status = status;
        }

        /// <summary>Throws where <paramref name="status"/> is a failure. To be called right after the native call, on
        /// its thread: the text belongs to the thread, until its next failure.</summary>
        internal static void Check(int status)
        {
            if (status != 0) throw Last(status);
        }

        private static unsafe GliaException Last(int status)
        {
            string message = Utf8.Read(Native.glia_last_error());
            if (message.Length == 0) message = Utf8.Read(Native.glia_status_name(status));
            return new GliaException((Status)status, message);
        }
    }
}
