//! doorstep-app
