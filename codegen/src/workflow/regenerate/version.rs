//! The version of the crate: raised by the step that the changes ask for.

use semver::{BuildMetadata, Prerelease, Version};

use crate::project::config::CrateConfig;
use crate::review::diff::SemverStep;
use crate::rust::lock::Lock;

/// The version of a crate of which nothing is remembered.
const FIRST: Version = Version::new(0, 1, 0);

/// The version that comes out, and the one that the changes ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Raised {
    /// The version of the crate: the user's own, where tcgen.toml has one.
    pub(super) version: Version,
    /// The least version that the changes allow, which tcgen.lock remembers.
    pub(super) asked: Version,
    /// Whether the user's own version is less.
    pub(super) is_too_small: bool,
}

/// The version of the crate as it is now, before any change.
pub fn current(config: &CrateConfig, lock: &Lock) -> String {
    own(config).or_else(|| remembered(lock)).unwrap_or(FIRST).to_string()
}

/// Raises the version by a step. A crate of which nothing is remembered is not raised.
pub(super) fn raise(config: &CrateConfig, lock: Option<&Lock>, step: SemverStep) -> Raised {
    let asked = lock.and_then(remembered).map_or(FIRST, |before| next(&before, step));
    match own(config) {
        None => Raised { version: asked.clone(), asked, is_too_small: false },
        Some(own) => Raised {
            is_too_small: lock.is_some() && own < asked,
            asked: if lock.is_some() { asked.max(own.clone()) } else { own.clone() },
            version: own,
        },
    }
}

/// The version that comes behind another by a step.
pub(super) fn next_of(before: &str, step: SemverStep) -> String {
    Version::parse(before).map_or(FIRST, |before| next(&before, step)).to_string()
}

/// The step that lies between two versions of a package, for what shows it to its own users. Of a
/// version that cannot be read nothing is known.
pub(super) fn step_between(before: &str, now: &str) -> SemverStep {
    let (Ok(before), Ok(now)) = (Version::parse(before), Version::parse(now)) else {
        return SemverStep::Major;
    };
    let kept = |version: &Version| match (version.major, version.minor) {
        (0, 0) => (0, 0, version.patch),
        (0, minor) => (0, minor, 0),
        (major, _) => (major, 0, 0),
    };
    if before == now {
        SemverStep::None
    } else if kept(&before) == kept(&now) {
        SemverStep::Patch
    } else {
        SemverStep::Major
    }
}

fn own(config: &CrateConfig) -> Option<Version> {
    // What is not a version was refused when the file was read.
    config.version.as_deref().and_then(|version| Version::parse(version).ok())
}

fn remembered(lock: &Lock) -> Option<Version> {
    Version::parse(&lock.krate.version).ok()
}

/// The next version, as cargo counts: below 1.0 the second number breaks, below 0.1 the third.
fn next(version: &Version, step: SemverStep) -> Version {
    let Version { major, minor, patch, .. } = *version;
    let released =
        Version { pre: Prerelease::EMPTY, build: BuildMetadata::EMPTY, ..version.clone() };
    match (step, major, minor) {
        (SemverStep::None, ..) => version.clone(),
        // A pre-release comes before what it prepares.
        _ if !version.pre.is_empty() => released,
        (SemverStep::Major, 1.., _) => Version::new(major + 1, 0, 0),
        (SemverStep::Minor, 1.., _) => Version::new(major, minor + 1, 0),
        (SemverStep::Major, 0, 1..) => Version::new(0, minor + 1, 0),
        _ => Version::new(major, minor, patch + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::lock::LockedCrate;

    fn lock(version: &str) -> Lock {
        Lock::new(LockedCrate { version: version.into(), ..LockedCrate::default() })
    }

    fn raised(before: &str, step: SemverStep, own: Option<&str>) -> (String, String, bool) {
        let config = CrateConfig { version: own.map(str::to_owned), ..CrateConfig::default() };
        let raised = raise(&config, Some(&lock(before)), step);
        (raised.version.to_string(), raised.asked.to_string(), raised.is_too_small)
    }

    #[test]
    fn a_version_is_raised_as_cargo_counts() {
        let to = |before: &str, step| raised(before, step, None).0;
        assert_eq!(to("1.2.3", SemverStep::Major), "2.0.0");
        assert_eq!(to("1.2.3", SemverStep::Minor), "1.3.0");
        assert_eq!(to("1.2.3", SemverStep::Patch), "1.2.4");
        assert_eq!(to("1.2.3", SemverStep::None), "1.2.3");
        assert_eq!(to("0.4.1", SemverStep::Major), "0.5.0");
        assert_eq!(to("0.4.1", SemverStep::Minor), "0.4.2");
        assert_eq!(to("0.0.3", SemverStep::Major), "0.0.4");
        assert_eq!(to("2.0.0-rc.1", SemverStep::Major), "2.0.0");
    }

    #[test]
    fn a_version_of_ones_own_is_kept_and_held_against_the_step() {
        let text = |a: &str, b: &str, small| (a.to_owned(), b.to_owned(), small);
        assert_eq!(raised("1.2.0", SemverStep::Major, Some("1.3.0")), text("1.3.0", "2.0.0", true));
        assert_eq!(
            raised("1.2.0", SemverStep::Major, Some("3.0.0")),
            text("3.0.0", "3.0.0", false)
        );
        assert_eq!(raised("2.0.0", SemverStep::None, Some("1.3.0")), text("1.3.0", "2.0.0", true));
    }

    #[test]
    fn a_runtime_that_breaks_breaks_those_who_show_it() {
        assert_eq!(step_between("0.1.0", "0.1.0"), SemverStep::None);
        assert_eq!(step_between("0.1.0", "0.1.1"), SemverStep::Patch);
        assert_eq!(step_between("0.1.4", "0.2.0"), SemverStep::Major);
        assert_eq!(step_between("1.1.4", "1.2.0"), SemverStep::Patch);
        assert_eq!(step_between("1.1.4", "2.0.0"), SemverStep::Major);
        assert_eq!(step_between("", "2.0.0"), SemverStep::Major);
    }

    #[test]
    fn a_crate_of_which_nothing_is_remembered_begins() {
        let config = CrateConfig::default();
        assert_eq!(raise(&config, None, SemverStep::Major).version.to_string(), "0.1.0");
        let config = CrateConfig { version: Some("1.0.0".into()), ..config };
        let raised = raise(&config, None, SemverStep::None);
        assert_eq!((raised.version.to_string(), raised.is_too_small), ("1.0.0".into(), false));
    }
}
