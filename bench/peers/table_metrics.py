"""SDMetrics' own figures of a real and a synthetic CSV, for `npx tsx bench/tables/check-metrics.ts`:

    python bench/peers/table_metrics.py REAL SYNTHETIC

prints one JSON object. The pairs are those of the metric classes, which bin both tables by the real
column; the report of SDMetrics 0.32 bins each table by its own range, and is given beside them.
"""
import itertools
import json
import sys
import warnings

import numpy as np
import pandas as pd
from sdmetrics.column_pairs import ContingencySimilarity, CorrelationSimilarity
from sdmetrics.reports.single_table import QualityReport
from sdmetrics.single_column import (
    BoundaryAdherence,
    CategoryAdherence,
    KSComplement,
    MissingValueSimilarity,
    TVComplement,
)

warnings.filterwarnings("ignore")
real, synthetic = pd.read_csv(sys.argv[1]), pd.read_csv(sys.argv[2])
is_number = {name: pd.api.types.is_numeric_dtype(real[name]) for name in real}
columns, pairs = {}, []
for name in real:
    shape, adherence = (
        (KSComplement, BoundaryAdherence) if is_number[name] else (TVComplement, CategoryAdherence)
    )
    columns[name] = {
        "shape": shape.compute(real[name], synthetic[name]),
        "adherence": adherence.compute(real[name], synthetic[name]),
        "missing": MissingValueSimilarity.compute(real[name], synthetic[name]),
    }
for a, b in itertools.combinations(real, 2):
    r, s = real[[a, b]].copy(), synthetic[[a, b]].copy()
    if is_number[a] and is_number[b]:
        score = CorrelationSimilarity.compute(r, s)
        strong = CorrelationSimilarity.compute(r, s, real_correlation_threshold=0.5)
    else:
        numbers = [name for name in (a, b) if is_number[name]]
        score = ContingencySimilarity.compute(r.copy(), s.copy(), continuous_column_names=numbers)
        strong = ContingencySimilarity.compute(
            r.copy(), s.copy(), continuous_column_names=numbers, real_association_threshold=0.3
        )
    pairs.append({"fields": [a, b], "score": score, "strong": strong})

metadata = {
    "columns": {
        name: {"sdtype": "numerical" if number else "categorical"}
        for name, number in is_number.items()
    }
}
report = QualityReport()
report.generate(real, synthetic, metadata, verbose=False)
clean = lambda x: None if isinstance(x, float) and np.isnan(x) else x  # noqa: E731
print(
    json.dumps(
        {
            "columns": {k: {m: clean(float(v)) for m, v in c.items()} for k, c in columns.items()},
            "pairs": [
                {**p, "score": clean(float(p["score"])), "strong": clean(float(p["strong"]))}
                for p in pairs
            ],
            "report": {
                "score": float(report.get_score()),
                "properties": report.get_properties().to_dict("records"),
            },
        }
    )
)
