//! What the cases work on, as bindings/cases.md names it.
use glia::*;

pub const ROWS: usize = 60;
pub const FEATURES: usize = 4;
pub const CLASSES: usize = 3;
pub const ADAM: &str = "adam(learning_rate=0.01)";

/// Exact numbers in [-1, 1).
pub fn x60() -> Vec<f32> {
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1664525).wrapping_add(1013904223);
        (state >> 8) as f32 / 8388608.0 - 1.0
    };
    (0..ROWS * FEATURES).map(|_| next()).collect()
}

/// The index of the largest of the first three numbers of each row, the first of equals.
pub fn c60() -> Vec<i32> {
    let class = |row: &[f32]| match row {
        [a, b, c, ..] if a >= b && a >= c => 0,
        [_, b, c, ..] if b >= c => 1,
        _ => 2,
    };
    x60().chunks(FEATURES).map(class).collect()
}

pub fn data60() -> Result<Dataset<'static>> {
    Dataset::rows_of(&x60(), FEATURES).classes(&c60(), CLASSES).copy()
}

pub fn values60() -> Result<Dataset<'static>> {
    let t: Vec<f32> = x60().chunks(FEATURES).flat_map(|row| [row[0] * row[1], row[2] - row[3]]).collect();
    Dataset::rows_of(&x60(), FEATURES).values(&t, 2).copy()
}

/// "network": without values.
pub fn network() -> Result<Model> {
    let mut model = Model::new(FEATURES)?;
    model.add_dense(8, "relu")?.add_dense(CLASSES, "softmax")?;
    Ok(model)
}

/// "net": initialized.
pub fn net() -> Result<Model> {
    let mut model = network()?;
    model.initialize("auto", 7)?;
    Ok(model)
}

pub fn trainer(model: Model, optimizer: &str) -> Result<Trainer> {
    let mut trainer = Trainer::new(model)?;
    trainer.set_optimizer(optimizer)?.set_batch_size(16)?.set_epochs(5)?.set_seed(3)?;
    Ok(trainer)
}

/// 64-bit FNV-1a, over numbers as they lie in memory.
#[derive(Clone, Copy)]
pub struct Hash(pub u64);

impl Hash {
    pub fn new() -> Hash {
        Hash(14695981039346656037)
    }

    pub fn bytes(self, bytes: &[u8]) -> Hash {
        Hash(bytes.iter().fold(self.0, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(1099511628211)))
    }

    pub fn floats(self, numbers: &[f32]) -> Hash {
        numbers.iter().fold(self, |hash, number| hash.bytes(&number.to_ne_bytes()))
    }

    pub fn doubles(self, numbers: &[f64]) -> Hash {
        numbers.iter().fold(self, |hash, number| hash.bytes(&number.to_ne_bytes()))
    }

    pub fn classes(self, classes: &[i32]) -> Hash {
        classes.iter().fold(self, |hash, class| hash.bytes(&class.to_ne_bytes()))
    }
}

pub fn parameters(model: &Model) -> Result<Hash> {
    let mut hash = Hash::new();
    for layer in 0..model.layers() {
        hash = hash.floats(&model.parameters(layer, "weight")?).floats(&model.parameters(layer, "bias")?);
    }
    Ok(hash)
}

pub fn predictions(model: &Model) -> Result<Hash> {
    Ok(Hash::new().floats(&model.predict(&x60())?))
}
