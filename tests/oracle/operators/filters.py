"""What CONV_2D and DEPTHWISE_CONV_2D share: filters that move over an image."""

from oracle.operators.pool_2d import window


class Filters:
    """Filters of some height and width, with padding, strides and dilations."""

    def __init__(self, random, height, width):
        self._image = [height, width]
        self._padding = random.choice(["SAME", "VALID"])
        self._strides = random.shape(2, 3)
        self._dilations = random.shape(2, 3) if random.boolean(0.3) else [1, 1]
        self.size = [
            self._length(random, size, dilation)
            for size, dilation in zip(self._image, self._dilations, strict=True)
        ]

    def _length(self, random, size, dilation):
        """Of a filter along one dimension; without padding it must fit into the image."""
        if self._padding == "VALID":
            return random.integer(1, (size - 1) // dilation + 1)
        return random.integer(1, 20 if random.boolean(0.1) else 5)

    def windows(self):
        """How many places there are along height and width."""
        return [
            window(size, length, stride, self._padding, dilation)
            for size, length, stride, dilation in zip(
                self._image, self.size, self._strides, self._dilations, strict=True
            )
        ]

    def fields(self):
        """The operator's options."""
        return dict(
            Padding=self._padding,
            StrideH=self._strides[0],
            StrideW=self._strides[1],
            DilationHFactor=self._dilations[0],
            DilationWFactor=self._dilations[1],
        )
