//! A wheel, which is a zip archive: lists its files and reads them, trusting neither its
//! names nor its sizes.

use std::io::{Cursor, Read as _};
use std::path::Path;
use std::sync::Arc;

use zip::ZipArchive;

use super::bytes::{read_bounded, too_large};
use crate::diagnostics::{Code, Diagnostic, Location};

/// The largest wheel; the real ones have 15 MB.
const WHEEL_LIMIT: u64 = 256 << 20;
/// The most files in a wheel; the real ones have 1,300.
const COUNT_LIMIT: usize = 100_000;
/// The largest sum of unpacked sizes; the real ones have 165 MB.
const TOTAL_LIMIT: u64 = 2 << 30;

/// An open wheel. Cloning is cheap: each thread reads through its own clone.
#[derive(Clone)]
pub(super) struct Wheel {
    archive: ZipArchive<Cursor<Arc<[u8]>>>,
    name: Arc<str>,
}

impl Wheel {
    /// Opens a wheel and checks every name in it.
    pub(super) fn open(path: &Path) -> Result<Self, Diagnostic> {
        let name: Arc<str> = path.display().to_string().into();
        let bytes: Arc<[u8]> = read_bounded(path, WHEEL_LIMIT)?.into();
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&name, &error))?;
        let mut wheel = Self { archive, name };
        wheel.check()?;
        Ok(wheel)
    }

    fn check(&mut self) -> Result<(), Diagnostic> {
        let bad = |message: String| {
            Diagnostic::new(Code::BadArchive, message).at(Location::file(Arc::clone(&self.name)))
        };
        if self.archive.len() > COUNT_LIMIT {
            return Err(bad(format!("holds {} files, more than any wheel", self.archive.len())));
        }
        let mut total = 0_u64;
        for index in 0..self.archive.len() {
            let entry = match self.archive.by_index_raw(index) {
                Ok(entry) => entry,
                Err(error) => return Err(damaged(&self.name, &error)),
            };
            total = total.saturating_add(entry.size());
            let name = entry.name().map_err(|error| damaged(&self.name, &error))?;
            if climbs(&name) {
                return Err(bad(format!("holds `{name}`, which climbs out of its folder"))
                    .help("this is not a wheel of the official metadata; download it again"));
            }
        }
        if total > TOTAL_LIMIT {
            return Err(bad(format!("would unpack to {} MB, more than any wheel", total >> 20)));
        }
        Ok(())
    }

    /// Index and name of every file, in the order of the archive.
    pub(super) fn files(&self) -> impl Iterator<Item = (usize, String)> + '_ {
        (0..self.archive.len()).filter_map(|index| {
            let name = self.archive.name_for_index(index)?.ok()?;
            Some((index, name.into_owned()))
        })
    }

    /// The unpacked bytes of a file, whatever size the archive claims for it.
    pub(super) fn read(&mut self, index: usize, limit: u64) -> Result<Vec<u8>, Diagnostic> {
        let bytes = self.read_head(index, limit + 1)?;
        if bytes.len() as u64 > limit {
            return Err(too_large(&self.inside(index), limit));
        }
        Ok(bytes)
    }

    /// The first unpacked bytes of a file, at most `limit`.
    pub(super) fn read_head(&mut self, index: usize, limit: u64) -> Result<Vec<u8>, Diagnostic> {
        let inside = self.inside(index);
        let mut entry = self.archive.by_index(index).map_err(|error| damaged(&inside, &error))?;
        let mut bytes = Vec::with_capacity(usize::try_from(entry.size().min(limit)).unwrap_or(0));
        entry
            .by_ref()
            .take(limit)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(&inside, &error))?;
        Ok(bytes)
    }

    fn inside(&self, index: usize) -> String {
        match self.archive.name_for_index(index) {
            Some(Ok(name)) => format!("{}!/{name}", self.name),
            _ => self.name.to_string(),
        }
    }
}

/// Whether a name in an archive points anywhere but below the archive's own folder. Nothing
/// is ever unpacked to disk; such a name only says that somebody tampered with the archive.
fn climbs(name: &str) -> bool {
    name.starts_with('/')
        || name.contains(['\\', '\0', ':'])
        || name.split('/').any(|part| part == "..")
}

fn damaged(name: &str, error: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::new(Code::BadArchive, format!("cannot unpack: {error}"))
        .at(Location::file(name.to_owned()))
        .help("download the wheel again: `pip download --no-deps tccli`")
}
