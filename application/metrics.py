"""What the write side measures about itself."""

from prometheus_client import Histogram

COMMAND_SECONDS = Histogram(
    "epresensi_command_seconds",
    "From the arrival of a command to its answer",
    ("outcome",),
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)

BATCH_COMMANDS = Histogram(
    "epresensi_commit_batch_commands",
    "Commands that were saved in one transaction",
    buckets=(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000),
)
