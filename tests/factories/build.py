"""What several factories share."""


def without(kwargs, *names):
    """The arguments that are fields of the model: those named are used by the factory itself."""
    return {name: value for name, value in kwargs.items() if name not in names}
