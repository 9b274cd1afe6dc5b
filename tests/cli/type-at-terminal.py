"""Runs a program at a terminal, types a text once it asks, and prints what the terminal showed."""
import os
import pty
import sys

typed, *command = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
shown = b""
asked = False
while True:
    try:
        chunk = os.read(terminal, 4096)
    except OSError:
        break
    if not chunk:
        break
    shown += chunk
    if not asked and shown.endswith(b": "):
        asked = True
        os.write(terminal, typed.encode())
os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
