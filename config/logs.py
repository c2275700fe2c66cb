"""What the log keeps of requests that were refused."""

import logging

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError

#: Faults of whoever sent the request: where in our code they were noticed tells nobody anything.
_OF_SENDERS = (SuspiciousOperation, BadRequest, MultiPartParserError)


class SendersFaultsInOneLine(logging.Filter):
    """Drops the traceback of faults of senders.

    Anybody can cause these faults without signing in, and the tracebacks would hide those of real errors.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and isinstance(record.exc_info[1], _OF_SENDERS):
            record.exc_info = record.exc_text = None
        return True
