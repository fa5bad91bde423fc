//! Closures that panic: the panic goes on in the caller, with its message, and glia stays usable.
use glia::*;
use std::any::Any;
use std::ops::ControlFlow::Continue;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

fn data() -> Dataset<'static> {
    let x: Vec<f32> = (0..64).map(|i| i as f32 / 32.0 - 1.0).collect();
    let y: Vec<f32> = x.iter().map(|x| 2.0 * x).collect();
    Dataset::rows_of(&x, 1).values(&y, 1).copy().unwrap()
}

fn trainer(activation: &str) -> Trainer {
    let mut model = Model::new(1).unwrap();
    model.add_dense(64, activation).unwrap().add_dense(1, "identity").unwrap().initialize("auto", 1).unwrap();
    let mut trainer = Trainer::new(model).unwrap();
    trainer.set_epochs(2).unwrap();
    trainer
}

/// The message of the panic that `call` ends with.
fn panic_of<R>(call: impl FnOnce() -> R) -> String {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(_) => panic!("the call has returned"),
        Err(payload) => message_of(&*payload),
    }
}

fn message_of(payload: &(dyn Any + Send)) -> String {
    payload.downcast_ref::<String>().cloned().unwrap_or_else(|| payload.downcast_ref::<&str>().unwrap().to_string())
}

#[test]
fn of_a_fit() {
    let (mut trainer, data) = (trainer("tanh"), data());
    let mut calls = 0;
    let message = panic_of(|| {
        trainer.fit_with(&data, None, |progress| {
            calls += 1;
            assert!(progress.batch < 2, "batch {} of {}", progress.batch, progress.batches);
            Continue(())
        })
    });
    assert_eq!((message.as_str(), calls), ("batch 2 of 2", 2));
    assert_eq!(trainer.stop_reason(), StopReason::Callback);
    trainer.fit(&data, None).unwrap();
}

#[test]
fn of_a_stream() {
    let shape = StreamShape { rows: 10, features: 1, outputs: 1, ..Default::default() };
    let stream = Dataset::stream(shape, |rows| {
        assert!(rows.first == 0, "row {}", rows.first);
        Continue(4)
    });
    let stream = stream.unwrap();
    assert_eq!(panic_of(|| trainer("tanh").fit(&stream, None)), "row 4");
}

#[test]
fn of_cross_validation() {
    let folds = Folds::new("plain(folds=4)", 1);
    let message = panic_of(|| {
        trainer("tanh").cross_validate_with(&data(), &folds, None, |fold, of, _| {
            assert!(fold < 2, "fold {fold} of {of}");
            Continue(())
        })
    });
    assert_eq!(message, "fold 2 of 4");
}

#[test]
fn of_a_log_closure() {
    let weak = Dataset::rows_of(&[0.0; 8], 1).classes(&[0, 0, 0, 0, 0, 0, 0, 1], 2).copy().unwrap();
    log::set_callback(|_, message| panic!("told '{}'", &message[..9])).unwrap();
    let message = panic_of(|| weak.fold(&Folds::new("stratified(folds=3)", 1), 0));
    log::remove_callback().unwrap();
    assert_eq!(message, "told 'class '1''");
}

#[test]
fn of_an_activation() {
    let broken = |x: f64, parameters: &[f64]| {
        assert!(parameters[0] == 0.0, "no such number");
        x
    };
    let activation = Activation::new("fragile").parameter("broken", 0.0, 0.0, 1.0);
    activation.elementwise(broken, |_, _, _| 1.0).register().unwrap();

    trainer("fragile").fit(&data(), None).unwrap();
    assert_eq!(panic_of(|| trainer("fragile(broken=1)").model().predict(&[1.0])), "no such number");
    assert_eq!(panic_of(|| trainer("fragile(broken=1)").fit(&data(), None)), "no such number");

    let mut on_threads = trainer("fragile(broken=1)");
    on_threads.set_threads(4).unwrap().set_batch_size(0).unwrap();
    assert_eq!(panic_of(|| on_threads.fit(&data(), None)), "no such number");
    trainer("fragile").fit(&data(), None).unwrap();
    registry::unregister("fragile").unwrap();
}

/// Has as many rows as are worth parts for four threads.
fn fit_wide(activation: &str, threads: usize) -> Result<()> {
    const ROWS: usize = 1024;
    let data = Dataset::rows_of(&[0.5; 2 * ROWS], 2).values(&[1.0; ROWS], 1).copy()?;
    let mut model = Model::new(2)?;
    model.add_dense(64, activation)?.add_dense(1, "identity")?;
    let mut trainer = Trainer::new(model)?;
    trainer.set_threads(threads)?.set_batch_size(ROWS)?.set_epochs(1)?;
    trainer.fit(&data, None)
}

#[test]
fn of_an_activation_on_a_trainers_thread_in_its_own_call_alone() {
    static PANICKED: AtomicBool = AtomicBool::new(false);
    static WAITED: AtomicBool = AtomicBool::new(false);
    static DONE: AtomicBool = AtomicBool::new(false);
    static CALLS_OF_OTHER: AtomicUsize = AtomicUsize::new(0);
    let caller = thread::current().id();
    let guilty = move |x: f64, _: &[f64]| {
        if thread::current().id() != caller {
            PANICKED.store(true, SeqCst);
            panic!("the worker is late");
        }
        if !WAITED.swap(true, SeqCst) {
            let deadline = Instant::now() + Duration::from_secs(60);
            while !PANICKED.load(SeqCst) && Instant::now() < deadline {
                thread::yield_now(); // leaves the other parts to the trainer's threads
            }
            let before = CALLS_OF_OTHER.load(SeqCst);
            while CALLS_OF_OTHER.load(SeqCst) < before + 2 && Instant::now() < deadline {
                thread::yield_now(); // the other thread makes a whole call
            }
        }
        x
    };
    Activation::new("guilty").elementwise(guilty, |_, _, _| 1.0).register().unwrap();
    thread::scope(|scope| {
        let innocent = scope.spawn(|| {
            let model = trainer("tanh").into_model();
            let mut panics = 0;
            while !DONE.load(SeqCst) {
                let call = || {
                    model.predict(&[1.0]).unwrap();
                    fit_wide("tanh", 1).unwrap();
                };
                panics += usize::from(catch_unwind(AssertUnwindSafe(call)).is_err());
                CALLS_OF_OTHER.fetch_add(1, SeqCst);
            }
            panics
        });
        let messages: Vec<String> = (0..20)
            .map(|_| {
                WAITED.store(false, SeqCst);
                PANICKED.store(false, SeqCst);
                match catch_unwind(|| fit_wide("guilty", 4)) {
                    Ok(result) => format!("{result:?}"),
                    Err(payload) => message_of(&*payload),
                }
            })
            .collect();
        DONE.store(true, SeqCst);
        assert_eq!(innocent.join().unwrap(), 0);
        assert_eq!(messages, ["the worker is late"; 20]);
    });
    registry::unregister("guilty").unwrap();
}

#[test]
fn within_a_call_that_a_closure_makes() {
    Activation::new("nested").elementwise(|_, _| panic!("inner"), |_, _, _| 1.0).register().unwrap();
    let inner = trainer("nested").into_model();
    let message = panic_of(|| {
        trainer("tanh").fit_with(&data(), None, |_| {
            inner.predict(&[0.0]).unwrap();
            Continue(())
        })
    });
    assert_eq!(message, "inner");
}

#[test]
fn of_what_is_dropped() {
    struct Loud;
    impl Drop for Loud {
        fn drop(&mut self) {
            if !std::thread::panicking() {
                panic!("dropped");
            }
        }
    }
    let loud = Loud;
    let shape = StreamShape { rows: 1, features: 1, ..Default::default() };
    let stream = Dataset::stream(shape, move |_| {
        let _ = &loud;
        Continue(0)
    });
    assert_eq!(panic_of(|| drop(stream)), "dropped");
}
