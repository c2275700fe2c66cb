"""How gunicorn serves the product, in the demonstration (`make run`) and in a deployment alike.

What differs between machines comes from the environment: BIND, WEB_CONCURRENCY (processes) and THREADS.
"""

import os
from pathlib import Path

_MEMORY = Path("/dev/shm")

wsgi_app = "config.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:8000")

# Threads, so that an upload which takes minutes, or a PDF which takes seconds, holds up one of them and not a
# whole process. They suit SQLite too: every thread has a connection of its own, readers never wait (WAL), and
# writers queue (transaction_mode in config/settings.py).
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("THREADS", "8"))
preload_app = True  # the code is loaded once for all processes

# A process that shows no life for so long is killed. Threads that wait for slow senders do not count: the
# process goes on telling that it lives.
timeout = 120
# A process that is to end lets its requests finish first. The largest upload (20 MB and what goes with it)
# takes 176 seconds on a line of 1 Mbit/s.
graceful_timeout = 300
keepalive = 5

# Processes are replaced from time to time, so that memory which a library does not give back is not kept for
# good; not all at once.
max_requests = 5_000
max_requests_jitter = 500

worker_tmp_dir = (
    str(_MEMORY) if _MEMORY.is_dir() else None
)  # signs of life must not wait for a disk
control_socket_disable = True  # it would lie in the home folder
accesslog = (
    None  # addresses hold what was searched for; who read what is in the access log of the product
)
loglevel = os.environ.get("LOG_LEVEL", "warning")
