#!/usr/bin/env python3
"""Results do not depend on how they were computed: the same bytes for 1, 2 and 7 threads, for every kernel that this processor has, and for
the binaries of two compilers (the sanitized one is built by clang). Numbers are compared as JSON writes them, which is every bit.
"""

import os
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
import checks  # noqa: E402

SCE = os.path.abspath(os.environ.get("SCE", TOP / "build/sce"))
OTHER = os.path.abspath(os.environ.get("SCE_ASAN", TOP / "build/asan/sce"))
FILES = ["tests/samples/every.sce", "examples/sora_uncertain.sce", "examples/fleet_2030.sce"]
KERNELS = ["generic", "avx2", "avx512"]
SECONDS = 250


def run(binary, *arguments):
    done = subprocess.run([binary, *arguments], cwd=TOP, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS)
    return done.returncode, done.stdout, done.stderr


def has_kernel(kernel):
    return run(SCE, "-e", "uniform(0, 1)", "--samples", "10", "--kernel", kernel)[0] == 0


def main():
    kernels = [kernel for kernel in KERNELS if has_kernel(kernel)]
    checks.check("a kernel that every processor has", "generic" in kernels)
    print("kernels here:", *kernels)
    for file in FILES:
        for extra in ([], ["--sampler", "sobol"]):
            for samples in ("20000", "1000"):
                base = [file, "--format", "json", "--samples", samples, *extra]
                code, wanted, err = run(SCE, *base, "--threads", "1", "--kernel", "generic")
                title = " ".join(base)
                checks.check(f"{title}: runs", code in (0, 1) and len(wanted) > 1000, err.decode()[:500])
                for kernel in kernels:
                    for threads in ("1", "2", "7"):
                        got = run(SCE, *base, "--threads", threads, "--kernel", kernel)[1]
                        checks.check(f"{title}: {kernel}, {threads} threads", got == wanted)
        if os.path.exists(OTHER):
            base = [file, "--format", "json", "--samples", "3000"]
            checks.check(f"{file}: another compiler", run(OTHER, *base)[1] == run(SCE, *base)[1])
    checks.check("the binary of another compiler is there", os.path.exists(OTHER), f"  {OTHER}: run `make asan`")
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
