//! The programs against `tcgen mock`, whose address is in TCGEN_MOCK.

use std::time::Duration;

use programs::{ask, inventory, machines, sign};
use tencentcloud_api::{Client, Credential, Error, blocking, ess};

fn address() -> String {
    std::env::var("TCGEN_MOCK").expect("tests/scripts/programs.sh sets it")
}

fn client() -> Result<Client, Error> {
    Client::builder()
        .credential(Credential::new("mock-id", "mock-key")?)
        .region("ap-guangzhou")
        .endpoint(&address())
        .timeout(Duration::from_secs(20))
        .build()
}

/// Three products, one `?`.
#[tokio::test(flavor = "multi_thread")]
async fn a_contract_is_signed_machines_are_counted_and_a_question_is_answered() -> Result<(), Error>
{
    let client = client()?;
    let operator = ess::UserInfo::new().user_id("user-1");
    let flow = sign(&client, operator, "template-1", "JVBERi0x").await?;
    assert_eq!(flow.as_deref(), Some("flow-1"));

    let found = inventory(&client).await?;
    assert_eq!(found.keys().collect::<Vec<_>>(), ["ap-beijing", "ap-guangzhou"]);
    assert!(
        found.values().all(|machines| machines.len() == 50),
        "the mock has fifty, on three pages"
    );

    let mut pieces = 0;
    let answer = ask(&client, "Can I?", |_| pieces += 1).await?;
    assert_eq!((answer.as_str(), pieces), ("Yes, you can.", 2));
    Ok(())
}

#[test]
fn machines_are_counted_without_a_runtime() -> Result<(), Error> {
    let client = blocking::Client::builder()
        .credential(Credential::new("mock-id", "mock-key")?)
        .region("ap-guangzhou")
        .endpoint(&address())
        .build()?;
    assert_eq!(machines(&client)?.len(), 50);
    Ok(())
}

/// A fault in the middle of everything comes out as the one error.
#[tokio::test]
async fn wrong_keys_are_an_error_that_says_so() -> Result<(), Error> {
    let client = Client::builder()
        .credential(Credential::new("mock-id", "other-key")?)
        .region("ap-guangzhou")
        .endpoint(&address())
        .build()?;
    let error = inventory(&client).await.expect_err("the key is wrong");
    assert!(error.is("AuthFailure.SignatureFailure"), "{error}");
    assert!(error.request_id().is_some() && !error.may_have_been_executed());
    Ok(())
}
