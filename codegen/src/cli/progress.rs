//! A progress bar on a terminal, nothing in a pipe.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar for work that is counted; it may be set from several threads.
pub(super) struct Bar {
    bar: ProgressBar,
}

/// A bar that counts `noun`, on stderr; it shows only on a terminal.
pub(super) fn bar(noun: &'static str) -> Bar {
    let target = if super::report::is_quiet() {
        ProgressDrawTarget::hidden()
    } else {
        ProgressDrawTarget::stderr()
    };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar.set_message(super::language::language().say(noun));
    Bar { bar }
}

impl Bar {
    /// This many of so many are done.
    pub(super) fn set(&self, done: usize, all: usize) {
        self.bar.set_length(all as u64);
        self.bar.set_position(done as u64);
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
