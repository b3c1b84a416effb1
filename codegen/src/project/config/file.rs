//! Where the file is, and its text.

use std::path::{Component, Path, PathBuf};

use super::Config;
use super::package::place_of;
use crate::diagnostics::{Diagnostic, LineIndex, Location};
use crate::source::read_utf8;

/// The name of the file.
pub const FILE_NAME: &str = "tcgen.toml";

/// A config with the file that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigFile {
    /// The path as the user gave it.
    pub path: PathBuf,
    /// The text.
    pub text: String,
    /// What the text says.
    pub config: Config,
}

impl ConfigFile {
    /// Reads the file.
    pub fn read(path: &Path) -> Result<Self, Diagnostic> {
        let file = read_utf8(path)?;
        let config = Config::read(&file.path, &file.text)?;
        Ok(Self { path: path.to_owned(), text: file.text, config })
    }

    /// The folder that the paths in the file are relative to; the spec is in it.
    pub fn folder(&self) -> &Path {
        match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        }
    }

    /// Where the value of a key of `[crate]` is, for findings.
    pub(crate) fn key_of_crate(&self, key: &str) -> Location {
        place_of(key, &self.path.display().to_string(), &self.text)
    }

    /// Where a text first is in the file in quotes.
    pub(crate) fn place_of_text(&self, text: &str) -> Location {
        let path = self.path.display().to_string();
        let found =
            ['"', '\''].iter().find_map(|quote| self.text.find(&format!("{quote}{text}{quote}")));
        match found {
            Some(at) => LineIndex::new(&self.text).location(path.as_str(), at),
            None => Location::file(path),
        }
    }

    /// What the crate is made from, each with a word for it: its folder holds none of these.
    pub fn inputs(&self) -> Vec<(&'static str, PathBuf)> {
        let sources = &self.config.sources;
        let resolved = |word, paths: &[String]| {
            paths.iter().map(|path| (word, self.resolve(path))).collect::<Vec<_>>()
        };
        [
            vec![("the folder of the config, where the spec is", self.folder().to_owned())],
            resolved("the pages", &sources.pages),
            resolved("the metadata", &sources.metadata),
            resolved("the error lists", &sources.errors),
            resolved("the corrections", &sources.corrections),
        ]
        .concat()
    }

    /// A path in the file as one from here: `../generated` in `spec/tcgen.toml` is `generated`.
    pub fn resolve(&self, path: &str) -> PathBuf {
        let mut folder = self.folder();
        let mut path = Path::new(path);
        // What is above a link is not what its own path says.
        while let (Ok(rest), Some(Component::Normal(_)), false) =
            (path.strip_prefix(".."), folder.components().next_back(), folder.is_symlink())
        {
            folder = folder.parent().unwrap_or(Path::new(""));
            path = rest;
        }
        if folder == Path::new(".") { path.to_owned() } else { folder.join(path) }
    }
}

/// The config of a folder: `tcgen.toml` or `spec/tcgen.toml` in it, or in the nearest folder
/// around it that has one, as cargo looks for its manifest. The path is relative where the file
/// is in `start` or below.
pub fn find(start: &Path) -> Option<PathBuf> {
    let names = [PathBuf::from(FILE_NAME), Path::new("spec").join(FILE_NAME)];
    let in_folder =
        |folder: &Path| names.iter().map(|name| folder.join(name)).find(|path| path.is_file());
    if let Some(path) = in_folder(start) {
        return Some(path);
    }
    // An empty path is here, and has no absolute form.
    let absolute = std::path::absolute(start.join(".")).ok()?;
    absolute.ancestors().skip(1).find_map(in_folder)
}
