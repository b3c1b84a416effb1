//! The host of each of the 16,204 official actions, and of the 9,678 that the English metadata has.
//! `TCGEN_METADATA` names a folder with the wheels `tccli==3.1.189.1` and `tccli-intl-en==3.1.193.1`; with `TCGEN_SHARED` the table of hosts there is compared too.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tencentcloud_codegen::spec::Docs;
use tencentcloud_codegen::spec::{self, EvidenceKind};
use tencentcloud_codegen::workflow::import::{ImportOptions, ImportTarget, import};

/// The actions with a host of their own, and what says so.
const OWN: &[(&str, &str, EvidenceKind)] = &[
    ("cloudmate CloudMateAgent", "cloudmate.ai.tencentcloudapi.com", EvidenceKind::Prose),
    ("cls ChatCompletions", "cls.ai.tencentcloudapi.com", EvidenceKind::Prose),
    ("es ChatCompletions", "es.ai.tencentcloudapi.com", EvidenceKind::Correction),
    ("es ParseDocument", "es.ai.tencentcloudapi.com", EvidenceKind::Correction),
    ("ess UploadFiles", "file.ess.tencent.cn", EvidenceKind::Prose),
    ("essbasic UploadFiles", "file.ess.tencent.cn", EvidenceKind::Prose),
];

/// The actions with a host of their own, by product and name, with what says so.
type OwnHosts = BTreeMap<String, (String, EvidenceKind)>;

#[test]
fn every_action_has_its_host() {
    let Some((all, own)) = own_hosts("tccli-3.1.189.1-py2.py3-none-any.whl") else { return };
    assert_eq!(all, 16_204);
    let expected: OwnHosts = OWN
        .iter()
        .map(|(action, host, kind)| ((*action).to_owned(), ((*host).to_owned(), *kind)))
        .collect();
    assert_eq!(own, expected);
    compare_with_table(&own);
}

#[test]
fn the_english_metadata_gives_no_action_another_host() {
    let Some((all, own)) = own_hosts("tccli_intl_en-3.1.193.1-py2.py3-none-any.whl") else {
        return;
    };
    assert_eq!(all, 9678);
    for (action, (host, _)) in own {
        assert!(OWN.iter().any(|own| own.0 == action && own.1 == host), "{action}: {host}");
    }
}

/// How many actions a wheel has, and which have a host of their own.
fn own_hosts(wheel: &str) -> Option<(usize, OwnHosts)> {
    let folder = std::env::var_os("TCGEN_METADATA")?;
    let wheel = Path::new(&folder).join(wheel);
    let options = ImportOptions {
        products: None,
        docs: Docs::None,
        target: ImportTarget::Spec(PathBuf::from("nowhere")),
    };
    let imported = import(&[wheel], &options, &|_, _| ());
    let (mut all, mut own) = (0, OwnHosts::new());
    for (_, text) in imported.files.iter() {
        let spec = spec::read(text).unwrap();
        let usual = format!("{}.tencentcloudapi.com", spec.product);
        assert_eq!(spec.endpoint.as_deref(), Some(usual.as_str()));
        for (name, action) in spec.actions {
            all += 1;
            if let Some(host) = action.endpoint {
                let kind = action.endpoint_evidence.unwrap().kind;
                own.insert(format!("{} {name}", spec.product), (host, kind));
            }
        }
    }
    Some((all, own))
}

/// Every row of the table that is sure of a host of an action's own.
fn compare_with_table(own: &OwnHosts) {
    let Some(shared) = std::env::var_os("TCGEN_SHARED") else { return };
    let table = std::fs::read_to_string(Path::new(&shared).join("truth/hosts.tsv")).unwrap();
    let mut rows = 0;
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [product, _, action, class, host, .., verdict] = cells.as_slice() else { continue };
        let found = own.get(&format!("{product} {action}")).map(|(host, _)| host.as_str());
        match *class {
            "special" if verdict.starts_with("sure") => {
                assert_eq!(found, Some(*host), "{row}");
                rows += 1;
            }
            "special" => {}
            _ => assert_eq!(found, None, "{row}"),
        }
    }
    assert!(rows > 0);
}
