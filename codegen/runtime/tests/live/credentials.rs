//! Credentials that come from somewhere, end, and are fetched anew.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tencentcloud_runtime::credentials::{AssumeRole, CvmRole, TkeOidc};
use tencentcloud_runtime::{Credential, CredentialProvider, Endpoint, Error};
use tests_service::{Account, Answer, Service};

use crate::both::{Async, Caller, Setup, order, shop, told};

const HOUR: Duration = Duration::from_secs(3600);

fn client<C: Caller>(service: &Service, provider: impl CredentialProvider + Clone) -> C {
    C::new(Setup::of(service).attempts(1).provider(provider))
}

fn cvm(service: &Service, lifetime: Duration) -> (CvmRole, Arc<AtomicUsize>) {
    let issued = service.metadata_server("shopkeeper", lifetime, Duration::from_millis(30));
    (CvmRole::new().address(service.url()), issued)
}

fn assume(service: &Service, key: &str) -> AssumeRole {
    let source = Credential::new(Account::example().secret_id, key).unwrap();
    let endpoint = Endpoint::full(&service.url()).unwrap();
    AssumeRole::new(source, "qcs::cam::uin/1:roleName/r").endpoint(endpoint)
}

fn the_role_of_a_machine_signs<C: Caller>() {
    let service = shop();
    let (role, issued) = cvm(&service, HOUR);
    let client: C = client(&service, role);
    client.create_order(&order("A")).unwrap();
    client.create_order(&order("B")).unwrap();
    assert_eq!(issued.load(Ordering::SeqCst), 1);
    let call = service.log().pop().unwrap();
    assert_eq!(call.request.header("x-tc-token"), Some("token-1"));
}

fn a_role_that_is_assumed_signs<C: Caller>() {
    let service = shop();
    let issued = service.sts(HOUR, Duration::ZERO);
    let client: C = client(&service, assume(&service, &Account::example().secret_key));
    client.create_order(&order("A")).unwrap();
    client.create_order(&order("B")).unwrap();
    assert_eq!(issued.load(Ordering::SeqCst), 1);
    let asked = &service.log()[0].request;
    assert_eq!(asked.header("x-tc-region"), Some("ap-guangzhou"));
    assert_eq!(asked.json()["RoleArn"], "qcs::cam::uin/1:roleName/r");
    assert_eq!(asked.json()["DurationSeconds"], 7200);
}

fn a_token_that_ends_soon_is_fetched_anew_before_it_does<C: Caller>() {
    let service = shop();
    let (role, issued) = cvm(&service, Duration::from_secs(3));
    let client: C = client(&service, role);
    for _ in 0..55 {
        client.create_order(&order("A")).unwrap();
        std::thread::sleep(Duration::from_millis(100));
    }
    let issued = issued.load(Ordering::SeqCst);
    assert!((2..=15).contains(&issued), "{issued}");
}

fn a_failed_fetch_is_an_error_and_sends_nothing<C: Caller>() {
    let service = shop();
    service.sts(HOUR, Duration::ZERO);
    let client: C = client(&service, assume(&service, "a-wrong-key"));
    let error = client.create_order(&order("A")).unwrap_err();
    assert!(matches!(error, Error::Credential(_)), "{error:?}");
    assert!(told(&error).contains("AuthFailure.SignatureFailure"), "{error:?}");
    assert!(!error.may_have_been_executed());
    assert_eq!(service.received("CreateOrder"), 0);
}

fn a_refresh_that_fails_never_falls_back_to_an_ended_credential<C: Caller>() {
    let service = shop();
    let (role, _) = cvm(&service, Duration::from_secs(3));
    let client: C = client(&service, role);
    client.create_order(&order("A")).unwrap();
    service.route("GET /latest/meta-data/cam/security-credentials/shopkeeper", |_, _| {
        Answer::html(500).into()
    });
    std::thread::sleep(Duration::from_millis(3100));
    let error = client.create_order(&order("B")).unwrap_err();
    assert!(matches!(error, Error::Credential(_)), "{error:?}");
    assert_eq!(service.received("CreateOrder"), 1);
}

fn a_metadata_server_that_is_silent_costs_a_second_and_no_more<C: Caller>() {
    let service = shop();
    service.route("GET /latest/meta-data/cam/security-credentials/", |_, _| {
        tests_service::Play::Silence
    });
    let role = CvmRole::new().address(service.url());
    let began = std::time::Instant::now();
    let error = client::<C>(&service, role).create_order(&order("A")).unwrap_err();
    assert!(matches!(error, Error::Credential(_)), "{error:?}");
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
}

fn a_thousand_callers_with_an_ended_token_cause_one_fetch<C: Caller>() {
    let service = shop();
    let (role, issued) = cvm(&service, HOUR);
    let client: C = client(&service, role);
    client.create_order(&order("first")).unwrap();
    service.expire_tokens();
    for result in client.flood(1000, 1000) {
        result.unwrap();
    }
    assert_eq!(issued.load(Ordering::SeqCst), 2);
    assert_eq!(service.executed("CreateOrder"), 1001);
}

fn a_thousand_first_callers_cause_one_fetch<C: Caller>() {
    let service = shop();
    let (role, issued) = cvm(&service, HOUR);
    let client: C = client(&service, role);
    for result in client.flood(1000, 1000) {
        result.unwrap();
    }
    assert_eq!(issued.load(Ordering::SeqCst), 1);
}

/// Environment variables belong to the process, so this runs in one of its own.
#[test]
fn the_role_of_a_pod_signs() {
    const STS: &str = "TESTS_STS";
    if let Ok(url) = std::env::var(STS) {
        let pod = TkeOidc::new().endpoint(Endpoint::full(&url).unwrap());
        Async::new(Setup::at(&url).provider(pod)).create_order(&order("A")).unwrap();
        return;
    }
    let service = shop();
    let issued = service.sts(HOUR, Duration::ZERO);
    let file = std::env::temp_dir().join(format!("web-identity-{}", std::process::id()));
    std::fs::write(&file, "the.web.identity\n").unwrap();
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "credentials::the_role_of_a_pod_signs"])
        .env(STS, service.url())
        .env("TKE_REGION", "ap-beijing")
        .env("TKE_PROVIDER_ID", "cls-1")
        .env("TKE_ROLE_ARN", "qcs::cam::uin/1:roleName/pod")
        .env("TKE_WEB_IDENTITY_TOKEN_FILE", &file)
        .output()
        .unwrap();
    std::fs::remove_file(&file).unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stdout));
    assert_eq!(issued.load(Ordering::SeqCst), 1);
    let asked = &service.log()[0].request;
    assert_eq!(asked.header("authorization"), Some("SKIP"));
    assert_eq!(asked.header("x-tc-region"), Some("ap-beijing"));
    assert_eq!(asked.json()["WebIdentityToken"], "the.web.identity");
    assert_eq!(service.executed("CreateOrder"), 1);
}

crate::scenarios! {
    the_role_of_a_machine_signs,
    a_role_that_is_assumed_signs,
    a_token_that_ends_soon_is_fetched_anew_before_it_does,
    a_failed_fetch_is_an_error_and_sends_nothing,
    a_refresh_that_fails_never_falls_back_to_an_ended_credential,
    a_metadata_server_that_is_silent_costs_a_second_and_no_more,
    a_thousand_callers_with_an_ended_token_cause_one_fetch,
    a_thousand_first_callers_cause_one_fetch,
}
