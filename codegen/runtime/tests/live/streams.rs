//! Answers that come as events.

use std::time::{Duration, Instant};

use serde_json::json;
use tencentcloud_runtime::Error;
use tests_service::{Answer, Play};

use crate::both::{Caller, Events, Setup, shop};

/// What a chat yields that meets this.
fn chat<C: Caller>(play: impl Into<Play>) -> Events {
    let service = shop();
    service.next("Chat", [play]);
    let setup = Setup::of(&service).timeout(Duration::from_secs(5)).attempts(1);
    let events = C::new(setup).chat().unwrap();
    assert_eq!(service.received("Chat"), 1);
    events
}

fn event(id: &str) -> String {
    format!("data: {}\n\n", json!({ "OrderId": id }))
}

fn ids(events: Events) -> Vec<String> {
    events.into_iter().map(|event| event.unwrap().order_id.unwrap_or_default()).collect()
}

fn events_come_typed_and_with_the_request_id_of_the_header<C: Caller>() {
    let packets = [event("1"), event("2"), event("3")];
    let events = chat::<C>(Answer::events(packets).header("X-TC-RequestId", "r-5"));
    let read: Vec<_> = events.into_iter().map(Result::unwrap).collect();
    assert!(read.iter().all(|event| event.request_id == "r-5"), "{read:?}");
    assert_eq!(ids(read.into_iter().map(Ok).collect()), ["1", "2", "3"]);
}

fn packets_may_split_events_lines_and_characters_anywhere<C: Caller>() {
    let text = format!(
        ": a comment\r\nid: 1\r\nevent: message\r\nretry: 10\r\n{}\r\ndata\r\n\r\n{}",
        event("深圳").replace('\n', "\r\n"),
        event("2")
    );
    let text = text.replace("\r\n\r\n\r\ndata\r\n\r\n", "\r\n\r\n");
    for size in [1, 2, 3, 5, 1000] {
        let packets = text.as_bytes().chunks(size).map(<[u8]>::to_vec);
        assert_eq!(ids(chat::<C>(Answer::events(packets))), ["深圳", "2"], "{size}");
    }
}

fn data_in_several_lines_is_one_event<C: Caller>() {
    let text = "data: {\"OrderId\":\ndata:\ndata: \"7\"}\n\n";
    assert_eq!(ids(chat::<C>(Answer::events([text]))), ["7"]);
}

fn a_line_may_be_longer_than_any_buffer<C: Caller>() {
    let long = "x".repeat(1 << 20);
    let events = ids(chat::<C>(Answer::events([event(&long)])));
    assert_eq!(events.iter().map(String::len).collect::<Vec<_>>(), [1 << 20]);
}

fn the_mark_of_the_end_is_no_event<C: Caller>() {
    let packets = [event("1"), "data: [DONE]\n\n".into()];
    assert_eq!(ids(chat::<C>(Answer::events(packets))), ["1"]);
}

fn an_error_midway_is_an_error_behind_the_events_before_it<C: Caller>() {
    let error = json!({ "Response": { "Error": { "Code": "LimitExceeded", "Message": "m" },
        "RequestId": "r-8" } });
    let packets = [event("1"), format!("data: {error}\n\n")];
    let events = chat::<C>(Answer::events(packets));
    assert_eq!(events.len(), 2);
    assert_eq!(events[0].as_ref().unwrap().order_id.as_deref(), Some("1"));
    let error = events[1].as_ref().unwrap_err();
    assert_eq!(error.code().map(ToString::to_string).as_deref(), Some("LimitExceeded"));
    assert_eq!(error.request_id(), Some("r-8"));
}

fn an_error_instead_of_a_stream_is_the_error_of_the_call<C: Caller>() {
    let service = shop();
    service.next("Chat", [Answer::error("FailedOperation", "m", "r-6")]);
    let error = C::new(Setup::of(&service)).chat().unwrap_err();
    assert_eq!(error.request_id(), Some("r-6"));
}

fn an_answer_that_is_no_stream_is_one_event<C: Caller>() {
    let events = chat::<C>(Answer::success(json!({ "OrderId": "whole" }), "r-7"));
    assert_eq!(ids(events), ["whole"]);
}

fn a_stream_that_is_cut_ends_with_an_error<C: Caller>() {
    let answer = Answer::events([event("1"), event("2")]);
    let cut = event("1").len() + 14;
    let events = chat::<C>(Play::Cut(answer, cut));
    assert_eq!(events.first().unwrap().as_ref().unwrap().order_id.as_deref(), Some("1"));
    let error = events.last().unwrap().as_ref().unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(events.len(), 2);
}

fn a_stream_may_last_longer_than_a_call_but_not_be_silent_for_longer<C: Caller>() {
    let service = shop();
    let answer = Answer::events((0..8).map(|id| event(&id.to_string())));
    service.next("Chat", [Play::Slow(answer, Duration::from_millis(200))]);
    let setup = Setup::of(&service).timeout(Duration::from_secs(1)).attempts(1);
    let client = C::new(setup);
    let began = Instant::now();
    let events = client.chat().unwrap();
    assert!(began.elapsed() > Duration::from_millis(1400));
    assert_eq!(ids(events).len(), 8);
}

crate::scenarios! {
    events_come_typed_and_with_the_request_id_of_the_header,
    packets_may_split_events_lines_and_characters_anywhere,
    data_in_several_lines_is_one_event,
    a_line_may_be_longer_than_any_buffer,
    the_mark_of_the_end_is_no_event,
    an_error_midway_is_an_error_behind_the_events_before_it,
    an_error_instead_of_a_stream_is_the_error_of_the_call,
    an_answer_that_is_no_stream_is_one_event,
    a_stream_that_is_cut_ends_with_an_error,
    a_stream_may_last_longer_than_a_call_but_not_be_silent_for_longer,
}
