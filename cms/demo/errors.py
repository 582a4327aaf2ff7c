"""The one error of the sample hub's data."""


class HubDataError(ValueError):
    """Raised by the library when a data file of the hub is wrong; the message names the file and what to mend in it."""
