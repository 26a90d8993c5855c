//! A window with nothing in it but a block of the unlock button's colour: what `./dev bench start memory` measures the
//! product against. It is as large, and as private, as the product's; everything else is as Tauri has it.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!("examples/empty_window/tauri.conf.json"))
}
