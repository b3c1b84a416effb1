//! From a page on the site to the crate: init, fetch, regenerate, and what a change does.

use crate::command::tcgen;
use crate::server::{Answer, Server};
use crate::support::{files, page};

/// A whole action page of a product of our own.
fn boil(kind: &str) -> String {
    let article = format!(
        "<h2>1. 接口描述</h2><p>接口请求域名： kettle.tencentcloudapi.com 。</p><p>Boils water.</p>\
         <p>默认接口请求频率限制：20次/秒。</p>\
         <h2>2. 输入参数</h2><table><thead><tr><th>参数名称</th><th>必选</th><th>类型</th><th>描述</th></tr></thead><tbody>\
         <tr><td>Action</td><td>是</td><td>String</td><td>公共参数，本接口取值：BoilWater。</td></tr>\
         <tr><td>Version</td><td>是</td><td>String</td><td>公共参数，本接口取值：2021-02-03。</td></tr>\
         <tr><td>Region</td><td>否</td><td>String</td><td>公共参数，本接口不需要传递此参数。</td></tr>\
         <tr><td>Litres</td><td>是</td><td>{kind}</td><td>How much water.</td></tr></tbody></table>\
         <h2>3. 输出参数</h2><table><thead><tr><th>参数名称</th><th>类型</th><th>描述</th></tr></thead><tbody>\
         <tr><td>RequestId</td><td>String</td><td>唯一请求 ID。</td></tr></tbody></table>\
         <h2>6. 错误码</h2><table><thead><tr><th>错误码</th><th>描述</th></tr></thead><tbody>\
         <tr><td>FailedOperation</td><td>No water.</td></tr></tbody></table>"
    );
    page("Boil water", &article)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_page_becomes_a_crate_and_a_change_of_it_a_diff() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let url = server.url("/document/api/7/1");
    server.answer("/document/api/7/1", Answer::html(boil("Integer")));
    let run = |arguments: &[&str], status: i32| {
        let output = tcgen(folder.path(), arguments);
        let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(status), "{arguments:?}\n{said}");
        said
    };
    run(&["init", "--product", "kettle", "--yes"], 0);
    run(&["fetch", &url, "--rate", "100/s"], 0);
    run(&["regenerate"], 0);
    let spec = text(&files(folder.path())["spec/kettle/2021-02-03.json"]);
    assert!(spec.contains(&url) && spec.contains("2025-01-02 03:04:05"), "{spec}");
    assert!(folder.path().join("generated/Cargo.toml").is_file());
    run(&["regenerate", "--fetch", "--check"], 0);
    server.answer("/document/api/7/1", Answer::html(boil("Float")));
    let before = files(folder.path());
    let said = run(&["regenerate", "--fetch", "--check"], 1);
    assert!(said.contains("fetched   0 added, 1 changed, 0 unchanged"), "{said}");
    assert_eq!(files(folder.path()), before, "a check writes nothing");
    let said = run(&["regenerate", "--fetch"], 0);
    assert!(said.contains("Litres") && said.contains("major"), "{said}");
    run(&["regenerate", "--fetch", "--check"], 0);
}
