//! A display of the size of a health visitor's laptop, without a screen.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::programs;

const SIZE: &str = "1366x768x24";

pub(crate) struct Display {
    xvfb: Child,
    pub(crate) name: String,
}

impl Display {
    pub(crate) fn start() -> Self {
        // It takes a number that is free, and says which.
        let mut xvfb = Command::new(programs::xvfb())
            .args(["-displayfd", "1", "-screen", "0", SIZE, "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut number = String::new();
        BufReader::new(xvfb.stdout.take().unwrap()).read_line(&mut number).unwrap();
        assert!(!number.trim().is_empty(), "Xvfb did not start");
        Self { xvfb, name: format!(":{}", number.trim()) }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _gone = self.xvfb.kill().and_then(|()| self.xvfb.wait());
    }
}
