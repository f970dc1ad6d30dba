"""Fits CTGAN and TVAE of the ctgan package at their defaults on the rows that bench/tables/write-splits.ts
wrote, and keeps their samples and times:

    python bench/peers/tables.py FOLDER DATASET MODEL [threads]

writes FOLDER/DATASET-MODEL.csv (as many rows as were learnt from) and FOLDER/DATASET-MODEL.json.
What exists is not fitted again.
"""
import json
import os
import sys
import time

folder, name, model_name = sys.argv[1:4]
threads = int(sys.argv[4]) if len(sys.argv) > 4 else 1
os.environ["OMP_NUM_THREADS"] = str(threads)

import pandas as pd  # noqa: E402
import torch  # noqa: E402
from ctgan import CTGAN, TVAE  # noqa: E402

torch.set_num_threads(threads)
torch.manual_seed(1)
stem = os.path.join(folder, f"{name}-{model_name}")
if os.path.exists(stem + ".json"):
    sys.exit(0)

train = pd.read_csv(os.path.join(folder, f"{name}-train.csv"))
discrete = [column for column in train if not pd.api.types.is_numeric_dtype(train[column])]
model = {"ctgan": CTGAN, "tvae": TVAE}[model_name]()
wall, processor = time.perf_counter(), time.process_time()
model.fit(train, discrete)
fit_seconds = time.perf_counter() - wall
fit_processor_seconds = time.process_time() - processor

wall, processor = time.perf_counter(), time.process_time()
sample = model.sample(len(train))
sample_seconds = time.perf_counter() - wall
sample_processor_seconds = time.process_time() - processor
sample.to_csv(stem + ".csv", index=False)
with open(stem + ".json", "w") as file:
    json.dump(
        {
            "model": model_name,
            "rows": len(train),
            "threads": threads,
            "fitSeconds": fit_seconds,
            "fitProcessorSeconds": fit_processor_seconds,
            "sampleSeconds": sample_seconds,
            "sampleProcessorSeconds": sample_processor_seconds,
        },
        file,
        indent=1,
    )
