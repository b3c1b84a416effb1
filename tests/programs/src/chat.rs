//! A question, and its answer as it is written.

use tencentcloud_api::{Client, Error, hunyuan};

/// Asks, shows each piece of the answer as it comes, and gives the whole.
pub async fn ask(
    client: &Client,
    question: &str,
    mut show: impl FnMut(&str),
) -> Result<String, Error> {
    let message = hunyuan::Message::new("user").content(question);
    let request = hunyuan::ChatCompletionsRequest::new("hunyuan-turbo", [message]).stream(true);
    let mut events = client.stream(&request).await?;
    let mut answer = String::new();
    while let Some(event) = events.next().await {
        for choice in event?.choices {
            let piece = choice.delta.and_then(|delta| delta.content).unwrap_or_default();
            show(&piece);
            answer.push_str(&piece);
        }
    }
    Ok(answer)
}
