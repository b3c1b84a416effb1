//! What happens to a request: an answer, or a fault of the network or the service.

use std::time::Duration;

use crate::answer::Answer;

/// How the double meets one request.
#[derive(Clone, Debug)]
pub enum Play {
    /// Answers and keeps the connection.
    Answer(Answer),
    /// Answers in full, then closes the connection without having said so: the next request meets
    /// a connection that is gone.
    AnswerAndClose(Answer),
    /// Answers in full, keeps the connection, and resets it when the first byte of the next
    /// request comes: the worst moment of a keep-alive.
    AnswerThenResetNext(Answer),
    /// Carries the action out, then resets the connection.
    ResetAfterExecuting,
    /// Carries the action out, then closes the connection in order, without an answer.
    CloseAfterExecuting,
    /// Sends the head and this many bytes of the body, then closes the connection.
    Cut(Answer, usize),
    /// Sends the head, then waits before each packet of the body.
    Slow(Answer, Duration),
    /// Waits before the answer, which a client that is gone never reads.
    Late(Answer, Duration),
    /// Never answers; ends when the client goes.
    Silence,
}

impl Play {
    /// Whether the service carries the action out.
    pub(crate) fn executes(&self) -> bool {
        match self {
            Self::Answer(answer)
            | Self::AnswerAndClose(answer)
            | Self::AnswerThenResetNext(answer)
            | Self::Cut(answer, _)
            | Self::Slow(answer, _)
            | Self::Late(answer, _) => answer.executes(),
            Self::ResetAfterExecuting | Self::CloseAfterExecuting | Self::Silence => true,
        }
    }
}

impl From<Answer> for Play {
    fn from(answer: Answer) -> Self {
        Self::Answer(answer)
    }
}
