//! Class `source` of every product version that a release changes, against the generated text.

use std::collections::BTreeMap;

use tencentcloud_codegen::rust::lock::Decisions;
use tests::compared::step;
use tests::releases::Key;
use tests::surface::{Surface, surface};

use super::steps;

#[test]
#[ignore = "needs releases of the metadata; run tests/scripts/diff-truth.sh"]
fn the_diff_says_source_exactly_where_the_api_of_a_release_breaks() {
    let mut known: BTreeMap<Key, (Decisions, Surface)> = BTreeMap::new();
    let (mut pairs, mut compared, mut breaking, mut wrong) = (0, 0, 0, BTreeMap::new());
    for (number, old, new) in steps() {
        for (key, after) in new {
            let Some(before) = old.get(key).filter(|before| *before != after) else { continue };
            let plain = || Some((Decisions::default(), surface(before, &Decisions::default())?));
            let Some((decisions, was)) = known.remove(key).or_else(plain) else { continue };
            let Some(found) = step(before, &decisions, &was, after) else { continue };
            compared += 1;
            breaking += usize::from(!found.broken.is_empty());
            if !found.is_right() {
                wrong.insert((number, key.clone()), format!("{found:#?}"));
            }
            known.insert(key.clone(), (found.decisions, found.is));
        }
        pairs += 1;
    }
    eprintln!("{pairs} pairs of releases, {compared} product versions changed, {breaking} break");
    assert!(pairs >= 9 && compared > 300 && breaking > 0);
    assert!(wrong.is_empty(), "{wrong:#?}");
}
