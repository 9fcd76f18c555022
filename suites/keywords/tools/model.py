"""The network: a small depthwise-separable CNN, after the DS-CNN of MLPerf Tiny."""

import keras
from keras import layers

from corpus import LABELS
from features import COEFFICIENTS, FRAMES

CHANNELS = 32
BLOCKS = 3
WEIGHTS = "best.weights.h5"  # what training keeps, in its work folder


def ds_cnn() -> keras.Model:
    """Returns the untrained float model."""

    def normalise(x):
        return layers.ReLU()(layers.BatchNormalization()(x))

    source = keras.Input((FRAMES, COEFFICIENTS, 1))
    x = layers.Conv2D(CHANNELS, (10, 4), strides=2, padding="same", use_bias=False)(
        source
    )
    x = normalise(x)
    for _ in range(BLOCKS):
        x = layers.DepthwiseConv2D(3, padding="same", use_bias=False)(x)
        x = normalise(x)
        x = layers.Conv2D(CHANNELS, 1, use_bias=False)(x)
        x = normalise(x)
    x = layers.Dropout(0.2)(x)
    # A pooling window as large as the map, not GlobalAveragePooling2D: that would become MEAN.
    x = layers.AveragePooling2D(x.shape[1:3])(x)
    x = layers.Reshape((CHANNELS,))(x)
    return keras.Model(source, layers.Dense(len(LABELS), activation="softmax")(x))
