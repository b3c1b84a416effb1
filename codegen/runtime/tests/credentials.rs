//! Where credentials come from, and that they are fetched once for all.

#![expect(unreachable_pub, reason = "written as the generator writes it")]
#![expect(clippy::unwrap_used, reason = "a test")]

mod support;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::Response;
use serde_json::{Value as Json, json};
use support::mini::{self, CreateOrderRequest};
use tencentcloud_runtime::credentials::{
    AssumeRole, Chain, Credential, CredentialError, CredentialProvider, CvmRole, Profile, Reach,
    Tccli,
};
use tencentcloud_runtime::transport::{BoxFuture, Replay, TransportError};
use tencentcloud_runtime::{Client, Error};

fn order() -> CreateOrderRequest {
    CreateOrderRequest::new("x", vec![])
}

/// Fetches slowly, and counts; each credential lives so long.
#[derive(Clone, Debug)]
struct Counting {
    fetched: Arc<AtomicUsize>,
    life: Duration,
    fails: bool,
}

impl Counting {
    fn new(life: Duration, fails: bool) -> Self {
        Self { fetched: Arc::default(), life, fails }
    }

    fn count(&self) -> usize {
        self.fetched.load(Ordering::SeqCst)
    }
}

impl CredentialProvider for Counting {
    fn fetch<'a>(
        &'a self,
        reach: &'a Reach<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(async move {
            let number = self.fetched.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(30)).await;
            if self.fails {
                return Err(CredentialError::new("the store is closed"));
            }
            let credential = Credential::new(format!("id-{number}"), "key")?.with_token("token")?;
            Ok(credential.expiring_at(reach.now + self.life))
        })
    }
}

/// Answers every call well.
fn service() -> Replay {
    Replay::new().otherwise(|_| Ok(answer(&json!({"Response": {"RequestId": "r"}}))))
}

fn answer(json: &Json) -> Response<Bytes> {
    Response::new(json.to_string().into())
}

fn client(replay: &Replay, provider: impl CredentialProvider) -> Client {
    Client::builder().credential(provider).transport(replay.clone()).build().unwrap()
}

/// Makes a thousand calls at once; how many failed.
async fn burst(client: &Client) -> usize {
    let calls: Vec<_> = (0..1_000)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { mini::create_order(&client, &order()).await.is_err() })
        })
        .collect();
    let mut failed = 0;
    for call in calls {
        failed += usize::from(call.await.unwrap());
    }
    failed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_of_calls_fetches_one_credential() {
    let provider = Counting::new(Duration::from_secs(7_200), false);
    let replay = service();
    let client = client(&replay, provider.clone());
    assert_eq!(burst(&client).await, 0);
    assert_eq!((provider.count(), replay.recorded().len()), (1, 1_000));
    let sent = replay.recorded();
    assert!(sent.iter().all(|sent| sent.request.headers()["x-tc-token"] == "token"));
    assert!(client.credential().await.unwrap().expires_at().unwrap() > SystemTime::now());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fetch_that_fails_is_the_error_of_all_who_waited() {
    let provider = Counting::new(Duration::from_secs(7_200), true);
    let replay = service();
    let client = client(&replay, provider.clone());
    assert_eq!(burst(&client).await, 1_000);
    assert!(provider.count() < 20, "{} fetches", provider.count());
    assert_eq!(replay.recorded().len(), 0);
    let error = mini::create_order(&client, &order()).await.unwrap_err();
    assert_eq!(error.to_string(), "no credential: the store is closed");
}

#[tokio::test]
async fn a_credential_is_refreshed_before_it_expires_and_never_used_after() {
    let provider = Counting::new(Duration::from_secs(7_200), false);
    let client = client(&service(), provider.clone());
    let start = SystemTime::now();
    for (after, fetched) in [(0, 1), (6_890, 1), (6_910, 2), (20_000, 3)] {
        let now = start + Duration::from_secs(after);
        let client = client.with(|settings| settings.clock(move || now));
        mini::create_order(&client, &order()).await.unwrap();
        assert_eq!(provider.count(), fetched, "after {after} s");
    }
}

/// Its second fetch takes a second and fails.
#[derive(Clone, Debug, Default)]
struct SlowOnce(Arc<AtomicUsize>);

impl CredentialProvider for SlowOnce {
    fn fetch<'a>(&'a self, _: &'a Reach<'a>) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(async {
            let number = self.0.fetch_add(1, Ordering::SeqCst);
            if number == 1 {
                std::thread::sleep(Duration::from_millis(1_100));
                return Err(CredentialError::new("the store is slow"));
            }
            let end = UNIX_EPOCH + Duration::from_secs(FAR + 11 + 1_000 * number as u64);
            Ok(Credential::new(format!("id-{number}"), "k")?.expiring_at(end))
        })
    }
}

#[tokio::test]
async fn a_credential_that_expires_during_a_vain_refresh_is_not_used() {
    let provider = SlowOnce::default();
    let client = client(&service(), provider.clone());
    for (after, id) in [(0, "id-0"), (10, "id-2")] {
        let now = UNIX_EPOCH + Duration::from_secs(FAR + after);
        let client = client.with(|settings| settings.clock(move || now));
        assert_eq!(client.credential().await.unwrap().secret_id(), id);
    }
    assert_eq!(provider.0.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_provider_that_gives_what_has_expired_is_an_error() {
    let expired = Credential::new("i", "k").unwrap().expiring_at(UNIX_EPOCH);
    let replay = service();
    let error = mini::create_order(&client(&replay, expired), &order()).await.unwrap_err();
    assert!(matches!(error, Error::Credential(_)) && error.to_string().contains("has expired"));
    assert_eq!(replay.recorded().len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_the_service_refuses_is_replaced_once_for_all() {
    let provider = Counting::new(Duration::from_secs(7_200), false);
    let replay = Replay::new().otherwise(|sent| {
        let refused = sent.request.headers()["authorization"].to_str().unwrap().contains("id-0/");
        Ok(answer(&if refused {
            json!({"Response": {"Error": {"Code": "AuthFailure.TokenFailure"}, "RequestId": "r"}})
        } else {
            json!({"Response": {"RequestId": "r"}})
        }))
    });
    let client = client(&replay, provider.clone());
    assert_eq!(burst(&client).await, 0);
    assert_eq!(provider.count(), 2);
}

/// Never ends its first fetch.
#[derive(Clone, Debug, Default)]
struct StuckOnce(Arc<AtomicUsize>);

impl CredentialProvider for StuckOnce {
    fn fetch<'a>(&'a self, _: &'a Reach<'a>) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(async {
            if self.0.fetch_add(1, Ordering::SeqCst) == 0 {
                std::future::pending::<()>().await;
            }
            Credential::new("i", "k")
        })
    }
}

#[tokio::test]
async fn a_caller_who_gives_up_leaves_the_fetch_to_the_next() {
    let provider = StuckOnce::default();
    let client = client(&service(), provider.clone());
    let call = || {
        let client = client.clone();
        tokio::spawn(async move { mini::create_order(&client, &order()).await.is_ok() })
    };
    let stuck = call();
    while provider.0.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    let waiting = call();
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    assert!(!waiting.is_finished());
    stuck.abort();
    assert!(waiting.await.unwrap());
    assert_eq!(provider.0.load(Ordering::SeqCst), 2);
}

#[cfg(feature = "blocking")]
#[test]
fn threads_wait_for_one_fetch_too() {
    #[derive(Debug)]
    struct Slow(Counting);
    impl CredentialProvider for Slow {
        fn fetch<'a>(
            &'a self,
            _: &'a Reach<'a>,
        ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
            Box::pin(async {
                self.0.fetched.fetch_add(1, Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(50));
                Credential::new("i", "k")
            })
        }
    }
    let counting = Counting::new(Duration::ZERO, false);
    let client = tencentcloud_runtime::blocking::Client::builder()
        .credential(Slow(counting.clone()))
        .transport(service())
        .build()
        .unwrap();
    std::thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| client.send(&order()).unwrap());
        }
    });
    assert_eq!(counting.count(), 1);
}

fn temporary(expires: u64) -> Json {
    json!({"TmpSecretId": "tmp-id", "TmpSecretKey": "tmp-key", "Token": "tmp-token",
           "ExpiredTime": expires, "Code": "Success"})
}

const FAR: u64 = 4_000_000_000;

#[tokio::test]
async fn the_role_of_an_instance_comes_from_its_metadata() {
    let replay = Replay::new().otherwise(|sent| {
        let uri = sent.request.uri().to_string();
        let folder = "http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/";
        assert_eq!(sent.request.headers().get("authorization"), None);
        Ok(match uri.strip_prefix(folder) {
            Some("") => Response::new("my-role\n".into()),
            Some("my-role") => answer(&temporary(FAR)),
            _ => panic!("{uri}"),
        })
    });
    let credential = client(&replay, CvmRole::new()).credential().await.unwrap();
    assert_eq!(credential.secret_id(), "tmp-id");
    assert_eq!(credential.expires_at(), Some(UNIX_EPOCH + Duration::from_secs(FAR)));
}

#[tokio::test]
async fn metadata_that_does_not_help_is_an_error() {
    for (body, expected) in [
        (json!({"Code": "Failed"}), "answers Failed"),
        (json!({"Code": "Success"}), "has no ExpiredTime"),
        (json!([]), "without a Code"),
    ] {
        let replay = Replay::new().http(answer(&body));
        let provider = CvmRole::new().role("my-role");
        let error = client(&replay, provider).credential().await.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    let replay = Replay::new().http(Response::new("../../etc".into()));
    let error = client(&replay, CvmRole::new()).credential().await.unwrap_err().to_string();
    assert!(error.contains("names no role"), "{error}");
}

#[tokio::test]
async fn a_role_is_assumed_with_the_keys_of_another_provider() {
    let keys = temporary(FAR);
    let replay = Replay::new().http(answer(
        &json!({"Response": {"Credentials": keys, "ExpiredTime": FAR, "RequestId": "r"}}),
    ));
    let provider =
        AssumeRole::new(support::credential(), "qcs::cam::uin/1:roleName/r").session_name("s");
    let credential = client(&replay, provider).credential().await.unwrap();
    assert_eq!(credential.token().unwrap().expose(), "tmp-token");
    let sent = replay.recorded().remove(0);
    assert_eq!(sent.request.uri().host(), Some("sts.tencentcloudapi.com"));
    assert_eq!(sent.action, "AssumeRole");
    assert_eq!(sent.request.headers()["x-tc-region"], "ap-guangzhou");
    let expected = json!({"RoleArn": "qcs::cam::uin/1:roleName/r", "RoleSessionName": "s", "DurationSeconds": 7_200});
    assert_eq!(sent.json, expected);

    let replay = Replay::new().service_error("AuthFailure.UnauthorizedOperation", "no");
    let provider = AssumeRole::new(support::credential(), "r");
    let error = support::told(&client(&replay, provider).credential().await.unwrap_err());
    assert!(error.contains("AssumeRole failed: AuthFailure.UnauthorizedOperation"), "{error}");
}

fn folder(files: &[(&str, &str)]) -> PathBuf {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::SeqCst);
    let folder =
        std::env::temp_dir().join(format!("tc-credentials-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
    folder
}

#[tokio::test]
async fn the_files_of_tccli_are_followed() {
    let folder = folder(&[
        ("default.credential", r#"{"secretId": "i", "secretKey": "k", "token": ""}"#),
        (
            "role.credential",
            r#"{"secretId": "i", "secretKey": "k", "role-arn": "arn", "role-session-name": "s"}"#,
        ),
        (
            "old.credential",
            r#"{"type": "sso", "secretId": "i", "secretKey": "k", "token": "t", "expiresAt": 5}"#,
        ),
        ("empty.credential", "{}"),
        ("broken.credential", "{"),
    ]);
    let read = |profile: &str, replay: Replay| {
        let provider = Tccli::profile(profile).in_folder(&folder);
        async move { client(&replay, provider).credential().await }
    };
    assert_eq!(read("default", Replay::new()).await.unwrap().secret_id(), "i");
    let sts = Replay::new().response(json!({"Credentials": temporary(FAR), "ExpiredTime": FAR}));
    assert_eq!(read("role", sts.clone()).await.unwrap().secret_id(), "tmp-id");
    assert_eq!(sts.recorded()[0].json["RoleArn"], "arn");
    for (profile, expected) in [
        ("old", "has expired"),
        ("empty", "there are no keys"),
        ("broken", "cannot read"),
        ("missing", "cannot read"),
        ("../x", "is a path"),
    ] {
        let error = read(profile, Replay::new()).await.unwrap_err().to_string();
        assert!(error.contains(expected), "{profile}: {error}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[derive(Debug)]
struct NotSetUp;

impl CredentialProvider for NotSetUp {
    fn fetch<'a>(&'a self, _: &'a Reach<'a>) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(std::future::ready(Err(CredentialError::not_configured("there is nothing"))))
    }
}

#[tokio::test]
async fn a_chain_goes_on_only_past_what_is_not_set_up() {
    let folder = folder(&[
        ("broken", "[default]\nsecret_id = only\n"),
        ("role.credential", r#"{"use-cvm-role": "True"}"#),
    ]);
    let missing = || NotSetUp;
    let chain = Chain::new().then(missing()).then(support::credential());
    assert!(client(&Replay::new(), chain).credential().await.is_ok());

    let named = Profile::default().in_file(folder.join("missing"));
    let chain = Chain::new().then(named).then(support::credential());
    let error = client(&Replay::new(), chain).credential().await.unwrap_err().to_string();
    assert!(error.contains("missing"), "a file that was named has to be there: {error}");

    let broken = Profile::default().in_file(folder.join("broken"));
    let chain = Chain::new().then(broken).then(support::credential());
    let error = client(&Replay::new(), chain).credential().await.unwrap_err().to_string();
    assert!(error.contains("secret_key"), "{error}");

    let role = AssumeRole::new(missing(), "qcs::cam::uin/1:roleName/r");
    let chain = Chain::new().then(role).then(support::credential());
    let error = client(&Replay::new(), chain).credential().await.unwrap_err().to_string();
    assert!(error.contains("there is nothing"), "a role is named, its keys are missing: {error}");

    let off_cloud = || Replay::new().failure(TransportError::timed_out(false));
    let of_tccli = Tccli::profile("role").in_folder(&folder);
    let chain = Chain::new().then(of_tccli).then(support::credential());
    let error = client(&off_cloud(), chain).credential().await.unwrap_err().to_string();
    assert!(error.contains("not a CVM instance"), "the profile names the role: {error}");

    let off_cloud = off_cloud();
    let chain = Chain::new().then(missing()).then(CvmRole::new());
    let error = client(&off_cloud, chain).credential().await.unwrap_err().to_string();
    assert!(
        error.contains("no provider is set up") && error.contains("not a CVM instance"),
        "{error}"
    );
    std::fs::remove_dir_all(&folder).unwrap();
}
