//! What every generated crate carries: signing, transport, errors, reading and writing.
