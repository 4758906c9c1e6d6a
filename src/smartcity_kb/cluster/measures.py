"""Measures of a graph on Spark DataFrames: degrees, components, PageRank, breadth-first levels.

Edges are a DataFrame with the columns ``a`` and ``b`` (texts); an edge may stand there more than once
and in either direction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def degrees(edges: DataFrame) -> DataFrame:
    """``node``, ``degree``: how many edges touch each node; a loop counts twice, as in networkx."""
    from pyspark.sql import functions as f

    ends = edges.select(f.col("a").alias("node")).unionAll(edges.select(f.col("b").alias("node")))
    return ends.groupBy("node").agg(f.count("*").alias("degree"))


def connected_components(edges: DataFrame) -> DataFrame:
    """``node``, ``component``: the least node of the component that each node is in.

    Large-star and small-star in turn until nothing changes (R. Kiveris, S. Lattanzi, V. Mirrokni,
    V. Rastogi, S. Vassilvitskii: Connected Components in MapReduce and Beyond, SoCC 2014).
    """
    from pyspark.sql import functions as f

    nodes = edges.select(f.col("a").alias("node")).union(edges.select(f.col("b").alias("node"))).distinct()
    larger_first = (f.greatest("a", "b").alias("a"), f.least("a", "b").alias("b"))
    links = _kept(edges.where("a != b").select(*larger_first).distinct())
    signature = None
    while True:
        links = _kept(_small_star(_large_star(links)))
        now = links.select(f.count("*"), f.sum(f.crc32(f.concat_ws("\x1f", "a", "b")))).first()
        if now == signature:
            break
        signature = now
    roots = links.select(f.col("a").alias("node"), f.col("b").alias("root"))
    joined = nodes.join(roots, "node", "left")
    return joined.select("node", f.coalesce("root", "node").alias("component"))


def _large_star(links: DataFrame) -> DataFrame:
    """Each node's larger neighbours linked to the least of its neighbours and itself."""
    from pyspark.sql import functions as f

    both = links.unionAll(links.select(f.col("b").alias("a"), f.col("a").alias("b")))
    least = both.groupBy("a").agg(f.least(f.col("a"), f.min("b")).alias("m"))
    starred = both.join(least, "a").where("b > a").select(f.col("b").alias("a"), f.col("m").alias("b"))
    return starred.where("a != b").distinct()


def _small_star(links: DataFrame) -> DataFrame:
    """Each node and its smaller neighbours linked to the least of them."""
    from pyspark.sql import functions as f

    down = links.select(f.greatest("a", "b").alias("a"), f.least("a", "b").alias("b"))
    least = down.groupBy("a").agg(f.min("b").alias("m"))
    neighbours = down.join(least, "a").select(f.col("b").alias("a"), f.col("m").alias("b"))
    itself = least.select("a", f.col("m").alias("b"))
    return neighbours.unionAll(itself).where("a != b").distinct()


def pagerank(
    edges: DataFrame, damping: float = 0.85, tolerance: float = 1e-6, rounds: int = 100
) -> DataFrame:
    """``node``, ``rank``: PageRank along directed edges a → b; ranks add up to 1.

    Repeated edges count as often as they stand there; nodes without a way out share their rank with all
    (as in networkx). Ends when the ranks change by less than ``tolerance`` a node in sum, or after
    ``rounds``.
    """
    from pyspark.sql import functions as f

    nodes = _kept(
        edges.select(f.col("a").alias("node")).union(edges.select(f.col("b").alias("node"))).distinct()
    )
    count = nodes.count()
    out = edges.groupBy("a").agg(f.count("*").alias("out"))
    repeated = edges.groupBy("a", "b").agg(f.count("*").alias("n"))
    shares = _kept(repeated.join(out, "a").selectExpr("a", "b", "n / out AS share"))
    ranks = _kept(nodes.select("node", f.lit(1.0 / count).alias("rank")))
    for _ in range(rounds):
        dangling = ranks.join(shares.select(f.col("a").alias("node")).distinct(), "node", "left_anti")
        lost = dangling.agg(f.coalesce(f.sum("rank"), f.lit(0.0))).first()
        base = (1 - damping) / count + damping * (lost[0] if lost else 0.0) / count
        came = (
            shares.join(ranks, shares["a"] == ranks["node"])
            .groupBy("b")
            .agg(f.sum(f.col("share") * f.col("rank")).alias("came"))
        )
        after = _kept(
            ranks.join(came, ranks["node"] == came["b"], "left").select(
                "node",
                f.col("rank").alias("before"),
                (f.lit(base) + f.lit(damping) * f.coalesce("came", f.lit(0.0))).alias("rank"),
            )
        )
        change = after.agg(f.sum(f.abs(f.col("rank") - f.col("before")))).first()
        ranks = after.select("node", "rank")
        if change is None or change[0] < tolerance * count:
            break
    return ranks


def levels(edges: DataFrame, start: str) -> DataFrame:
    """``node``, ``level``: how many edges away from ``start`` each node is, in either direction."""
    from pyspark.sql import functions as f

    turned = edges.select(f.col("b").alias("a"), f.col("a").alias("b"))
    both = _kept(edges.select("a", "b").union(turned).distinct())
    here = both.where(f.col("a") == start).select(f.col("a").alias("node"), f.lit(0).alias("level"))
    reached = _kept(here.distinct())
    level = 0
    while True:
        frontier = reached.where(f.col("level") == level).select(f.col("node").alias("a"))
        new = both.join(frontier, "a").select(f.col("b").alias("node")).distinct()
        new = new.join(reached, "node", "left_anti").select("node", f.lit(level + 1).alias("level"))
        grown = _kept(reached.unionAll(new))
        if grown.count() == reached.count():
            return reached
        reached, level = grown, level + 1


def _kept(frame: DataFrame) -> DataFrame:
    """The frame worked out once and its plan cut off."""
    return frame.localCheckpoint(eager=True)
