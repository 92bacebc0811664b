"""The command line.

Comes in: arguments. Goes out: answers on standard output, messages on standard error, an exit code. Each verb has a
module of its own, imported when it is asked for; nothing here imports a library that takes long to load.
"""

from onrecord.cli.main import main

__all__ = ["main"]
