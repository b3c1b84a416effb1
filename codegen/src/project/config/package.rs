//! The keys of `[crate]` that cargo is told: each is checked as cargo and its registries would.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{CrateConfig, LayoutConfig, PublishConfig};
use crate::diagnostics::{Code, Diagnostic, LineIndex, Location};
use crate::rust::names::is_package_name;

/// A key with a value that cannot be used.
pub(super) struct UnusableKey {
    key: &'static str,
    message: String,
    help: &'static str,
}

/// The keys of the table, each with its place.
#[derive(Deserialize)]
struct Keys {
    #[serde(rename = "crate")]
    krate: BTreeMap<String, Spanned<toml::Value>>,
}

impl UnusableKey {
    /// The fault at its place in the file.
    pub(super) fn at(self, path: &str, text: &str) -> Diagnostic {
        Diagnostic::new(Code::InvalidConfig, self.message)
            .at(place_of(self.key, path, text))
            .help(self.help)
    }
}

/// Where the value of a key of `[crate]` is.
pub(super) fn place_of(key: &str, path: &str, text: &str) -> Location {
    let keys = toml::from_str::<Keys>(text).ok();
    let span = keys.and_then(|keys| keys.krate.get(key).map(Spanned::span));
    match span {
        Some(span) => LineIndex::new(text).location(path, span.start),
        None => Location::file(path),
    }
}

/// The first key with a value that cannot be used.
pub(super) fn check(krate: &CrateConfig) -> Result<(), UnusableKey> {
    let fault = |key, message: String, help| Err(UnusableKey { key, message, help });
    if krate.layout == LayoutConfig::Workspace && krate.version.is_some() {
        let message = "the crates of a workspace have no version in common".to_owned();
        return fault(
            "version",
            message,
            "leave it out: tcgen.lock keeps the version of each product",
        );
    }
    if !is_package_name(&krate.name) {
        let message = format!("`{}` cannot be the name of a package", krate.name);
        return fault("name", message, "letters, digits, `-` and `_`: `tencentcloud-api`");
    }
    check_out(krate)?;
    if let Some(version) = &krate.version
        && let Err(error) = semver::Version::parse(version)
    {
        let message = format!("`{version}` is not a version: {error}");
        return fault(
            "version",
            message,
            "write it as `1.2.3`, or leave it out: then it is raised by itself",
        );
    }
    if let Some(repository) = &krate.repository
        && !is_web_address(repository)
    {
        let message = format!("`{repository}` is not the address of a repository");
        return fault("repository", message, "write it as `https://…`");
    }
    let texts = [("license", &krate.license), ("description", &krate.description)];
    for (key, text) in texts {
        if text.as_deref().is_some_and(|text| !is_line(text)) {
            return fault(
                key,
                format!("`{key}` is empty or holds control characters"),
                "write one line of text",
            );
        }
    }
    if let Some(license) = &krate.license
        && !license.chars().all(|c| c.is_ascii_alphanumeric() || " .-+()/:".contains(c))
    {
        let message = format!("`{license}` is not an SPDX expression");
        return fault("license", message, "`MIT OR Apache-2.0`, or `LicenseRef-Proprietary`");
    }
    if let Some(author) = krate.authors.iter().find(|author| !is_line(author)) {
        let message = format!("`{author}` cannot be an author");
        return fault("authors", message, "write `\"Name <address>\"`");
    }
    check_keywords(krate)?;
    if let Some(PublishConfig::In(registries)) = &krate.publish
        && let Some(wrong) = registries.iter().find(|name| !is_package_name(name))
    {
        let message = format!("`{wrong}` cannot be the name of a registry");
        return fault("publish", message, "`true`, `false`, or names as in `.cargo/config.toml`");
    }
    Ok(())
}

/// `~` is not expanded: only a shell does that, and here it would name a folder.
fn check_out(krate: &CrateConfig) -> Result<(), UnusableKey> {
    if krate.out != "~" && !krate.out.starts_with("~/") {
        return Ok(());
    }
    let message = format!("`{}` is a path that only a shell knows", krate.out);
    Err(UnusableKey {
        key: "out",
        message,
        help: "write it out, or as seen from this file: `../generated`",
    })
}

/// What crates.io takes: five keywords of at most 20 characters.
fn check_keywords(krate: &CrateConfig) -> Result<(), UnusableKey> {
    const HELP: &str = "at most five, each of at most 20 letters, digits, `-`, `_` and `+`";
    let keywords = krate.keywords.as_deref().unwrap_or_default();
    let is_keyword = |word: &&String| {
        word.len() <= 20
            && word.starts_with(|c: char| c.is_ascii_alphanumeric())
            && word.chars().all(|c| c.is_ascii_alphanumeric() || "-_+".contains(c))
    };
    let message = match keywords.iter().find(|word| !is_keyword(word)) {
        Some(word) => format!("`{word}` cannot be a keyword"),
        None if keywords.len() > 5 => format!("{} keywords are too many", keywords.len()),
        None => return Ok(()),
    };
    Err(UnusableKey { key: "keywords", message, help: HELP })
}

fn is_line(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains(char::is_control)
}

fn is_web_address(text: &str) -> bool {
    url::Url::parse(text)
        .is_ok_and(|url| matches!(url.scheme(), "https" | "http") && url.has_host())
}

#[cfg(test)]
mod tests {
    use crate::project::config::Config;

    fn wrong(lines: &str) -> String {
        let text = format!("[crate]\n{lines}\n");
        let fault = Config::read("tcgen.toml", &text).unwrap_err();
        let place = fault.location.map(|at| at.to_string()).unwrap_or_default();
        format!("{place} {}", fault.message)
    }

    #[test]
    fn what_cargo_takes_is_taken() {
        let text = "[crate]\nname = \"a-b\"\nversion = \"1.2.3-rc.1\"\nlicense = \"MIT\"\n\
                    publish = [\"corp\"]\nrepository = \"https://example.org/x\"\n\
                    keywords = [\"cloud\"]\nauthors = [\"李雷 <li@example.org>\"]\n\
                    description = \"签署\"\n";
        let config = Config::read("tcgen.toml", text).unwrap();
        assert_eq!(config.krate.version.as_deref(), Some("1.2.3-rc.1"));
    }

    #[test]
    fn what_cargo_refuses_is_an_error_at_its_place() {
        let cases = [
            ("version = \"1.2\"", "tcgen.toml:2:11 `1.2` is not a version"),
            ("name = \"Tencent Cloud\"", "tcgen.toml:2:8 `Tencent Cloud` cannot be the name"),
            ("keywords = [\"a b\"]", "tcgen.toml:2:12 `a b` cannot be a keyword"),
            ("keywords = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]", "tcgen.toml:2:12 6 keywords"),
            ("repository = \"ssh\"", "tcgen.toml:2:14 `ssh` is not the address"),
            ("license = \"\"", "tcgen.toml:2:11 `license` is empty"),
            ("license = \"MIT; rm\"", "tcgen.toml:2:11 `MIT; rm` is not an SPDX expression"),
            ("publish = [\"a b\"]", "tcgen.toml:2:11 `a b` cannot be the name of a registry"),
            ("authors = [\"\\u0007\"]", "tcgen.toml:2:11"),
        ];
        for (line, expected) in cases {
            let found = wrong(line);
            assert!(found.starts_with(expected), "{line}: {found}");
        }
    }
}
