use crate::exchange::{c_path, c_text, call, or_null, CTexts};
use crate::handle::Handle;
use crate::{Dataset, Result, TargetKind};
use glia_sys as sys;
use std::fmt;
use std::path::Path;

/// What the entries of a column of metadata are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metadata {
    /// Finite numbers.
    Numbers,
    /// Any text; an entry stands for its index among the different ones.
    Names,
}

/// Whether a CSV file begins with the names of its columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Header {
    /// As the first rows look.
    #[default]
    Auto,
    /// It does.
    Yes,
    /// It does not.
    No,
}

/// Opening data files of which there is more to say than a path. Options serve any number of files.
///
/// ```no_run
/// # fn main() -> glia::Result<()> {
/// let mut options = glia::DataOptions::new()?;
/// options.add_target("price")?.add_ignored("id")?.set_missing(true)?;
/// let houses = options.open("houses.csv")?;
/// # Ok(())
/// # }
/// ```
pub struct DataOptions {
    raw: Handle<sys::glia_data_options>,
}

// Safety: opening a file takes options as const; everything else needs `&mut self`.
unsafe impl Send for DataOptions {}
unsafe impl Sync for DataOptions {}

impl DataOptions {
    /// Options that say nothing.
    pub fn new() -> Result<DataOptions> {
        Handle::create(|out| unsafe { sys::glia_data_options_create(out) }).map(|raw| DataOptions { raw })
    }

    /// Opens a CSV, IDX or NPY file, by what it holds.
    pub fn open(&self, path: impl AsRef<Path>) -> Result<Dataset<'static>> {
        let path = c_path(path)?;
        Dataset::create(|out| unsafe { sys::glia_dataset_open_with(out, path.as_ptr(), self.raw.get()) })
    }

    fn set(
        &mut self,
        function: impl FnOnce(*mut sys::glia_data_options) -> sys::glia_status,
    ) -> Result<&mut DataOptions> {
        let options = self.raw.get_mut();
        call(|| function(options))?;
        Ok(self)
    }

    /// A file of targets beside the rows: IDX labels or an NPY array.
    pub fn set_labels(&mut self, path: Option<&Path>) -> Result<&mut DataOptions> {
        let path = path.map(c_path).transpose()?;
        self.set(|options| unsafe { sys::glia_data_options_set_labels(options, or_null(&path)) })
    }

    /// One more target column of a CSV file, by name or index.
    pub fn add_target(&mut self, column: &str) -> Result<&mut DataOptions> {
        let column = c_text(column)?;
        self.set(|options| unsafe { sys::glia_data_options_add_target(options, column.as_ptr()) })
    }

    /// How targets are read.
    pub fn set_target_kind(&mut self, kind: TargetKind) -> Result<&mut DataOptions> {
        self.set(|options| unsafe { sys::glia_data_options_set_target_kind(options, kind.code()) })
    }

    /// The classes of the target, where they are known.
    pub fn set_classes<S: AsRef<str>>(&mut self, classes: &[S]) -> Result<&mut DataOptions> {
        let classes = CTexts::new(classes)?;
        self.set(|options| unsafe { sys::glia_data_options_set_classes(options, classes.as_ptr(), classes.len()) })
    }

    /// One more column to leave out.
    pub fn add_ignored(&mut self, column: &str) -> Result<&mut DataOptions> {
        let column = c_text(column)?;
        self.set(|options| unsafe { sys::glia_data_options_add_ignored(options, column.as_ptr()) })
    }

    /// One more feature column that is categorical even if it holds numbers.
    pub fn add_categorical(&mut self, column: &str) -> Result<&mut DataOptions> {
        let column = c_text(column)?;
        self.set(|options| unsafe { sys::glia_data_options_add_categorical(options, column.as_ptr()) })
    }

    /// One more categorical column, whose categories are known.
    pub fn add_categories<S: AsRef<str>>(&mut self, column: &str, categories: &[S]) -> Result<&mut DataOptions> {
        let (column, categories) = (c_text(column)?, CTexts::new(categories)?);
        self.set(|options| unsafe {
            sys::glia_data_options_add_categories(options, column.as_ptr(), categories.as_ptr(), categories.len())
        })
    }

    /// One more column that says something of the rows and is neither target nor feature
    /// ([`Dataset::metadata`]).
    pub fn add_metadata(&mut self, column: &str, kind: Metadata) -> Result<&mut DataOptions> {
        let column = c_text(column)?;
        let kind = match kind {
            Metadata::Numbers => sys::GLIA_METADATA_NUMBERS,
            Metadata::Names => sys::GLIA_METADATA_NAMES,
        };
        self.set(|options| unsafe { sys::glia_data_options_add_metadata(options, column.as_ptr(), kind) })
    }

    /// What separates fields: `","`, `";"` or `"\t"`.
    pub fn set_delimiter(&mut self, delimiter: &str) -> Result<&mut DataOptions> {
        let delimiter = c_text(delimiter)?;
        self.set(|options| unsafe { sys::glia_data_options_set_delimiter(options, delimiter.as_ptr()) })
    }

    /// Whether there is a header.
    pub fn set_header(&mut self, header: Header) -> Result<&mut DataOptions> {
        let header = match header {
            Header::Auto => sys::GLIA_HEADER_AUTO,
            Header::Yes => sys::GLIA_HEADER_YES,
            Header::No => sys::GLIA_HEADER_NO,
        };
        self.set(|options| unsafe { sys::glia_data_options_set_header(options, header) })
    }

    /// Whether features may be missing.
    pub fn set_missing(&mut self, allowed: bool) -> Result<&mut DataOptions> {
        self.set(|options| unsafe { sys::glia_data_options_set_missing(options, allowed.into()) })
    }

    /// Whether the file becomes a stream, of which `window` rows are in memory at once (0: as many as 64 MiB hold). The
    /// file must not change while the data set lives.
    pub fn set_stream(&mut self, stream: bool, window: usize) -> Result<&mut DataOptions> {
        self.set(|options| unsafe { sys::glia_data_options_set_stream(options, stream.into(), window) })
    }
}

impl fmt::Debug for DataOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DataOptions")
    }
}
