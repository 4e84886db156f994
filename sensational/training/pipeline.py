"""The fitted scales as scikit-learn pipelines, for those who build on them."""

from __future__ import annotations

from pathlib import Path

import joblib
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from sensational import model as models
from sensational.errors import OutputError
from sensational.result import SCALES
from sensational.transformer import HeadlineFeatures


def pipelines(folder: str | Path) -> dict[str, Pipeline]:
    """For each scale a fitted pipeline, features then logistic regression, with the weights of
    the model in `folder`: its `predict_proba` gives the score as the second column. The
    wording is read from that folder, which must stay where it is."""
    model = models.load(folder)
    found = {}
    for column, scale in enumerate(SCALES):
        regression = LogisticRegression()
        regression.classes_ = np.array([0, 1])
        regression.coef_ = model.weights[None, :, column].copy()
        regression.intercept_ = model.baseline[column : column + 1].copy()
        regression.n_features_in_ = len(model.weights)
        features = HeadlineFeatures(wording=True, model=str(Path(folder).resolve()))
        features.n_features_in_ = 2
        found[scale] = make_pipeline(features, regression)
    return found


def save(path: Path, folder: Path) -> None:
    """Write `pipelines` with joblib. Load such a file only if you trust where it came from."""
    try:
        joblib.dump(pipelines(folder), path)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}; name another file") from error
