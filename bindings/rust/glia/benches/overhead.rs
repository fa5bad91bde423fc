//! What a prediction costs through `Session` beside the C call that it makes: a network of 64-128-10, one row a call.
//!
//!     cargo bench
use glia::{Model, Session};
use glia_sys as sys;
use std::hint::black_box;
use std::time::Instant;

const CALLS: u32 = 20_000;
const ROUNDS: usize = 25;

fn nanoseconds_a_call(mut call: impl FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..CALLS {
        call();
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(CALLS)
}

fn main() -> glia::Result<()> {
    let mut model = Model::new(64)?;
    model.add_dense(128, "relu")?.add_dense(10, "softmax")?.initialize("auto", 1)?;
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

    // In turns, so that neither has the quieter machine; the best of each is what the code costs.
    let (mut of_c, mut of_rust) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..ROUNDS {
        of_c = of_c.min(nanoseconds_a_call(|| unsafe {
            let (x, y) = (black_box(x.as_ptr()), black_box(y.as_mut_ptr()));
            assert_eq!(sys::glia_session_predict(c_session, x, 1, y), sys::GLIA_OK);
        }));
        of_rust = of_rust.min(nanoseconds_a_call(|| {
            session.predict_into(black_box(&x), black_box(&mut y)).unwrap();
        }));
    }
    println!("one row of 64-128-10: C {of_c:.0} ns, Rust {of_rust:.0} ns, {:+.1} ns", of_rust - of_c);
    unsafe {
        sys::glia_session_destroy(c_session);
        sys::glia_model_destroy(c_model);
    }
    Ok(())
}
