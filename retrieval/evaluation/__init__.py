"""Quality on labelled questions: datasets in the BEIR layout, and the metrics of the field."""

from retrieval.evaluation.dataset import Dataset, DatasetError, read_dataset
from retrieval.evaluation.evaluate import Evaluation, evaluate

__all__ = ["Dataset", "DatasetError", "Evaluation", "evaluate", "read_dataset"]
