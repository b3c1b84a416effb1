//! The traps that the official metadata holds, counted: names, types, pages, documents, change over
//! time. The numbers come from a count that was made independently of this code over the same
//! releases; a trap that is handled elsewhere has its test there. `TCGEN_METADATA` names a folder of
//! wheels; without it there is nothing to do, with it a wheel that is missing is a failure.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod actions;
mod documents;
mod names;
mod over_time;
mod types;

use std::path::Path;
use std::sync::OnceLock;

use tencentcloud_codegen::rust::api::{Field, Module, Struct};
use tencentcloud_codegen::rust::lock::Decisions;
use tencentcloud_codegen::rust::lower::{Selection, SpecText, lower};
use tencentcloud_codegen::spec::Docs;
use tencentcloud_codegen::spec::{self, Action, Member, Spec};
use tencentcloud_codegen::workflow::import::{ImportOptions, ImportTarget, import};

/// Everything of the release, as a spec and as it is going to be emitted.
struct Cloud {
    specs: Vec<Spec>,
    modules: Vec<Module>,
}

/// The release that was counted; `None` without metadata.
fn cloud() -> Option<&'static Cloud> {
    static CLOUD: OnceLock<Option<Cloud>> = OnceLock::new();
    let read = || {
        let specs = release("tccli-3.1.189.1", Docs::Full)?;
        let modules = specs.iter().map(module).collect();
        Some(Cloud { specs, modules })
    };
    CLOUD.get_or_init(read).as_ref()
}

fn release(name: &str, docs: Docs) -> Option<Vec<Spec>> {
    let folder = std::env::var_os("TCGEN_METADATA")?;
    let wheel = Path::new(&folder).join(format!("{name}-py2.py3-none-any.whl"));
    assert!(wheel.is_file(), "no {}", wheel.display());
    let target = ImportTarget::Spec("nowhere".into());
    let imported = import(&[wheel], &ImportOptions { products: None, docs, target }, &|_, _| ());
    assert!(imported.diagnostics.is_empty(), "{:?}", imported.diagnostics);
    Some(imported.files.iter().map(|(_, text)| spec::read(text).unwrap()).collect())
}

fn module(spec: &Spec) -> Module {
    let actions = spec.actions.keys().cloned().collect();
    let text = SpecText::new("spec.json", "");
    let decisions = &Decisions::default();
    let wanted = Selection { spec, text: &text, actions: &actions, docs: Docs::None, decisions };
    lower(&wanted).unwrap()
}

impl Cloud {
    fn actions(&self) -> impl Iterator<Item = &Action> {
        self.specs.iter().flat_map(|spec| spec.actions.values())
    }

    /// The member lists of all inputs, outputs and structures.
    fn types(&self) -> impl Iterator<Item = &[Member]> {
        self.specs.iter().flat_map(|spec| {
            let actions = spec.actions.values();
            let ends = actions.flat_map(|action| [action.input.as_slice(), &action.output]);
            ends.chain(spec.structures.values().map(|structure| structure.members.as_slice()))
        })
    }

    fn members(&self) -> impl Iterator<Item = &Member> {
        self.types().flatten()
    }

    fn structs(&self) -> impl Iterator<Item = &Struct> {
        self.modules.iter().flat_map(|module| {
            module.requests.iter().chain(&module.responses).chain(&module.structures)
        })
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        self.structs().flat_map(|made| &made.fields)
    }
}
