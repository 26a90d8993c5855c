//! doorstep-platform
