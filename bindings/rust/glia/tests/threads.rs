//! Which types may go to other threads, and be used by several at once: those that the C contract allows.
use glia::metrics::Metric;
use glia::*;

fn send<T: Send>() {}
fn sync<T: Sync>() {}

#[test]
fn objects_may_go_to_other_threads() {
    send::<Model>();
    send::<Session<'_>>();
    send::<Dataset<'_>>();
    send::<DataOptions>();
    send::<Trainer>();
    send::<Metric>();
    send::<CrossValidation>();
    send::<GradientReport>();
    send::<Error>();
}

#[test]
fn what_takes_const_may_be_used_by_several() {
    sync::<Model>();
    sync::<Dataset<'_>>();
    sync::<DataOptions>();
    sync::<Trainer>();
    sync::<Metric>();
    sync::<CrossValidation>();
    sync::<GradientReport>();
    sync::<Error>();
}

#[test]
fn one_model_predicts_on_many_threads() {
    let mut model = Model::new(8).unwrap();
    model.add_dense(32, "gelu").unwrap().add_dense(3, "softmax").unwrap().initialize("auto", 5).unwrap();
    let x: Vec<f32> = (0..80).map(|i| i as f32 / 40.0 - 1.0).collect();
    let expected = model.predict(&x).unwrap();
    let of_first_row = model.predict(&x[..8]).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut session = Session::new(&model, 1).unwrap();
                for _ in 0..100 {
                    assert_eq!(model.predict(&x).unwrap(), expected);
                    assert_eq!(session.predict(&x[..8]).unwrap(), &of_first_row[..]);
                }
            });
        }
    });
}

#[test]
fn the_text_of_an_error_is_that_of_its_own_call() {
    std::thread::scope(|scope| {
        for thread in 0..4 {
            scope.spawn(move || {
                for i in 0..200 {
                    let name = format!("no_such_loss_{thread}_{i}");
                    let error = spec::check("loss", &name).unwrap_err();
                    assert!(error.status() == Status::NotFound && error.message().contains(&name), "{error}");
                }
            });
        }
    });
}

#[test]
fn an_activation_that_is_nowhere_is_told_with_the_places_searched() {
    let error = spec::check("activation", "zzzzzz").unwrap_err();
    let first = registry::search_path().unwrap().remove(0);
    assert!(error.status() == Status::NotFound && error.message().contains(first.to_str().unwrap()), "{error}");
}
