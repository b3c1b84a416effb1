//! The committed spec and crate are what their sources say: `tcgen regenerate --check`, in process.

use std::path::Path;

use tencentcloud_codegen::diagnostics::{Color, Diagnostics, Renderer};
use tencentcloud_codegen::project::config::ConfigFile;
use tencentcloud_codegen::workflow::regenerate::{Options, regenerate};

const REPAIR: &str = "cargo run -p tencentcloud-codegen -- regenerate --config spec/tcgen.toml";

fn shown(diagnostics: &Diagnostics) -> String {
    diagnostics.iter().map(|found| Renderer::new(Color::None).render(found)).collect()
}

#[test]
fn spec_and_generated_are_what_their_sources_say() {
    // The paths in the spec are those of a run in the checkout; nothing else runs in this program.
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::env::set_current_dir(checkout).expect("the checkout");
    let file = ConfigFile::read(Path::new("spec/tcgen.toml")).expect("the config");
    let regenerated = regenerate(&file, Options::default(), &|_, _| {});
    let regenerated = regenerated.unwrap_or_else(|found| panic!("{}", shown(&found)));
    let changes = regenerated.compare().expect("every folder can be read");
    for (folder, changes) in [("spec", changes.spec), ("generated", changes.krate)] {
        assert!(changes.is_empty(), "{folder}/ is stale: {changes:#?}\nto repair: {REPAIR}");
    }
}
