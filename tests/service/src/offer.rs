//! The actions that the double has.

use std::fmt;
use std::sync::Arc;

use crate::play::Play;
use crate::request::Request;

/// Makes the answer to a request; the text is the RequestId that belongs to it.
pub(crate) type Handler = Arc<dyn Fn(&Request, &str) -> Play + Send + Sync>;

/// An action, and how it is answered when nothing else is scripted.
#[derive(Clone)]
pub struct Offer {
    pub(crate) product: String,
    pub(crate) version: String,
    pub(crate) action: String,
    pub(crate) region_required: bool,
    pub(crate) unsigned: bool,
    pub(crate) of_bytes: bool,
    pub(crate) handler: Handler,
}

impl Offer {
    /// An action that answers with an empty success.
    pub fn new(product: &str, version: &str, action: &str) -> Self {
        Self {
            product: product.to_owned(),
            version: version.to_owned(),
            action: action.to_owned(),
            region_required: false,
            unsigned: false,
            of_bytes: false,
            handler: Arc::new(|_, id| crate::Answer::success(serde_json::json!({}), id).into()),
        }
    }

    /// Refuses a request without `X-TC-Region`.
    #[must_use]
    pub fn in_a_region(mut self) -> Self {
        self.region_required = true;
        self
    }

    /// Takes `Authorization: SKIP`.
    #[must_use]
    pub fn unsigned(mut self) -> Self {
        self.unsigned = true;
        self
    }

    /// Takes `application/octet-stream`, and nothing else.
    #[must_use]
    pub fn of_bytes(mut self) -> Self {
        self.of_bytes = true;
        self
    }

    /// Answers with what this makes of the request and the RequestId.
    #[must_use]
    pub fn answering(
        mut self,
        handler: impl Fn(&Request, &str) -> Play + Send + Sync + 'static,
    ) -> Self {
        self.handler = Arc::new(handler);
        self
    }
}

impl fmt::Debug for Offer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Offer({}:{}:{})", self.product, self.version, self.action)
    }
}
