//! The binary `tcgen`: arguments to one call per stage to exit status.

use std::process::ExitCode;

/// What the tool makes is millions of small strings, which is where allocators differ.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    tencentcloud_codegen::cli::main()
}
