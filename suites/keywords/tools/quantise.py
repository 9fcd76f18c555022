"""Converts a float model to a fully INT8 .tflite, runs it and counts its work."""

from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf


def convert(model: keras.Model, representative: np.ndarray) -> bytes:
    """Returns the model as INT8 throughout, with a batch of 1.

    Convolutions get a scale a channel; the fully connected layer gets one scale.
    """
    shape = (1, *model.input_shape[1:])
    # An open batch would bring SHAPE, STRIDED_SLICE and PACK before RESHAPE.
    source = keras.Input(batch_shape=shape)
    converter = tf.lite.TFLiteConverter.from_keras_model(
        keras.Model(source, model(source, training=False))
    )
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = lambda: (
        [x.reshape(shape)] for x in representative
    )
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = tf.int8
    converter.inference_output_type = tf.int8
    converter._experimental_disable_per_channel_quantization_for_dense_layers = True
    return converter.convert()


@dataclass(frozen=True)
class Summary:
    """What is in a .tflite file, operator by operator in their order."""

    operators: list[str]
    macs: int
    input_scale: float
    input_zero_point: int


def interpreter(model: bytes) -> tf.lite.Interpreter:
    """Returns an interpreter with the reference kernels."""
    resolver = tf.lite.experimental.OpResolverType.BUILTIN_REF
    made = tf.lite.Interpreter(
        model_content=model, experimental_op_resolver_type=resolver
    )
    made.allocate_tensors()
    return made


def summarise(model: bytes) -> Summary:
    """Lists the operators and counts multiplications of input with weight, padding included."""
    reader = interpreter(model)
    shapes = {t["index"]: t["shape"] for t in reader.get_tensor_details()}
    operators = [o for o in reader._get_ops_details() if o["op_name"] != "DELEGATE"]
    macs = 0
    for operator in operators:
        output = shapes[operator["outputs"][0]]
        if operator["op_name"] in ("CONV_2D", "FULLY_CONNECTED"):
            macs += int(np.prod(output) * np.prod(shapes[operator["inputs"][1]][1:]))
        elif operator["op_name"] == "DEPTHWISE_CONV_2D":
            macs += int(np.prod(output) * np.prod(shapes[operator["inputs"][1]][1:3]))
    scale, zero_point = reader.get_input_details()[0]["quantization"]
    names = [o["op_name"] for o in operators]
    return Summary(names, macs, float(scale), int(zero_point))


def run(model: bytes, inputs: np.ndarray) -> np.ndarray:
    """Returns the int8 outputs for int8 inputs, with the reference kernels."""
    runner = interpreter(model)
    source, result = runner.get_input_details()[0], runner.get_output_details()[0]
    outputs = []
    for steps in inputs:
        runner.set_tensor(source["index"], steps.reshape(source["shape"]))
        runner.invoke()
        outputs.append(runner.get_tensor(result["index"])[0])
    return np.stack(outputs)
