"""The oracle: random models, and what TensorFlow Lite Micro makes of them. See README.md."""
