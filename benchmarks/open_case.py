"""What an open case costs a worker: memory and time, with our modules passed through the sandbox and without.

``python -m benchmarks.open_case``; each side in a process of its own. Read the ratios (decision 19).
"""

import asyncio
import gc
import sys
import time
from pathlib import Path
from subprocess import check_output

from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions, _runner
from temporalio.workflow import _Definition

from workflows.repatriation import Repatriation
from workflows.worker import runner

CASES = 100
PAGE = 4096


def resident() -> int:
    """Bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE


async def measure(made: SandboxedWorkflowRunner) -> None:
    """Print the bytes and the seconds that one open case takes."""
    held, begin = [], _runner._Instance.__init__

    def kept(self: _runner._Instance, *arguments: object) -> None:
        begin(self, *arguments)  # type: ignore[arg-type]  # whatever it is given
        held.append(self)

    _runner._Instance.__init__ = kept  # type: ignore[method-assign, assignment]  # to hold what it makes
    definition = _Definition.must_from_class(Repatriation)
    made.prepare_workflow(definition)
    gc.collect()
    before, began = resident(), time.thread_time()
    for _ in range(CASES):
        made.prepare_workflow(definition)
    took = time.thread_time() - began
    gc.collect()
    sys.stdout.write(f"{(resident() - before) / CASES} {took / CASES}\n")


def anew() -> SandboxedWorkflowRunner:
    """As it would be with the pure models alone passed through."""
    models = ("activities", "cases", "guidelines", "runtime", "workflows.messages", "pydantic", "pydantic_core")
    return SandboxedWorkflowRunner(restrictions=SandboxRestrictions.default.with_passthrough_modules(*models))


def main() -> None:
    """Both sides, and their ratios."""
    if len(sys.argv) > 1:
        asyncio.run(measure(runner() if sys.argv[1] == "ours" else anew()))
        return
    sides = [
        [float(word) for word in check_output([sys.executable, "-m", "benchmarks.open_case", side]).split()]
        for side in ("anew", "ours")
    ]
    for name, unit, scale, every, ours in zip(("memory", "time"), ("KB", "ms"), (1 / 1024, 1000), *sides, strict=True):
        sys.stdout.write(
            f"{name}: {every * scale:.1f} {unit} anew, {ours * scale:.1f} {unit} ours, ratio {every / ours:.1f}\n"
        )


if __name__ == "__main__":
    main()
