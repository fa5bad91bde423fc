//! Learns to tell three kinds of iris apart, with an activation that is written here, and judges it on flowers that it
//! has not seen.
//!
//!     cargo run --example iris -- ../../tests/data/iris.csv iris.safetensors
use glia::{metrics, Activation, Dataset, EarlyStopping, Event, Model, Result, Session, TargetKind, Trainer};
use std::ops::ControlFlow::Continue;
use std::process::ExitCode;

const SEED: u64 = 42;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.len() != 3 {
        eprintln!("usage: iris IRIS.csv MODEL");
        return ExitCode::from(2);
    }
    match run(&arguments[1], &arguments[2]) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("iris: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(csv: &str, file: &str) -> Result<()> {
    // x^2 / (1 + |x|) with the sign of x: almost flat at 0, almost straight far from it.
    Activation::new("bend")
        .formula("x |x| / (1 + |x|)")
        .elementwise(
            |x, _| x * x.abs() / (1.0 + x.abs()),
            |x, _, _| x.abs() * (2.0 + x.abs()) / (1.0 + x.abs()).powi(2),
        )
        .register()?;

    let flowers = Dataset::open_csv(csv, Some("species"), TargetKind::Classes)?;
    let (train, test) = flowers.split(0.3, true, SEED)?;
    let mut model = Model::new(flowers.features())?;
    model.scale_inputs(&train, "standardize", "refuse")?;
    model.add_dense(16, "bend")?.add_dense(flowers.class_count(), "softmax")?;

    let mut trainer = Trainer::new(model)?;
    trainer.set_optimizer("adam(learning_rate=0.02)")?.set_epochs(200)?.set_seed(SEED)?;
    let rule = EarlyStopping { figure: None, patience: 20, min_change: 0.0, restore_best: true };
    trainer.set_early_stopping(rule)?;
    trainer.fit_with(&train, Some(&test), |progress| {
        if progress.event == Event::Epoch && progress.epoch % 20 == 0 {
            let loss = progress.metric("validation_loss").unwrap_or(f64::NAN);
            println!("epoch {:3}   validation loss {loss:.4}", progress.epoch);
        }
        Continue(())
    })?;
    let (loss, accuracy) = trainer.evaluate(&test)?;
    println!(
        "{:?} stopping; loss {loss:.4}, accuracy {:.1} % of {} flowers",
        trainer.stop_reason(),
        100.0 * accuracy,
        test.rows()
    );

    trainer.model().save(file)?;
    let model = Model::load(file)?;
    let (truth, names) = (test.classes_of(0, test.rows())?, model.classes()?);
    let predicted = metrics::classify(&model.predict(&test.features_of(0, test.rows())?)?, model.outputs())?;
    println!("\ntrue \\ predicted as");
    for (name, row) in names.iter().zip(metrics::confusion(&truth, &predicted, names.len())?.chunks(names.len())) {
        println!("  {name:12}{}", row.iter().map(|count| format!("{count:5}")).collect::<String>());
    }

    let mut session = Session::new(&model, 1)?;
    let y = session.predict(&[5.1, 3.5, 1.4, 0.2])?;
    println!("\nsepals of 5.1 x 3.5 cm, petals of 1.4 x 0.2 cm: {} by {:.1} %", names[0], 100.0 * y[0]);
    Ok(())
}
