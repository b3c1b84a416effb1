//! The diff over releases of the official metadata: what the official change log names, and what the
//! generated text shows. `tests/scripts/diff-truth.sh` fetches the releases and runs this; it takes
//! minutes.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod change_log;
mod compiles;
mod source;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use tencentcloud_codegen::spec::Spec;
use tests::releases::{Key, folder, specs, wheels};

/// The releases 3.1.N.1 that are at hand, by N.
static RELEASES: LazyLock<BTreeMap<u32, BTreeMap<Key, Spec>>> = LazyLock::new(|| {
    let wheels = wheels(&folder("TCGEN_METADATA"));
    wheels.into_iter().map(|(number, wheel)| (number, specs(&wheel))).collect()
});

/// A release, the one before it and itself, as specs.
type SemverStep = (u32, &'static BTreeMap<Key, Spec>, &'static BTreeMap<Key, Spec>);

/// Each release that is at hand, after the one that is at hand before it.
fn steps() -> impl Iterator<Item = SemverStep> {
    let after = RELEASES.iter().skip(1);
    RELEASES.values().zip(after).map(|(old, (number, new))| (*number, old, new))
}

/// Of these, those that follow each other.
fn neighbours() -> impl Iterator<Item = SemverStep> {
    steps().filter(|(number, ..)| RELEASES.contains_key(&(number - 1)))
}
