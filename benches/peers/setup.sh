#!/usr/bin/env bash
# Makes the environment of the comparison: `benches/peers/setup.sh`. It needs Python 3.11 or later and Rust.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
[ -d venv ] || python3 -m venv venv
venv/bin/pip install --quiet duckdb==2.0.1 polars==2.1.0 pyarrow==26.0.1 raphtory==0.17.0 numpy==2.4.6
(cd sqlite && cargo build --release)
