"""Starts programs for the benchmark and tells what each took; a process of its own because it is small.

Linux counts the memory of a process from before its program began: what a large process starts seems to be
as large. Reads a command as a JSON list per line; answers with the process id, and at the end with a JSON
list: exit code, seconds, processor seconds, peak memory in KiB, the end of what it wrote to stderr.
"""

import json
import os
import sys
import time

errors_path = sys.argv[1]
for line in sys.stdin:
    command = json.loads(line)
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, errors_path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    print(pid, flush=True)
    _, status, used = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    with open(errors_path, "rb") as file:
        errors = file.read()[-2000:].decode(errors="replace")
    cpu = used.ru_utime + used.ru_stime
    print(json.dumps([os.waitstatus_to_exitcode(status), seconds, cpu, used.ru_maxrss, errors]), flush=True)
