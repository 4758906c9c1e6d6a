"""The part of docs/cluster.md on when Spark pays, from what ``spark_speed.py`` measured and nothing else."""

from __future__ import annotations

from typing import Any

SPARK_RESULTS = "spark.json"
_UNITS = {"measures": "claims", "load": "articles"}
_COMMANDS = {"measures": "stats --measures", "load": "load"}


def spark_block(figures: dict[str, Any]) -> str:
    """The table of seconds and memory by size, and what follows from it, as Markdown."""
    about = ", ".join(f"{name} {value}" for name, value in figures["machine"].items())
    lines = [
        f"Measured by `make bench-spark`, medians, `--master local[*]` ({about}):",
        "",
        "| command | size | runs | one process, s | Spark, s | one process, MiB | Spark, MiB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for work, rows in figures["work"].items():
        for row in rows:
            one, spark = row["one"], row["spark"]
            lines.append(
                f"| `{_COMMANDS[work]}` | {row['size']:,} {_UNITS[work]} | {row['runs']}"
                f" | {one['seconds']:,.1f} | {spark['seconds']:,.1f}"
                f" | {one['memory']:,} | {spark['memory']:,} |"
            )
    return "\n".join([*lines, "", *(_crossing(work, figures["lines"][work]) for work in figures["lines"])])


def _crossing(work: str, lines: dict[str, dict[str, float] | None]) -> str:
    """Where the lines through the two largest sizes of each engine meet, in words."""
    one, spark = lines["one"], lines["spark"]
    if one is None or spark is None:
        return ""
    unit, command = _UNITS[work], _COMMANDS[work]
    if spark["each"] >= one["each"]:
        times = spark["each"] / one["each"] if one["each"] > 0 else float("inf")
        return (
            f"- `{command}`: on one machine Spark never catches up: each further {unit[:-1]} takes it"
            f" {times:.1f} times as long. It needs more than {times:.1f} times these cores, or work too large"
            " for one machine's memory."
        )
    size = max(0, round((spark["start"] - one["start"]) / (one["each"] - spark["each"]), -2))
    return f"- `{command}`: from some {size:,.0f} {unit} on, Spark is quicker on this machine."
