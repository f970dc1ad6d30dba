"""scikit-learn's classifiers on the splits of bench/tables, to set beside ours:

    python bench/peers/table_classifiers.py FOLDER
"""
import sys

import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, average_precision_score, f1_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

cases = {
    "adult": ("income", ">50K", []),
    "ai4i2020": ("Machine_failure", "yes", ["TWF", "HDF", "PWF", "OSF", "RNF"]),
    "secom": ("is_fail", "yes", []),
}
for name, (target, positive, hidden) in cases.items():
    train = pd.read_csv(f"{sys.argv[1]}/{name}-train.csv")
    test = pd.read_csv(f"{sys.argv[1]}/{name}-test.csv")
    split = lambda table: (table.drop(columns=[target, *hidden]), table[target] == positive)  # noqa: E731
    (x, y), (u, v) = split(train), split(test)
    numbers = [column for column in x if pd.api.types.is_numeric_dtype(x[column])]
    levels = [column for column in x if column not in numbers]
    models = {
        "logistic": make_pipeline(
            make_column_transformer(
                (StandardScaler(), numbers), (OneHotEncoder(handle_unknown="ignore"), levels)
            ),
            LogisticRegression(max_iter=1000),
        ),
        "trees": make_pipeline(
            make_column_transformer(
                ("passthrough", numbers),
                (OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), levels),
            ),
            HistGradientBoostingClassifier(early_stopping=False, random_state=1),
        ),
    }
    for kind, model in models.items():
        p = model.fit(x, y).predict_proba(u)[:, 1]
        print(
            f"{name} {kind}: accuracy {accuracy_score(v, p >= 0.5):.4f} F1 {f1_score(v, p >= 0.5):.4f}"
            f" AUC {roc_auc_score(v, p):.4f} average precision {average_precision_score(v, p):.4f}",
            flush=True,
        )
