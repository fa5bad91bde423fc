//! Objects that come and go, and what outlives what.
use glia::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;

#[test]
fn parts_outlive_the_whole() {
    let data = Dataset::rows_of(&[1.0, 2.0, 3.0, 4.0], 1).copy().unwrap();
    let (first, second) = data.split_time(0.5).unwrap();
    let last = second.pick(&[1]).unwrap();
    drop((data, second));
    assert_eq!((first.features_of(0, 2).unwrap(), last.features_of(0, 1).unwrap()), (vec![1.0, 2.0], vec![4.0]));
}

#[test]
fn closures_are_dropped_once() {
    struct Counted(Arc<AtomicUsize>);
    impl Drop for Counted {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
    let drops = Arc::new(AtomicUsize::new(0));
    let count = || drops.load(Ordering::Relaxed);
    let stream = |rows| {
        let counted = Counted(drops.clone());
        Dataset::stream(StreamShape { rows, features: 1, ..Default::default() }, move |_| {
            let _ = &counted;
            std::ops::ControlFlow::Break(1)
        })
    };
    assert!(stream(0).is_err() && count() == 1, "one that is refused");
    drop(stream(1));
    assert_eq!(count(), 2, "one that was made");

    let activation = || {
        let counted = Counted(drops.clone());
        let function = move |x: f64, _: &[f64]| {
            let _ = &counted;
            2.0 * x
        };
        Activation::new("counted").elementwise(function, |_, _, _| 2.0).register()
    };
    activation().unwrap();
    assert!(activation().unwrap_err().status() == Status::Plugin && count() == 3, "a name that is taken");
    let mut model = Model::new(1).unwrap();
    model.add_dense(1, "counted").unwrap();
    registry::unregister("counted").unwrap();
    assert_eq!(count(), 3, "a model uses it");
    drop(model);
    assert_eq!(count(), 4);
}

#[test]
fn wrong_lengths_are_errors() {
    let mut model = Model::new(3).unwrap();
    model.add_dense(2, "relu").unwrap().initialize("auto", 1).unwrap();
    let message = |error: Error| error.message().to_owned();
    assert_eq!(message(model.predict(&[0.0; 4]).unwrap_err()), "x has 4 numbers, which are no whole rows of 3");
    assert_eq!(
        message(model.predict_into(&[0.0; 6], &mut [0.0; 3]).unwrap_err()),
        "y has 3 elements, but 2 rows of 2 need 4"
    );
    let mut trainer = Trainer::new(model).unwrap();
    assert_eq!(trainer.loss(Targets::Values(&[])).unwrap_err().status(), Status::State);
    trainer.forward(&[0.0; 6]).unwrap();
    assert!(trainer.loss(Targets::Values(&[0.0; 3])).is_err());
    assert!(trainer.loss(Targets::Classes(&[0])).is_err());
    assert!(trainer.backward_from(&[0.0; 2]).is_err());
    assert!(Dataset::rows_of(&[0.0; 4], 2).classes(&[0], 1).copy().is_err());
    assert!(spec::check("loss", "m\0se").is_err());
}
