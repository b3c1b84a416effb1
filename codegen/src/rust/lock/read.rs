//! Reading the file, and saying what is wrong with it.

use serde::Deserialize as _;

use super::{FORMAT, Lock};
use crate::diagnostics::not_toml;
use crate::diagnostics::{Code, Diagnostic, Location};
use crate::rust::names;
use crate::source::conflict;

impl Lock {
    /// Reads the text of the file that `path` names.
    pub fn read(path: &str, text: &str) -> Result<Self, Diagnostic> {
        if let Some(line) = conflict(text) {
            return Err(Diagnostic::new(
                Code::InvalidLock,
                "this file holds an unresolved merge conflict",
            )
            .at(Location::new(path, line, 1))
            .help(
                "keep either side (`git checkout --ours` or `--theirs`) and run `tcgen \
                     regenerate`, which adds what the other side changed",
            ));
        }
        let lock: Self = toml::Deserializer::parse(text)
            .and_then(Self::deserialize)
            .map_err(|error| not_toml(Code::InvalidLock, path, text, &error).help(REPAIR))?;
        let fault = |needle: &str, message: String| {
            Diagnostic::new(Code::InvalidLock, message).at(place(path, text, needle)).help(REPAIR)
        };
        if lock.format != FORMAT {
            let message = format!("format {} is not known; this tcgen reads {FORMAT}", lock.format);
            return Err(fault("format", message));
        }
        for (path, name) in lock.versions.values().flat_map(|version| &version.names) {
            if !names::is_name(name) {
                return Err(fault(path, format!("`{name}` cannot be a name in Rust")));
            }
        }
        Ok(lock)
    }
}

const REPAIR: &str = "take the committed file back, or delete it: then the plain rules hold, and names \
     and arguments may change";

/// The line that names a key.
fn place(path: &str, text: &str, key: &str) -> Location {
    let line =
        text.lines().position(|line| line.trim_start().trim_start_matches('"').starts_with(key));
    let number = line.and_then(|line| u32::try_from(line + 1).ok());
    number.map_or_else(|| Location::file(path), |number| Location::new(path, number, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> (String, u32) {
        let found = Lock::read("tcgen.lock", text).unwrap_err();
        (found.message.clone(), found.location.map_or(0, |at| at.line))
    }

    const HEAD: &str = "format = 1\n[crate]\nversion = \"0.1.0\"\ngenerator = \"0.1.0\"\n";

    #[test]
    fn a_merge_conflict_is_recognised() {
        let text = format!("{HEAD}<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> other\n");
        assert_eq!(wrong(&text), ("this file holds an unresolved merge conflict".into(), 5));
    }

    #[test]
    fn damage_is_an_error_with_its_line() {
        assert_eq!(wrong("format = 2\n[crate]\nversion = \"1\"\ngenerator = \"1\"\n").1, 1);
        assert_eq!(wrong(&format!("{HEAD}[api.\"a/b\".nams]\n")).1, 5);
        let name = format!("{HEAD}[api.\"ess/2020-11-11\".names]\n\"actions/A\" = \"a(); fn b\"\n");
        assert_eq!(wrong(&name), ("`a(); fn b` cannot be a name in Rust".into(), 6));
    }
}
