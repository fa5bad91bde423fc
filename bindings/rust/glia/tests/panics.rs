//! Closures that panic: the panic goes on in the caller, with its message, and glia stays usable.
use glia::*;
use std::ops::ControlFlow::Continue;
use std::panic::{catch_unwind, AssertUnwindSafe};

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
    let payload = match catch_unwind(AssertUnwindSafe(call)) {
        Ok(_) => panic!("the call has returned"),
        Err(payload) => payload,
    };
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
