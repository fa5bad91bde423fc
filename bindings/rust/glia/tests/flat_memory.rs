//! Objects that come and go leave memory as it was. The only test of its program: others would take memory meanwhile.
use glia::*;

const CYCLES: usize = 100_000;

/// Bytes. A lost block takes 32 or more: in each cycle of half of them, 1.6 MB; in each tenth, 160 KB.
const GROWTH_ALLOWED: usize = 128 << 10;

fn resident_bytes() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    pages.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
}

#[test]
fn memory_stays_flat() {
    let x = [0.5f32; 8];
    let cycle = |i| {
        let mut model = Model::new(4).unwrap();
        model.add_dense(3, "tanh").unwrap().initialize("zeros", 1).unwrap();
        let mut session = Session::new(&model, 2).unwrap();
        assert_eq!(session.predict(&x).unwrap().len(), 6);
        let data = Dataset::rows_of(&x, 4).classes(&[0, 2], 3).borrow().unwrap();
        assert_eq!(data.rows(), 2);
        drop(session);
        if i % 10 == 0 {
            let mut trainer = Trainer::new(model).unwrap();
            assert!(trainer.set_loss("mse").is_ok() && trainer.set_epochs(0).is_err());
        }
    };
    (0..CYCLES / 2).for_each(cycle); // what the first ones leave behind belongs to the process
    let before = resident_bytes();
    (0..CYCLES / 2).for_each(cycle);
    let grown = resident_bytes().saturating_sub(before);
    println!("grown by {grown} bytes");
    assert!(grown < GROWTH_ALLOWED, "{} cycles have taken {grown} bytes", CYCLES / 2);
}
