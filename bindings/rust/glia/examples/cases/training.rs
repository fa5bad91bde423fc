//! Fits: the same bits for a seed, on any number of threads and from any source of rows.
use crate::data::*;
use crate::{code, deliver, print, print_error, print_hash};
use glia::*;
use std::ops::ControlFlow::{Break, Continue};

pub fn run(iris: &str) -> Result<()> {
    let data = data60()?;
    let momentum = "sgd(learning_rate=0.05, momentum=0.9, nesterov=1)";
    train("train_sgd", trainer(net()?, "sgd(learning_rate=0.1)")?, &data)?;
    train("train_momentum", trainer(net()?, momentum)?, &data)?;
    train("train_adam", trainer(net()?, ADAM)?, &data)?;
    let mut threads = trainer(net()?, ADAM)?;
    threads.set_threads(3)?;
    train("train_threads", threads, &data)?;

    let mut settings = trainer(net()?, "adamw(learning_rate=0.01)")?;
    settings.set_loss("categorical_crossentropy(label_smoothing=0.1)")?.set_schedule("cosine(warmup=1)")?;
    settings.set_penalty("l2(factor=0.01)")?.set_clipping("norm(limit=1)")?;
    train("train_settings", settings, &data)?;

    let mut regression = Model::new(FEATURES)?;
    regression.add_dense(6, "tanh")?.add_dense(2, "identity")?.initialize("auto", 7)?;
    train("train_values", trainer(regression, "rmsprop")?, &values60()?)?;
    let weights: Vec<f32> = c60().iter().map(|&class| if class == 2 { 2.0 } else { 0.5 }).collect();
    train("train_weights", trainer(net()?, ADAM)?, &data.with_weights(&weights)?)?;

    let shape =
        StreamShape { rows: ROWS, features: FEATURES, class_count: CLASSES, window: ROWS, ..Default::default() };
    train("stream", trainer(net()?, ADAM)?, &Dataset::stream(shape, deliver(false))?)?;
    let stopped = trainer(net()?, ADAM)?.fit(&Dataset::stream(shape, deliver(true))?, None);
    print("stream_stop", code(&stopped));

    followed(&data)?;
    resumed(&data)?;
    evaluated(iris)?;
    refused()
}

fn train(id: &str, mut trainer: Trainer, data: &Dataset<'_>) -> Result<()> {
    trainer.fit(data, None)?;
    print_hash(id, parameters(trainer.model())?);
    Ok(())
}

fn followed(data: &Dataset<'_>) -> Result<()> {
    let mut trainer = trainer(net()?, ADAM)?;
    let (mut batches, mut epochs) = (0, 0);
    trainer.fit_with(data, None, |progress| {
        match progress.event {
            Event::Batch => batches += 1,
            Event::Epoch => epochs += 1,
        }
        Continue(())
    })?;
    print("callback", format!("{batches} {epochs}"));
    print_hash("history", Hash::new().doubles(&trainer.history("loss")?));

    let before = epochs;
    let stopped = trainer.fit_with(data, None, |progress| {
        epochs += usize::from(progress.event == Event::Epoch);
        if epochs == before + 2 {
            Break(1)
        } else {
            Continue(())
        }
    });
    let finished = trainer.history("loss")?.len();
    print("callback_stop", format!("{} {finished} {}", code(&stopped), trainer.stop_reason() as i32));
    Ok(())
}

fn resumed(data: &Dataset<'_>) -> Result<()> {
    let mut first = trainer(net()?, ADAM)?;
    first.set_epochs(2)?.set_checkpoint("cases.checkpoint", 1, 0.0)?.fit(data, None)?;
    let mut second = trainer(network()?, ADAM)?;
    second.resume("cases.checkpoint")?;
    train("resume", second, data)
}

fn evaluated(iris: &str) -> Result<()> {
    let flowers = Dataset::open_csv(iris, Some("species"), TargetKind::Classes)?;
    let (training, test) = flowers.split(0.2, true, 42)?;
    let mut model = Model::new(FEATURES)?;
    model.scale_inputs(&training, "standardize", "refuse")?;
    model.add_dense(8, "relu")?.add_dense(CLASSES, "softmax")?;
    let mut trainer = trainer(model, "adam(learning_rate=0.1)")?;
    let patience = EarlyStopping { figure: None, patience: 3, min_change: 0.0, restore_best: true };
    trainer.set_epochs(100)?.set_metrics(&["f1_macro"])?.set_early_stopping(patience)?;
    trainer.fit(&training, Some(&test))?;
    let (loss, accuracy) = trainer.evaluate(&test)?;
    print_hash("evaluate", Hash::new().doubles(&[loss, accuracy]));
    print_hash("trainer_metric", Hash::new().doubles(&[trainer.metric("validation_f1_macro")?]));
    let best = trainer.best_epoch().unwrap_or(0);
    print("early_stopping", format!("{} {best}", trainer.stop_reason() as i32));
    Ok(())
}

fn refused() -> Result<()> {
    let mut trainer = trainer(net()?, "adam")?;
    let x = x60();
    print_error("error_optimizer", trainer.set_optimizer("addam").map(drop));
    print_error("error_loss", trainer.set_loss("hinge").map(drop));
    let narrow: Vec<f32> = x.chunks(FEATURES).flat_map(|row| row[..3].to_vec()).collect();
    let narrow = Dataset::rows_of(&narrow, 3).classes(&c60(), CLASSES).copy()?;
    print_error("error_features", trainer.fit(&narrow, None));
    print_error("error_backward", trainer.backward().map(drop));
    print_error("error_batch", trainer.set_accumulation(0).map(drop));
    Ok(())
}
