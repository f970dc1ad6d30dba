#!/bin/sh
# Installs the peers that the benches compare with: PyTorch into bench/peers/.venv, TensorFlow.js into
# bench/peers/node_modules. Nothing of it is used by Millrace itself.
set -eu
cd "$(dirname "$0")"
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/pip install --quiet -r requirements.txt
npm install --no-audit --no-fund --no-package-lock --ignore-scripts
