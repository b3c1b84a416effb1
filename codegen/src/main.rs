//! The binary `tcgen`: arguments to one call per stage to exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    tencentcloud_codegen::cli::main()
}
