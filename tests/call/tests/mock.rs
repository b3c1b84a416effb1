//! The generated functions, asynchronous and blocking, against `tcgen mock`.

use tests_call::{call_at, examples};

#[test]
#[ignore = "needs a mock of the committed spec, whose address TCGEN_MOCK names"]
fn the_mock_answers_with_the_examples_and_with_the_errors_of_the_service() {
    let url = std::env::var("TCGEN_MOCK").unwrap();
    let examples = examples();
    let (shown, failed) = (&examples[0], &examples[1]);
    for called in call_at(&url, &shown.typed(), ("id", "key")) {
        let response = called.unwrap();
        assert_eq!(response.url.as_deref(), shown.response["Response"]["Url"].as_str());
        assert_ne!(response.request_id, shown.response["Response"]["RequestId"]);
    }
    let code = |(id, key)| {
        call_at(&url, &shown.typed(), (id, key)).map(|called| {
            let error = called.unwrap_err();
            assert!(error.request_id().is_some());
            error.code().map(ToString::to_string).unwrap_or_default()
        })
    };
    assert_eq!(code(("id", "other")), ["AuthFailure.SignatureFailure"; 2]);
    assert_eq!(code(("other", "key")), ["AuthFailure.SecretIdNotFound"; 2]);
    // The page shows an error for a request: that request gets it, unless it shows an answer too.
    if failed.request != shown.request {
        for called in call_at(&url, &failed.typed(), ("id", "key")) {
            let message = called.unwrap_err().message().to_owned();
            assert_eq!(message, failed.response["Response"]["Error"]["Message"]);
        }
    }
}
