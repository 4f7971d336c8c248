#!/usr/bin/env bash
# Makes .venv with everything that constraints.txt pins, torch as a CPU build.
#   bash setup.sh        what running needs
#   bash setup.sh dev    also what the tests and checks need
# TORCH_INDEX   where a CPU build of torch is found, unless pip already has one at hand (PIP_FIND_LINKS).
# PYTHON, VENV  another interpreter or folder.
set -euo pipefail
cd "$(dirname "$0")"
venv="${VENV:-.venv}"
extras="models,ocr${1:+,$1}"
torch="torch==2.13.0" # as in pyproject.toml; an open range would pull gigabytes of CUDA

suits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
python="${PYTHON:-}"
for candidate in $python python3 python3.13 python3.12 python3.11 python; do
  if suits "$candidate"; then python="$candidate" && break; fi
done
suits "${python:-python3}" || { echo "需要 Python 3.11 或更新的版本。" >&2; exit 3; }

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
pip="$venv/bin/python -m pip --disable-pip-version-check"
$pip install -q --no-warn-script-location "uv>=0.9" # pip alone takes minutes for what uv does in seconds
if ! $pip install -q --no-index --no-deps "$torch" 2>/dev/null; then
  if [ -z "${TORCH_INDEX:-}" ] || ! $pip install -q --no-deps --index-url "$TORCH_INDEX" "$torch"; then
    echo "没有取到 CPU 版的 torch：请把 TORCH_INDEX 设成 PyTorch 的 CPU 源再试。" >&2
    [ $# -eq 0 ] || exit 3
    echo "先不装它：自带的模型照常能答，只是不能换别的嵌入模型。" >&2
    extras="ocr"
  fi
fi
# Compiled ahead: where Python may not write bytecode every start would take three times as long.
"$venv/bin/uv" pip install -q --compile-bytecode --python "$venv/bin/python" -c constraints.txt -e ".${extras:+[$extras]}"
"$venv/bin/python" -m compileall -q bot ingest knowledge
