//! Whole stories, in sentences: laptops with real vaults and a service on a real socket, in one process.

mod laptop;
mod one_visit;
mod same_file;
mod team;
