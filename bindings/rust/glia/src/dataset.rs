use crate::exchange::{array, c_path, c_text, call, expect_length, or_null, text, CTexts};
use crate::handle::Handle;
use crate::{Result, Rows};
use glia_sys as sys;
use std::fmt;
use std::marker::PhantomData;
use std::path::Path;

/// How targets of a CSV or NPY file are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TargetKind {
    /// Classes where the column has text or few whole numbers, values otherwise.
    #[default]
    Auto,
    /// Each different entry is a class.
    Classes,
    /// Numbers to be predicted.
    Values,
    /// There is no target column.
    None,
}

impl TargetKind {
    pub(crate) fn code(self) -> i32 {
        match self {
            TargetKind::Auto => sys::GLIA_TARGET_AUTO,
            TargetKind::Classes => sys::GLIA_TARGET_CLASSES,
            TargetKind::Values => sys::GLIA_TARGET_VALUES,
            TargetKind::None => sys::GLIA_TARGET_NONE,
        }
    }
}

/// Rows of features with their targets: class indices, or numbers.
///
/// A data set never changes, so any number of threads may use one. `'a` is how long the rows live that it borrows
/// ([`Rows::borrow`]), or the closure that delivers them ([`Dataset::stream`]); data sets of copies and of files are
/// `Dataset<'static>`. What is made from a data set shares its rows, and may outlive its handle.
///
/// ```
/// # fn main() -> glia::Result<()> {
/// let x = [0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0];
/// let data = glia::Dataset::rows_of(&x, 2).classes(&[0, 1, 1, 0], 2).copy()?;
/// let (train, test) = data.split(0.5, true, 42)?;
/// assert_eq!((train.rows(), test.rows()), (2, 2));
/// # Ok(())
/// # }
/// ```
///
/// Borrowed rows must live as long as the data set and all that is made from it:
///
/// ```compile_fail,E0505
/// let x = vec![1.0, 2.0];
/// let data = glia::Dataset::rows_of(&x, 2).borrow().unwrap();
/// let (part, _) = data.split(0.5, false, 0).unwrap();
/// drop(x);
/// drop(part);
/// ```
pub struct Dataset<'a> {
    pub(crate) raw: Handle<sys::glia_dataset>,
    _rows: PhantomData<&'a [f32]>,
}

// Safety: a data set never changes once made, and depends on no thread. The closure of a stream is `Send`; glia runs
// one pass at a time and refuses another.
unsafe impl Send for Dataset<'_> {}
unsafe impl Sync for Dataset<'_> {}

impl<'a> Dataset<'a> {
    pub(crate) fn create(
        function: impl FnOnce(*mut *mut sys::glia_dataset) -> sys::glia_status,
    ) -> Result<Dataset<'a>> {
        Handle::create(function).map(Dataset::of)
    }

    fn of(raw: Handle<sys::glia_dataset>) -> Dataset<'a> {
        Dataset { raw, _rows: PhantomData }
    }

    /// Two data sets that a function gives at once.
    pub(crate) fn create_two(
        function: impl FnOnce(*mut *mut sys::glia_dataset, *mut *mut sys::glia_dataset) -> sys::glia_status,
    ) -> Result<(Dataset<'a>, Dataset<'a>)> {
        Handle::create_two(function).map(|(first, second)| (Dataset::of(first), Dataset::of(second)))
    }
}

/// Making.
impl Dataset<'static> {
    /// Rows of `features` numbers each, that lie one after another in `x`: say what belongs to them, then copy or
    /// borrow.
    pub fn rows_of(x: &[f32], features: usize) -> Rows<'_> {
        Rows::new(x, features)
    }

    /// Reads a CSV file. `target` is a column's name or index ("-1" is the last); None is the last column.
    /// [`DataOptions`](crate::DataOptions) say more than that.
    pub fn open_csv(path: impl AsRef<Path>, target: Option<&str>, kind: TargetKind) -> Result<Dataset<'static>> {
        let (path, target) = (c_path(path)?, target.map(c_text).transpose()?);
        Dataset::create(|out| unsafe { sys::glia_dataset_open_csv(out, path.as_ptr(), or_null(&target), kind.code()) })
    }

    /// Reads a CSV file for a model whose classes are known.
    pub fn open_csv_classes<S: AsRef<str>>(
        path: impl AsRef<Path>,
        target: Option<&str>,
        classes: &[S],
    ) -> Result<Dataset<'static>> {
        let (path, target, classes) = (c_path(path)?, target.map(c_text).transpose()?, CTexts::new(classes)?);
        Dataset::create(|out| unsafe {
            let target = or_null(&target);
            sys::glia_dataset_open_csv_classes(out, path.as_ptr(), target, classes.as_ptr(), classes.len())
        })
    }

    /// Reads images and their labels in the IDX format of MNIST, plain or gzip.
    pub fn open_idx(images: impl AsRef<Path>, labels: Option<&Path>) -> Result<Dataset<'static>> {
        let (images, labels) = (c_path(images)?, labels.map(c_path).transpose()?);
        Dataset::create(|out| unsafe { sys::glia_dataset_open_idx(out, images.as_ptr(), or_null(&labels)) })
    }

    /// Maps arrays of NumPy's NPY format into memory: rows and, where given, their targets. The files must not change
    /// while the data set lives: where one is made shorter, the system ends the process that reads what is gone.
    pub fn open_npy(x: impl AsRef<Path>, targets: Option<&Path>, kind: TargetKind) -> Result<Dataset<'static>> {
        let (x, targets) = (c_path(x)?, targets.map(c_path).transpose()?);
        Dataset::create(|out| unsafe { sys::glia_dataset_open_npy(out, x.as_ptr(), or_null(&targets), kind.code()) })
    }

    /// Opens a CSV, IDX or NPY file, by what it holds.
    pub fn open(
        path: impl AsRef<Path>,
        labels: Option<&Path>,
        target: Option<&str>,
        kind: TargetKind,
    ) -> Result<Dataset<'static>> {
        let (path, labels) = (c_path(path)?, labels.map(c_path).transpose()?);
        let target = target.map(c_text).transpose()?;
        Dataset::create(|out| unsafe {
            sys::glia_dataset_open(out, path.as_ptr(), or_null(&labels), or_null(&target), kind.code())
        })
    }
}

/// The same rows, seen otherwise.
impl<'a> Dataset<'a> {
    /// The same rows, where the numbers of a feature are indices of categories.
    pub fn with_categories<S: AsRef<str>>(&self, feature: usize, names: &[S]) -> Result<Dataset<'a>> {
        let names = CTexts::new(names)?;
        Dataset::create(|out| unsafe {
            sys::glia_dataset_with_categories(self.raw.get(), feature, names.as_ptr(), names.len(), out)
        })
    }

    /// The same rows with weights, one for each: how much it counts in a loss.
    pub fn with_weights(&self, weights: &[f32]) -> Result<Dataset<'a>> {
        Dataset::create(|out| unsafe {
            sys::glia_dataset_with_weights(out, self.raw.get(), weights.as_ptr(), weights.len())
        })
    }
}

/// Looking inside.
impl Dataset<'_> {
    /// Rows.
    pub fn rows(&self) -> usize {
        unsafe { sys::glia_dataset_rows(self.raw.get()) }
    }

    /// Numbers in a row.
    pub fn features(&self) -> usize {
        unsafe { sys::glia_dataset_features(self.raw.get()) }
    }

    /// Target values of a row; 0 for classes, and without targets.
    pub fn outputs(&self) -> usize {
        unsafe { sys::glia_dataset_outputs(self.raw.get()) }
    }

    /// Classes; 0 for target values, and without targets.
    pub fn class_count(&self) -> usize {
        unsafe { sys::glia_dataset_class_count(self.raw.get()) }
    }

    /// The names of the classes: as the file spells them, or their indices.
    pub fn class_names(&self) -> Result<Vec<String>> {
        let name = |index| {
            text(|buffer, capacity, needed| unsafe {
                sys::glia_dataset_class_name(self.raw.get(), index, buffer, capacity, needed)
            })
        };
        (0..self.class_count()).map(name).collect()
    }

    /// The names of the features: the header's, or their indices.
    pub fn feature_names(&self) -> Result<Vec<String>> {
        let name = |index| {
            text(|buffer, capacity, needed| unsafe {
                sys::glia_dataset_feature_name(self.raw.get(), index, buffer, capacity, needed)
            })
        };
        (0..self.features()).map(name).collect()
    }

    /// The categories of a feature; none for one of numbers.
    pub fn categories(&self, feature: usize) -> Result<Vec<String>> {
        let count = unsafe { sys::glia_dataset_category_count(self.raw.get(), feature) };
        let name = |index| {
            text(|buffer, capacity, needed| unsafe {
                sys::glia_dataset_category_name(self.raw.get(), feature, index, buffer, capacity, needed)
            })
        };
        (0..count).map(name).collect()
    }

    /// Whether any value is missing.
    pub fn has_missing(&self) -> bool {
        unsafe { sys::glia_dataset_has_missing(self.raw.get()) != 0 }
    }

    /// Whether rows have weights.
    pub fn has_weights(&self) -> bool {
        unsafe { sys::glia_dataset_has_weights(self.raw.get()) != 0 }
    }

    /// Whether rows are read anew in each pass.
    pub fn is_stream(&self) -> bool {
        unsafe { sys::glia_dataset_is_stream(self.raw.get()) != 0 }
    }

    /// The features of `count` rows from `first`.
    pub fn features_of(&self, first: usize, count: usize) -> Result<Vec<f32>> {
        let mut x = vec![0.0; count.min(self.rows()) * self.features()];
        self.get_rows(first, count, Some(&mut x), None, None)?;
        Ok(x)
    }

    /// The classes of `count` rows from `first`.
    pub fn classes_of(&self, first: usize, count: usize) -> Result<Vec<i32>> {
        let mut classes = vec![0; count.min(self.rows())];
        self.get_rows(first, count, None, None, Some(&mut classes))?;
        Ok(classes)
    }

    /// The target values of `count` rows from `first`.
    pub fn targets_of(&self, first: usize, count: usize) -> Result<Vec<f32>> {
        let mut targets = vec![0.0; count.min(self.rows()) * self.outputs()];
        self.get_rows(first, count, None, Some(&mut targets), None)?;
        Ok(targets)
    }

    /// Copies `count` rows from `first` into arrays of yours.
    pub fn get_rows(
        &self,
        first: usize,
        count: usize,
        x: Option<&mut [f32]>,
        targets: Option<&mut [f32]>,
        classes: Option<&mut [i32]>,
    ) -> Result<()> {
        let fits = first.checked_add(count).map_or(false, |end| end <= self.rows());
        if fits {
            // glia refuses other rows itself, and writes nothing then
            let lengths = [
                ("x", x.as_ref().map(|x| x.len()), self.features()),
                ("targets", targets.as_ref().map(|targets| targets.len()), self.outputs()),
                ("classes", classes.as_ref().map(|classes| classes.len()), 1),
            ];
            for (what, length, width) in lengths {
                length.map_or(Ok(()), |length| expect_length(what, length, count, width))?;
            }
        }
        let x = x.map_or(std::ptr::null_mut(), |x| x.as_mut_ptr());
        let targets = targets.map_or(std::ptr::null_mut(), |targets| targets.as_mut_ptr());
        let classes = classes.map_or(std::ptr::null_mut(), |classes| classes.as_mut_ptr());
        call(|| unsafe { sys::glia_dataset_get_rows(self.raw.get(), first, count, x, targets, classes) })
    }

    /// The weight of every row, all 1 where rows have none.
    pub fn weights(&self) -> Result<Vec<f32>> {
        array(|values, capacity, needed| unsafe {
            sys::glia_dataset_get_weights(self.raw.get(), values, capacity, needed)
        })
    }

    /// A column of metadata, in the order in which they were asked for
    /// ([`DataOptions::add_metadata`](crate::DataOptions::add_metadata)).
    pub fn metadata(&self, index: usize) -> Result<Vec<f64>> {
        array(|values, capacity, needed| unsafe {
            sys::glia_dataset_get_metadata(self.raw.get(), index, values, capacity, needed)
        })
    }

    /// A JSON object: rows, features, outputs, classes, and the rows of each class.
    pub fn describe(&self) -> Result<String> {
        text(|buffer, capacity, needed| unsafe { sys::glia_dataset_describe(self.raw.get(), buffer, capacity, needed) })
    }
}

impl fmt::Debug for Dataset<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Dataset")
            .field("rows", &self.rows())
            .field("features", &self.features())
            .field("outputs", &self.outputs())
            .field("classes", &self.class_count())
            .finish()
    }
}
