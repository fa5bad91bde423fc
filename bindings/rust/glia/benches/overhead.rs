//! What a prediction costs through `Session` beyond C: one row of 64-128-10, in turns of calls made in C and in Rust, so
//! that whatever else the machine does meets both.
//!
//!     cargo bench --bench overhead
use glia::{Model, Session};
use glia_sys as sys;
use std::time::Instant;

const ROUNDS: usize = 301;
const WARMUP_ROUNDS: usize = 100;
const CALLS: u32 = 500; // of each, in a round

fn nanoseconds_a_call(mut call: impl FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..CALLS {
        call();
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(CALLS)
}

fn sorted(mut figures: Vec<f64>) -> Vec<f64> {
    figures.sort_by(f64::total_cmp);
    figures
}

fn main() -> glia::Result<()> {
    let mut model = Model::new(64)?;
    model.add_dense(128, "relu")?.add_dense(10, "softmax")?.initialize("auto", 42)?;
    let x = [0.5f32; 64];
    let mut y = [0.0f32; 10];

    // The same model for C, by its bytes.
    let bytes = model.to_bytes()?;
    let (mut c_model, mut c_session) = (std::ptr::null_mut(), std::ptr::null_mut());
    unsafe {
        assert_eq!(sys::glia_model_load_memory(&mut c_model, bytes.as_ptr().cast(), bytes.len()), sys::GLIA_OK);
        assert_eq!(sys::glia_session_create(&mut c_session, c_model, 1), sys::GLIA_OK);
    }
    let mut session = Session::new(&model, 1)?;

    let (mut of_c, mut of_rust) = (Vec::new(), Vec::new());
    for _ in 0..WARMUP_ROUNDS + ROUNDS {
        of_c.push(nanoseconds_a_call(|| unsafe {
            assert_eq!(sys::glia_session_predict(c_session, x.as_ptr(), 1, y.as_mut_ptr()), sys::GLIA_OK);
        }));
        of_rust.push(nanoseconds_a_call(|| session.predict_into(&x, &mut y).unwrap()));
    }
    let (of_c, of_rust) = (of_c.split_off(WARMUP_ROUNDS), of_rust.split_off(WARMUP_ROUNDS));
    let more = sorted(of_rust.iter().zip(&of_c).map(|(rust, c)| rust - c).collect());
    println!(
        "C {:.0} ns, Rust {:.0} ns; more in the same round: {:.0} ns ({:.0} to {:.0})",
        sorted(of_c)[ROUNDS / 2],
        sorted(of_rust)[ROUNDS / 2],
        more[ROUNDS / 2],
        more[ROUNDS / 4],
        more[ROUNDS * 3 / 4]
    );
    unsafe {
        sys::glia_session_destroy(c_session);
        sys::glia_model_destroy(c_model);
    }
    Ok(())
}
