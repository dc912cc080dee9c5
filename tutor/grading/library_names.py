"""Names of libraries: how they are imported, and what became of old ones."""

from __future__ import annotations

#: The short names that code for such lessons uses, and what imports them.
IMPORTS = {
    "math": "import math",
    "random": "import random",
    "copy": "import copy",
    "np": "import numpy as np",
    "numpy": "import numpy",
    "pd": "import pandas as pd",
    "plt": "import matplotlib.pyplot as plt",
    "keras": "import keras",
    "tf": "import tensorflow as tf",
}
#: Modules that are here.
LIBRARIES = (
    *("numpy", "pandas", "keras", "tensorflow", "matplotlib", "sklearn", "math", "random"),
    *("statistics", "itertools", "functools", "collections", "copy"),
)
#: Where the names that lessons use are imported from.
HOMES = {
    **dict.fromkeys(("Sequential", "Input", "Model"), "keras"),
    **dict.fromkeys(("Dense", "Dropout", "Flatten", "Activation"), "keras.layers"),
    **dict.fromkeys(("SGD", "Adam", "RMSprop"), "keras.optimizers"),
    "EarlyStopping": "keras.callbacks",
    "to_categorical": "keras.utils",
    **dict.fromkeys(("mean_squared_error", "accuracy_score"), "sklearn.metrics"),
    "train_test_split": "sklearn.model_selection",
}
#: Modules of older versions, and where their work is done now.
GONE_MODULES = {
    "keras.utils.np_utils": "Write from keras.utils import to_categorical.",
    "keras.np_utils": "Write from keras.utils import to_categorical.",
    "keras.layers.core": "Layers stand in keras.layers.",
    "keras.wrappers": "keras has no wrappers of scikit-learn any more.",
    "sklearn.cross_validation": "Its work is done by sklearn.model_selection.",
}
#: What tables of older versions had, and what does its work.
GONE_OF_TABLES = {
    "ix": "Rows and columns are chosen by .loc (names) and .iloc (places).",
    "append": "pd.concat([first, second]) puts tables together.",
    "as_matrix": ".to_numpy() makes an array of a table.",
    "get_values": ".to_numpy() makes an array of a table.",
    "sort": "It is .sort_values('…') now.",
    "iteritems": "It is .items() now.",
    "applymap": "It is .map(…) now.",
    "mad": "(x - x.mean()).abs().mean() computes it.",
}
