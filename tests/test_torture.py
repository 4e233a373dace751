"""A sample of ``make torture``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture.disk import compiler

ROOT = Path(__file__).parents[1]


@pytest.mark.skipif(compiler() is None, reason="the disk that refuses is compiled from C")
def test_no_index_is_lost_and_no_answer_wrong_whatever_happens_to_indexing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture", "--kills", "15", "--step", "37", "--seed", "7"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert (figures["lost"], figures["wrong"], figures["kills"]) == (0, 0, 15)
    assert figures["kills_inside_a_step"] > 0
    assert figures["power_cuts"] > 1000
    assert figures["killed_at_first"] > 3
    for fault in ("killed", "killed_halfway", "refused", "refused_from_then_on"):
        for kind in ("whole", "updates"):
            assert figures[f"{fault}_{kind}"] > 3, (fault, kind)
