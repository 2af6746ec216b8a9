//! The window by its accessible names: every screen with nothing, with sessions and with what went wrong, in both themes,
//! by keyboard alone, and under a thousand random actions.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

#[path = "window/ground.rs"]
mod ground;
#[path = "window/home.rs"]
mod home;
#[path = "window/keyboard.rs"]
mod keyboard;
#[path = "window/library.rs"]
mod library;
#[path = "window/loops.rs"]
mod loops;
#[path = "window/monkey.rs"]
mod monkey;
#[path = "window/picture.rs"]
mod picture;
#[path = "window/pictures.rs"]
mod pictures;
#[path = "window/screens.rs"]
mod screens;
