#!/usr/bin/env bash
# What one call costs a program: the crates in its tree, and its stripped release binary as cargo
# builds it unless told otherwise. Fails above the bounds: 90 crates for the asynchronous client, 50
# for the blocking one, 3.4 MB for both. Two thirds of that are rustls, ring, tokio, hyper and std.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

program() {
    local name=$1 dependencies=$2 body=$3
    mkdir -p "$work/$name/src"
    cat >"$work/$name/Cargo.toml" <<TOML
[package]
name = "$name"
edition = "2024"

[dependencies]
$dependencies

[profile.release]
strip = true
TOML
    printf '%s\n' "$body" >"$work/$name/src/main.rs"
    cp "$root/Cargo.lock" "$work/$name/"
    (cd "$work/$name" && cargo build --quiet --release --target-dir "$root/target/size")
    local crates bytes
    crates=$(cd "$work/$name" && cargo tree -e normal --prefix none | sed 's/ (\*)$//' | sort -u | wc -l)
    bytes=$(stat -c %s "$root/target/size/release/$name")
    echo "$name: $((crates - 1)) crates, $bytes bytes"
    # The program itself is none of them.
    [ "$((crates - 1))" -le "$4" ] && [ "$bytes" -le "$5" ]
}

request='let operator = ess::UserInfo::new().user_id("user");
    let user = ess::UserThreeFactor::new("name", "ID_CARD", "620000198802020000");
    let request = ess::CreateUserAutoSignSealUrlRequest::new(operator, "SCENE", user);'

program one-call "tencentcloud-api = { path = \"$root/generated\" }
tokio = { version = \"1\", features = [\"macros\", \"rt\"] }" "use tencentcloud_api::{Client, Credential, ess};

#[tokio::main(flavor = \"current_thread\")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder().credential(Credential::from_env()?).build()?;
    $request
    println!(\"{:?}\", ess::create_user_auto_sign_seal_url(&client, &request).await?.url);
    Ok(())
}" 90 3400000

program one-blocking-call "tencentcloud-api = { path = \"$root/generated\", default-features = false, features = [\"blocking\", \"ess\"] }" "use tencentcloud_api::{Credential, blocking::Client, ess};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder().credential(Credential::from_env()?).build()?;
    $request
    println!(\"{:?}\", ess::blocking::create_user_auto_sign_seal_url(&client, &request)?.url);
    Ok(())
}" 50 3400000
