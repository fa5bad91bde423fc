//! Parts of a data set for training and for validation. They share its rows.
use crate::exchange::{c_text, call};
use crate::{Dataset, Result};
use glia_sys as sys;
use std::ptr::null;

/// How rows are cut for cross-validation: a spec such as `"stratified(folds=5)"`, the groups that `"grouped"` needs,
/// and the seed of what is random.
#[derive(Clone, Copy, Debug)]
pub struct Folds<'a> {
    /// `plain`, `stratified`, `grouped` or `time`, with their parameters.
    pub spec: &'a str,
    /// The number of each row's group, for `grouped`.
    pub groups: Option<&'a [i32]>,
    /// Where what is random comes from.
    pub seed: u64,
}

impl<'a> Folds<'a> {
    /// Folds without groups.
    pub fn new(spec: &'a str, seed: u64) -> Folds<'a> {
        Folds { spec, groups: None, seed }
    }

    /// How many folds the spec asks for.
    pub fn count(&self) -> Result<usize> {
        let spec = c_text(self.spec)?;
        let mut count = 0;
        call(|| unsafe { sys::glia_fold_count(spec.as_ptr(), &mut count) })?;
        Ok(count)
    }

    pub(crate) fn groups(&self) -> (*const i32, usize) {
        self.groups.map_or((null(), 0), |groups| (groups.as_ptr(), groups.len()))
    }
}

impl<'a> Dataset<'a> {
    /// Two parts at random, of which the second has the `fraction` of the rows; with `stratify`, of each class's rows.
    pub fn split(&self, fraction: f64, stratify: bool, seed: u64) -> Result<(Dataset<'a>, Dataset<'a>)> {
        Dataset::create_two(|first, second| unsafe {
            sys::glia_dataset_split(self.raw.get(), fraction, stratify.into(), seed, first, second)
        })
    }

    /// Two parts at random, where no group has rows in both.
    pub fn split_groups(&self, fraction: f64, groups: &[i32], seed: u64) -> Result<(Dataset<'a>, Dataset<'a>)> {
        let (pointer, size) = (groups.as_ptr(), groups.len());
        Dataset::create_two(|first, second| unsafe {
            sys::glia_dataset_split_groups(self.raw.get(), fraction, pointer, size, seed, first, second)
        })
    }

    /// The rows before, and the last `fraction` of them.
    pub fn split_time(&self, fraction: f64) -> Result<(Dataset<'a>, Dataset<'a>)> {
        Dataset::create_two(|first, second| unsafe {
            sys::glia_dataset_split_time(self.raw.get(), fraction, first, second)
        })
    }

    /// The rows in rising order of their keys, one for each.
    pub fn sort(&self, keys: &[f64]) -> Result<Dataset<'a>> {
        Dataset::create(|out| unsafe { sys::glia_dataset_sort(out, self.raw.get(), keys.as_ptr(), keys.len()) })
    }

    /// Rows of your choice, in any order, each as often as wanted.
    pub fn pick(&self, rows: &[usize]) -> Result<Dataset<'a>> {
        Dataset::create(|out| unsafe { sys::glia_dataset_pick(out, self.raw.get(), rows.as_ptr(), rows.len()) })
    }

    /// One fold: the rows to train on, and those to validate with.
    pub fn fold(&self, folds: &Folds<'_>, index: usize) -> Result<(Dataset<'a>, Dataset<'a>)> {
        let spec = c_text(folds.spec)?;
        let (groups, size) = folds.groups();
        Dataset::create_two(|train, validation| unsafe {
            let data = self.raw.get();
            sys::glia_dataset_fold(data, spec.as_ptr(), groups, size, folds.seed, index, train, validation)
        })
    }
}
