//! What this crate declares is what the headers declare: the sources are turned into C assertions and declarations,
//! which the C compiler reads together with glia/glia.h; and nothing that a header has is left out.
use glia_sys::*;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

const SOURCES: [&str; 6] = [
    include_str!("../src/base.rs"),
    include_str!("../src/model.rs"),
    include_str!("../src/data.rs"),
    include_str!("../src/training.rs"),
    include_str!("../src/metrics.rs"),
    include_str!("../src/plugin.rs"),
];

fn include_directory() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../include");
    std::env::var_os("GLIA_INCLUDE_DIR").map_or(beside, PathBuf::from)
}

/// The sources in one line each item, without comments.
fn items() -> Vec<String> {
    let code: Vec<&str> =
        SOURCES.iter().flat_map(|source| source.lines()).filter(|line| !line.trim_start().starts_with("//")).collect();
    let joined = code.join(" ").replace("extern \"C\" {", ";");
    joined.split(';').map(|item| item.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// `*const c_char` -> `const char*`, and so on.
fn c_type(rust: &str) -> String {
    let rust = rust.trim();
    if let Some(target) = rust.strip_prefix("*const ") {
        return format!("{} const*", c_type(target));
    }
    if let Some(target) = rust.strip_prefix("*mut ") {
        return format!("{}*", c_type(target));
    }
    let simple = [
        ("usize", "size_t"),
        ("i32", "int32_t"),
        ("u32", "uint32_t"),
        ("u64", "uint64_t"),
        ("f32", "float"),
        ("f64", "double"),
        ("c_char", "char"),
        ("c_void", "void"),
    ];
    simple.iter().find(|(name, _)| *name == rust).map_or(rust, |(_, c)| c).to_owned()
}

/// `pub fn f(a: A, b: B) -> R` as a C declaration.
fn c_function(item: &str) -> String {
    let (head, result) = item.split_once(" -> ").unwrap_or((item, "c_void"));
    let (name, arguments) = head.strip_prefix("pub fn ").unwrap().split_once('(').unwrap();
    let arguments: Vec<String> = arguments
        .trim_end_matches([')', ',', ' '])
        .split(',')
        .filter_map(|argument| argument.split_once(':'))
        .map(|(_, of)| c_type(of))
        .collect();
    let arguments = if arguments.is_empty() { "void".to_owned() } else { arguments.join(", ") };
    format!("{} {name}({arguments});", c_type(result))
}

/// Assertions of the size of a struct and of the place and size of each of its fields.
macro_rules! layout {
    ($c:expr, $struct:ident { $($field:ident),* }) => {{
        let value = std::mem::MaybeUninit::<$struct>::uninit();
        let start = value.as_ptr();
        writeln!($c, "_Static_assert(sizeof({0}) == {1}, \"{0}\");", stringify!($struct), std::mem::size_of::<$struct>())
            .unwrap();
        let mut ends = Vec::new();
        $(
            let field = unsafe { std::ptr::addr_of!((*start).$field) };
            let offset = field as usize - start as usize;
            ends.push(offset + size_of_pointee(field));
            writeln!(
                $c,
                "_Static_assert(offsetof({0}, {1}) == {2} && sizeof((({0}*)0)->{1}) == {3}, \"{0}.{1}\");",
                stringify!($struct), stringify!($field), offset, size_of_pointee(field)
            )
            .unwrap();
        )*
        assert_eq!(ends.last(), Some(&std::mem::size_of::<$struct>()), "all fields of {} are compared", stringify!($struct));
    }};
}

fn size_of_pointee<T>(_: *const T) -> usize {
    std::mem::size_of::<T>()
}

#[test]
fn the_c_compiler_agrees_with_every_declaration() {
    let mut c = String::from("#include <glia/glia.h>\ntypedef void (*glia_destroy)(void*);\n");
    let (mut functions, mut constants) = (0, 0);
    for item in items() {
        if item.starts_with("pub fn ") {
            writeln!(c, "{}", c_function(&item)).unwrap();
            functions += 1;
        } else if let Some(constant) = item.strip_prefix("pub const ") {
            let (name, value) = (constant.split(':').next().unwrap(), constant.split(" = ").nth(1).unwrap());
            writeln!(c, "_Static_assert({name} == ({value}), \"{name}\");").unwrap();
            constants += 1;
        }
    }
    assert!(functions > 150 && constants > 50, "{functions} functions and {constants} constants were read");
    layout!(c, glia_host_t { struct_size, abi, isa, reserved });
    layout!(c, glia_activation_parameter_t { name, default_value, minimum, maximum });
    layout!(
        c,
        glia_activation_t {
            struct_size,
            flags,
            name,
            revision,
            parameter_count,
            parameters,
            variant,
            formula,
            reference,
            initializer,
            max_error_ulp,
            user,
            destroy,
            forward,
            backward,
            forward_f64,
            backward_f64,
            training,
            forward_trained,
            backward_trained,
            forward_trained_f64,
            backward_trained_f64
        }
    );
    layout!(c, glia_plugin_t { struct_size, abi, id, version, init, count, activation });

    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("header.c");
    std::fs::write(&file, c).unwrap();
    let status = Command::new("cc")
        .args(["-std=c11", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-I"])
        .arg(include_directory())
        .arg(&file)
        .status()
        .expect("cc runs");
    assert!(status.success(), "{} is refused by the C compiler", file.display());
}

fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

#[test]
fn nothing_that_a_header_declares_is_left_out() {
    let rust: BTreeSet<&str> = SOURCES.iter().flat_map(|source| source.split(|c| !is_name(c))).collect();
    let mut missing = Vec::new();
    for entry in std::fs::read_dir(include_directory().join("glia")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().map_or(true, |extension| extension != "h") {
            continue;
        }
        let header = std::fs::read_to_string(path).unwrap();
        for line in header.lines() {
            let declares = line.starts_with("GLIA_API ");
            let enumerates = line.starts_with("    GLIA_") && line.contains('=');
            let defines = line.starts_with("#define GLIA_") && line.split_whitespace().count() == 3;
            let name = if declares {
                line.split('(').next().unwrap().rsplit(|c| !is_name(c)).next()
            } else if enumerates || defines {
                line.split(|c| !is_name(c)).find(|word| word.starts_with("GLIA_"))
            } else {
                None
            };
            missing.extend(name.filter(|name| !rust.contains(name) && !is_of_c_alone(name)).map(str::to_owned));
        }
    }
    assert!(missing.is_empty(), "not declared in Rust: {missing:?}");
}

/// How C declares things, not what is declared.
fn is_of_c_alone(name: &str) -> bool {
    ["GLIA_API", "GLIA_BEGIN", "GLIA_DEPRECATED", "GLIA_END", "GLIA_PLUGIN_VISIBLE", "GLIA_PLUGIN_EXPORT"]
        .contains(&name)
}
