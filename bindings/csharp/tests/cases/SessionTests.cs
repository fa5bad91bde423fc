using System;
using System.Threading;
using Xunit;

namespace Glia.Tests
{
    public class SessionTests
    {
        [Fact]
        public void PredictsWhatTheModelPredictsAfterItIsGone()
        {
            float[] x = Fixtures.Noise(64 * 4), y = new float[40];
            Session session;
            float[] expected;
            using (Model model = Fixtures.DigitModel())
            {
                session = model.CreateSession(4);
                expected = model.Predict(x);
            }
            using (session)
            {
                session.Predict(x, y);
                Assert.Equal(expected, y);
                Assert.Equal(4, session.MaxRows);
            }
        }

        [Fact]
        public void WorksOnPartsOfArrays()
        {
            float[] x = Fixtures.Noise(64 * 3), y = new float[30];
            using (Model model = Fixtures.DigitModel())
            using (Session session = model.CreateSession())
            {
                float[] expected = model.Predict(new ReadOnlySpan<float>(x, 64, 64));
                session.Predict(new ReadOnlySpan<float>(x, 64, 64), new Span<float>(y, 20, 10));
                Assert.Equal(new float[20], new Span<float>(y, 0, 20).ToArray());
                Assert.Equal(expected, new Span<float>(y, 20, 10).ToArray());
            }
        }

        [Fact]
        public void RefusesWhatDoesNotFit()
        {
            using (Model model = Fixtures.XorModel())
            using (Session session = model.CreateSession(2))
            {
                Assert.Throws<ArgumentException>(() => session.Predict(new float[3], new float[2]));
                Assert.Throws<ArgumentException>(() => session.Predict(new float[4], new float[1]));
                Assert.Throws<ArgumentNullException>(() => session.Predict(null, new float[1]));
                Assert.Throws<ArgumentNullException>(() => session.Predict(new float[2], null));
                Assert.Throws<ArgumentException>(
                    () => session.Predict(new ReadOnlySpan<float>(new float[3]), new float[2]));
                Assert.Equal(Status.InvalidArgument,
                    Assert.Throws<GliaException>(() => session.Predict(new float[6], new float[3])).Status);
                Assert.Throws<GliaException>(() => model.CreateSession(0));
            }
        }

        [Fact]
        public void SeveralThreadsShareAModel()
        {
            float[] x = Fixtures.Noise(64);
            using (Model model = Fixtures.DigitModel())
            {
                float[] expected = model.Predict(x);
                var threads = new Thread[4];
                int wrong = 0;
                for (int t = 0; t < threads.Length; ++t)
                {
                    threads[t] = new Thread(() =>
                    {
                        var y = new float[10];
                        using (Session session = model.CreateSession())
                        {
                            for (int i = 0; i < 500; ++i)
                            {
                                if (i % 2 == 0) session.Predict(x, y);
                                else model.Predict(x, y);
                                for (int k = 0; k < 10; ++k) if (y[k] != expected[k]) Interlocked.Increment(ref wrong);
                            }
                        }
                    });
                    threads[t].Start();
                }
                foreach (Thread thread in threads) thread.Join();
                Assert.Equal(0, wrong);
            }
        }

        [Fact]
        public void DisposingOnAnotherThreadLetsACallFinish()
        {
            float[] x = Fixtures.Noise(64);
            using (Model model = Fixtures.DigitModel())
            {
                float[] expected = model.Predict(x);
                for (int i = 0; i < 50; ++i)
                {
                    Session session = model.CreateSession();
                    int calls = 0;
                    bool right = true;
                    var thread = new Thread(() =>
                    {
                        var y = new float[10];
                        try
                        {
                            for (;; Interlocked.Increment(ref calls))
                            {
                                session.Predict(x, y);
                                for (int k = 0; k < 10; ++k) right &= y[k].Equals(expected[k]);
                            }
                        }
                        catch (ObjectDisposedException)
                        {
                        }
                    });
                    thread.Start();
                    while (Volatile.Read(ref calls) == 0) Thread.Yield();
                    session.Dispose();
                    Assert.True(session.IsDisposed);
                    thread.Join();
                    Assert.True(right);
                }
            }
        }

        [Fact]
        public void EachThreadReadsItsOwnError()
        {
            int wrong = 0;
            var threads = new Thread[4];
            for (int t = 0; t < threads.Length; ++t)
            {
                string name = "no_such_activation_" + t;
                threads[t] = new Thread(() =>
                {
                    using (var model = new Model(1))
                    {
                        for (int i = 0; i < 50; ++i)
                        {
                            try
                            {
                                model.AddDense(1, name);
                            }
                            catch (GliaException exception)
                            {
                                if (!exception.Message.Contains("'" + name + "'")) Interlocked.Increment(ref wrong);
                            }
                        }
                    }
                });
                threads[t].Start();
            }
            foreach (Thread thread in threads) thread.Join();
            Assert.Equal(0, wrong);
        }
    }
}
