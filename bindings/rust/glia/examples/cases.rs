//! The behaviour cases of bindings/cases.md: every language prints the same lines.
//!
//!     cases iris.csv
use glia::*;
use std::fmt::Display;
use std::ops::ControlFlow::{self, Break, Continue};

#[path = "cases/data.rs"]
mod data;
#[path = "cases/training.rs"]
mod training;

use data::*;

fn main() -> Result<()> {
    let iris = std::env::args().nth(1).expect("usage: cases IRIS.csv");
    library()?;
    models()?;
    files()?;
    datasets(&iris)?;
    training::run(&iris)?;
    steps()?;
    activations()?;
    metrics()
}

fn library() -> Result<()> {
    print("version", system::version() / 10000);
    print("status_names", format!("{} {} {}", Status::Unknown(0), Status::NotFound, Status::Unknown(99)));
    print("spec_list", format!("[\"{}\"]", spec::list("scaling")?.join("\",\"")));
    print_error("spec_check", spec::check("optimizer", "adam(learning_rate=0.1)"));
    print_error("spec_range", spec::check("optimizer", "adam(learning_rate=-1)"));
    print_error("spec_parameter", spec::check("optimizer", "sgd(momentun=0.9)"));
    print_error("spec_syntax", spec::check("optimizer", "sgd(momentum=0.9"));
    print_error("spec_name", spec::check("loss", "hubert"));

    let classes: Vec<i32> = (0..ROWS).map(|row| i32::from(row < 2)).collect();
    let two = Dataset::rows_of(&x60(), FEATURES).classes(&classes, 2).copy()?;
    log::set_callback(|level, message| print("log", format!("{} {message}", level as i32)))?;
    two.fold(&Folds::new("stratified(folds=3)", 1), 0)?;
    log::remove_callback()?;

    print_error("error_inputs", Model::new(0));
    print_error("error_missing", Model::load("missing.safetensors"));
    print_error("error_format", Model::from_bytes(b"not glia"));
    Ok(())
}

fn models() -> Result<()> {
    let mut refused = network()?;
    let (inputs, outputs) = (refused.inputs(), refused.outputs());
    print("create", format!("{inputs} {outputs} {} {}", refused.layers(), refused.parameter_count()));
    print_error("error_activation", refused.add_dense(8, "rellu"));
    print_error("error_units", refused.add_dense(0, "relu"));
    print_error("error_layer", refused.add_layer("dropuot"));
    print_error("error_initializer", refused.initialize("he_norml", 7));
    print_error("error_state", refused.predict(&x60()[..FEATURES]));
    print_error("error_size", refused.set_parameters(1, "bias", &[1.0, 2.0]));
    print_error("error_tensor", refused.set_parameters(1, "wieght", &[1.0, 2.0]));

    let mut model = net()?;
    print_hash("initialize", parameters(&model)?);
    model.initialize("he_normal", 8)?;
    print_hash("initialize_he", parameters(&model)?);
    model.set_parameters(1, "bias", &[0.5, -0.25, 1.0])?;
    print_hash("parameters", Hash::new().floats(&model.parameters(1, "bias")?));

    let mut model = net()?;
    let x = x60();
    print_hash("predict", predictions(&model)?);
    print_hash("session", Hash::new().floats(Session::new(&model, ROWS)?.predict(&x)?));
    let mut session = Session::new(&model, ROWS)?;
    let mut equal = 0;
    for row in x.chunks(FEATURES) {
        let of_model: Vec<u32> = model.predict(row)?.iter().map(|y| y.to_bits()).collect();
        equal += usize::from(session.predict(row)?.iter().map(|y| y.to_bits()).eq(of_model));
    }
    print("session_rows", equal);
    print_error("session_limit", Session::new(&model, 1)?.predict(&x[..2 * FEATURES]));
    let clone = model.try_clone()?;
    model.initialize("auto", 8)?;
    print_hash("clone", predictions(&clone)?);

    let mut model = net()?;
    model.set_classes(&["grün", "猫", "red"])?;
    print_hash("class_names", Hash::new().bytes(model.classes()?.concat().as_bytes()));
    print_hash("describe", Hash::new().bytes(model.describe_json()?.as_bytes()));
    Ok(())
}

fn files() -> Result<()> {
    let model = net()?;
    let mut bytes = model.to_bytes()?;
    print_hash("save_memory", Hash::new().bytes(&bytes));
    print_hash("load_memory", predictions(&Model::from_bytes(&bytes)?)?);
    *bytes.last_mut().unwrap() ^= 1;
    print_error("load_damaged", Model::from_bytes(&bytes));
    model.save("cases.safetensors")?;
    print_hash("save_file", Hash::new().bytes(&std::fs::read("cases.safetensors").expect("the file was written")));
    print_hash("load_file", predictions(&Model::load("cases.safetensors")?)?);
    Ok(())
}

fn datasets(iris: &str) -> Result<()> {
    let shape =
        |data: &Dataset<'_>| format!("{} {} {} {}", data.rows(), data.features(), data.outputs(), data.class_count());
    let rows = |data: &Dataset<'_>, first, count| -> Result<Hash> {
        Ok(Hash::new().floats(&data.features_of(first, count)?).classes(&data.classes_of(first, count)?))
    };
    let data = data60()?;
    print("classes", shape(&data));
    print_hash("rows", rows(&data, 10, 10)?);
    print("values", shape(&values60()?));

    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, f32::INFINITY, 8.0];
    print_error("error_class", Dataset::rows_of(&x60()[..8], 4).classes(&[0, 3], 3).copy());
    print_error("error_infinite", Dataset::rows_of(&x, 4).copy());
    print_error("error_column", Dataset::open_csv(iris, Some("specie"), TargetKind::Auto));
    print_error("error_csv", Dataset::open_csv("missing.csv", None, TargetKind::Auto));

    let flowers = Dataset::open_csv(iris, Some("species"), TargetKind::Classes)?;
    print("csv", shape(&flowers));
    print("csv_names", format!("{} {}", flowers.class_names()?.join(" "), flowers.feature_names()?.join(" ")));
    print_hash("csv_rows", rows(&flowers, 0, 150)?);
    let (_, test) = flowers.split(0.2, true, 42)?;
    print("split", shape(&test));
    print_hash("split_rows", rows(&test, 0, 30)?);
    Ok(())
}

fn steps() -> Result<()> {
    let (x, c) = (x60(), c60());
    let mut trainer = trainer(net()?, ADAM)?;
    trainer.forward(&x[..16 * FEATURES])?;
    print_hash("step_loss", Hash::new().doubles(&[trainer.loss(Targets::Classes(&c[..16]))?]));
    trainer.backward()?;
    print_hash("step_gradient", Hash::new().floats(&trainer.gradients(0, "weight")?));
    trainer.update()?;
    print_hash("step_update", parameters(trainer.model())?);

    let momentum = "sgd(learning_rate=0.1, momentum=0.9)";
    let mut fit = data::trainer(net()?, momentum)?;
    fit.set_shuffle(false)?.set_epochs(1)?.fit(&data60()?, None)?;
    print_hash("fit_in_order", parameters(fit.model())?);
    let mut steps = data::trainer(net()?, momentum)?;
    for (x, c) in x.chunks(16 * FEATURES).zip(c.chunks(16)) {
        steps.forward(x)?;
        steps.loss(Targets::Classes(c))?;
        steps.backward()?.update()?;
    }
    print_hash("steps_in_order", parameters(steps.model())?);
    Ok(())
}

/// y = scale x^3: nothing but products, in this order, so that every language rounds them alike.
fn own_cube(name: &str) -> Result<()> {
    let forward = |parameters: &[f64], _: usize, x: &[f32], y: &mut [f32]| {
        let scale = parameters[0] as f32;
        for (y, x) in y.iter_mut().zip(x) {
            *y = scale * (x * x * x);
        }
    };
    let backward = |parameters: &[f64], _: usize, known: Gradient<'_>, dx: &mut [f32]| {
        let scale = parameters[0] as f32;
        for (dx, (x, dy)) in dx.iter_mut().zip(known.x.iter().zip(known.dy)) {
            *dx = scale * (dy * (3.0 * (x * x)));
        }
    };
    Activation::new(name).parameter("scale", 1.0, 0.125, 8.0).kernels(true, forward, backward).register()
}

fn activations() -> Result<()> {
    print("activation_taken", code(&own_cube("relu")));
    own_cube("own_cube")?;
    print("activation_gradient", i32::from(gradient_check::check_activation("own_cube(scale=0.5)")?.passed()));
    let mut model = Model::new(FEATURES)?;
    model.add_dense(8, "own_cube(scale=0.5)")?.add_dense(3, "softmax")?.initialize("auto", 7)?;
    print_hash("activation_predict", predictions(&model)?);
    let mut trainer = trainer(model, ADAM)?;
    trainer.fit(&data60()?, None)?;
    print_hash("activation_train", predictions(trainer.model())?);
    print_error("activation_range", spec::check("activation", "own_cube(scale=9)"));
    registry::unregister("own_cube")?;
    print("activation_gone", code(&spec::check("activation", "own_cube")));
    print_hash("activation_kept", predictions(trainer.model())?);
    Ok(())
}

fn metrics() -> Result<()> {
    use glia::metrics::{accuracy, classify, compute, confusion, Metric};
    let truth = c60();
    let targets = Targets::Classes(&truth);
    let y = net()?.predict(&x60())?;
    let predicted = classify(&y, CLASSES)?;
    print_hash("classify", Hash::new().classes(&predicted));
    print_hash("accuracy", Hash::new().doubles(&[accuracy(&truth, &predicted)?]));
    let counts: Vec<u8> = confusion(&truth, &predicted, CLASSES)?.iter().flat_map(|n| n.to_ne_bytes()).collect();
    print_hash("confusion", Hash::new().bytes(&counts));
    let figure = |metric| compute(metric, &y, CLASSES, targets, None);
    print_hash("metrics", Hash::new().doubles(&[figure("f1_macro")?, figure("log_loss")?, figure("roc_auc")?]));
    print_hash("metric_whole", Hash::new().doubles(&[figure("log_loss")?]));
    let mut parts = Metric::new("log_loss", CLASSES, true)?;
    for (y, truth) in y.chunks(15 * CLASSES).zip(truth.chunks(15)) {
        parts.add(y, Targets::Classes(truth), None)?;
    }
    print_hash("metric_parts", Hash::new().doubles(&[parts.value()?]));
    print_error("error_metric", figure("f2"));

    let folds = trainer(network()?, ADAM)?.cross_validate(&data60()?, &Folds::new("stratified(folds=3)", 5), None)?;
    let (mean, deviation) = folds.summary("loss")?;
    print("folds", folds.folds());
    print_hash("folds_loss", Hash::new().doubles(&[mean, deviation]));
    Ok(())
}

fn print(id: &str, value: impl Display) {
    println!("{id} {value}");
}

fn print_hash(id: &str, hash: Hash) {
    println!("{id} {:016x}", hash.0);
}

/// Status and text, up to its first question mark: what follows are lists and places that may change.
fn print_error<T>(id: &str, result: Result<T>) {
    match result {
        Ok(_) => println!("{id} 0"),
        Err(error) => {
            let text = error.message().split('?').next().unwrap_or_default();
            println!("{id} {} {text}", error.status().code());
        }
    }
}

fn code<T>(result: &Result<T>) -> i32 {
    result.as_ref().err().map_or(0, |error| error.status().code())
}

/// What a stream's closure answers, where it stops after its first rows or goes on.
fn deliver(stop: bool) -> impl FnMut(&mut StreamRows<'_>) -> ControlFlow<i32, usize> + Send {
    let (x, c) = (x60(), c60());
    move |next| {
        if stop && next.first > 0 {
            return Break(1);
        }
        let count = (ROWS - next.first).min(next.capacity).min(25);
        let end = next.first + count;
        next.x[..count * FEATURES].copy_from_slice(&x[next.first * FEATURES..end * FEATURES]);
        next.classes[..count].copy_from_slice(&c[next.first..end]);
        Continue(count)
    }
}
