//! Where temporary credentials come from: the metadata server of a machine, and STS.
//!
//! Each credential issued is a new account of the double, so that calls signed with it are taken
//! until it ends, and none is taken that was not issued.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value as Json, json};

use crate::account::Account;
use crate::answer::Answer;
use crate::offer::Offer;
use crate::play::Play;
use crate::service::{Service, Shared};

/// Where the metadata server keeps the role of a machine.
const METADATA: &str = "/latest/meta-data/cam/security-credentials/";

/// How long a token is taken behind the end that was said with it: between a look at the clock and
/// the arrival of a call a busy machine lets time go by, which is not the client's fault.
const GRACE: Duration = Duration::from_secs(2);

/// Issues credentials and counts them.
struct Issuer {
    shared: Arc<Shared>,
    lifetime: Duration,
    delay: Duration,
    issued: Arc<AtomicUsize>,
}

impl Issuer {
    fn issue(&self) -> (Account, u64) {
        let number = self.issued.fetch_add(1, Ordering::SeqCst) + 1;
        let account = Account::new(&format!("temporary-{number}"), &format!("key-{number}"))
            .with_token(&format!("token-{number}"), self.lifetime + GRACE);
        let end = SystemTime::now() + self.lifetime;
        let end = end.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        self.shared.lock().accounts.insert(account.secret_id.clone(), account.clone());
        (account, end)
    }

    fn assume(&self, request_id: &str) -> Play {
        let (account, end) = self.issue();
        let answer = json!({
            "Credentials": {
                "TmpSecretId": account.secret_id,
                "TmpSecretKey": account.secret_key,
                "Token": account.token,
            },
            "ExpiredTime": end,
            "Expiration": "",
        });
        Play::Late(Answer::success(answer, request_id), self.delay)
    }

    fn metadata(&self) -> Json {
        let (account, end) = self.issue();
        json!({
            "Code": "Success",
            "TmpSecretId": account.secret_id,
            "TmpSecretKey": account.secret_key,
            "Token": account.token,
            "ExpiredTime": end,
            "Expiration": "",
        })
    }
}

impl Service {
    /// Plays the metadata server of a machine that has this role. Each question for a credential
    /// waits for `delay` and gets a new one, good for `lifetime`. Returns the count of those issued.
    pub fn metadata_server(
        &self,
        role: &'static str,
        lifetime: Duration,
        delay: Duration,
    ) -> Arc<AtomicUsize> {
        let issuer = self.issuer(lifetime, delay);
        let count = issuer.issued.clone();
        self.route(&format!("GET {METADATA}"), move |_, _| {
            Answer::new(200, "text/plain", role).into()
        });
        self.route(&format!("GET {METADATA}{role}"), move |_, _| {
            Play::Late(Answer::new(200, "text/plain", issuer.metadata().to_string()), issuer.delay)
        });
        count
    }

    /// Plays STS: `AssumeRole`, and `AssumeRoleWithWebIdentity`, which takes no signature. Returns
    /// the count of the credentials issued.
    pub fn sts(&self, lifetime: Duration, delay: Duration) -> Arc<AtomicUsize> {
        let issuer = Arc::new(self.issuer(lifetime, delay));
        let count = issuer.issued.clone();
        for (action, unsigned) in [("AssumeRole", false), ("AssumeRoleWithWebIdentity", true)] {
            let issuer = issuer.clone();
            let offer = Offer::new("sts", "2018-08-13", action).in_a_region();
            let offer = if unsigned { offer.unsigned() } else { offer };
            self.offer(offer.answering(move |_, id| issuer.assume(id)));
        }
        count
    }

    /// Ends every temporary credential now, as if its time were over.
    pub fn expire_tokens(&self) {
        for account in self.shared().lock().accounts.values_mut() {
            if account.token.is_some() {
                account.expires_at = Some(SystemTime::now());
            }
        }
    }

    fn issuer(&self, lifetime: Duration, delay: Duration) -> Issuer {
        let shared = self.shared().clone();
        Issuer { shared, lifetime, delay, issued: Arc::default() }
    }
}
