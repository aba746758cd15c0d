//! What a source file names, read as the compiler reads it: paths in grouped imports, in code and behind `super`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, Ident, ItemEnum, ItemMod, ItemStruct, ItemTrait, ItemUse, Macro, UseTree};

/// A path from the root of the crate, without `crate`.
pub(super) type ModulePath = Vec<String>;

/// One file.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub(super) file: PathBuf,
    /// The module that the file is.
    pub(super) module: ModulePath,
    /// Every path of this crate that it names, in tests too.
    pub(super) paths: BTreeSet<ModulePath>,
    /// Those that it names outside of tests.
    pub(super) paths_in_code: BTreeSet<ModulePath>,
    /// The types and traits that it defines outside of tests.
    pub(super) types: Vec<String>,
    /// The modules that it declares outside of tests.
    pub(super) modules: Vec<String>,
    /// The modules within the file around what is read now.
    inner: ModulePath,
    is_in_test: bool,
}

impl Source {
    pub(super) fn read(file: &Path) -> Self {
        let text = fs::read_to_string(file).unwrap();
        let mut source = Self { file: file.to_owned(), module: module_of(file), ..Self::default() };
        source.visit_file(&syn::parse_file(&text).unwrap());
        source
    }

    /// The first part of the module's path.
    pub(super) fn room(&self) -> &str {
        self.module.first().map_or("", String::as_str)
    }

    fn name(&mut self, segments: &[String]) {
        let here: ModulePath = self.module.iter().chain(&self.inner).cloned().collect();
        let ups = segments.iter().take_while(|segment| *segment == "super").count();
        let path = match segments.first().map(String::as_str) {
            Some("crate") => segments[1..].to_vec(),
            Some("self") => [&here, &segments[1..]].concat(),
            Some("super") => [&here[..here.len() - ups], &segments[ups..]].concat(),
            _ => return,
        };
        if !self.is_in_test {
            self.paths_in_code.insert(path.clone());
        }
        self.paths.insert(path);
    }

    fn define(&mut self, name: &Ident) {
        if !self.is_in_test {
            self.types.push(name.to_string());
        }
    }

    fn import(&mut self, tree: &UseTree, before: &mut ModulePath) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.import(&path.tree, before);
                before.pop();
            }
            UseTree::Group(group) => group.items.iter().for_each(|item| self.import(item, before)),
            UseTree::Name(name) => self.name(&[before.clone(), vec![name.ident.to_string()]].concat()),
            UseTree::Rename(name) => self.name(&[before.clone(), vec![name.ident.to_string()]].concat()),
            UseTree::Glob(_) => self.name(before),
        }
    }
}

impl Visit<'_> for Source {
    fn visit_item_use(&mut self, item: &ItemUse) {
        self.import(&item.tree, &mut Vec::new());
    }

    fn visit_path(&mut self, path: &syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.name(&segments);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, named: &Macro) {
        // What is handed to a macro is no code yet.
        for rest in named.tokens.to_string().split("crate :: ").skip(1) {
            let path: ModulePath = rest
                .split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ' ' || c == ':'))
                .take(1)
                .collect::<String>()
                .split(" :: ")
                .map(|segment| segment.split(' ').next().unwrap_or_default().to_owned())
                .collect();
            self.name(&[vec!["crate".to_owned()], path].concat());
        }
        visit::visit_macro(self, named);
    }

    fn visit_item_mod(&mut self, item: &ItemMod) {
        let was_in_test = self.is_in_test;
        self.is_in_test |= item.attrs.iter().any(is_for_tests);
        let name = item.ident.to_string();
        if !self.is_in_test {
            self.modules.push(name.clone());
        }
        self.inner.push(name);
        visit::visit_item_mod(self, item);
        self.inner.pop();
        self.is_in_test = was_in_test;
    }

    fn visit_item_struct(&mut self, item: &ItemStruct) {
        self.define(&item.ident);
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &ItemEnum) {
        self.define(&item.ident);
        visit::visit_item_enum(self, item);
    }

    fn visit_item_trait(&mut self, item: &ItemTrait) {
        self.define(&item.ident);
        visit::visit_item_trait(self, item);
    }
}

/// `#[cfg(test)]`.
fn is_for_tests(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
}

/// `src/site/way.rs` is `site::way`.
fn module_of(file: &Path) -> ModulePath {
    let inside = file.strip_prefix("src").unwrap().with_extension("");
    let parts = inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    parts.filter(|part| part != "lib" && part != "main").collect()
}
