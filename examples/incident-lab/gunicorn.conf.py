"""gunicorn of the incident: five workers, and little patience, so that nobody waits long for a time-out."""

workers = 5
timeout = 3
# Loaded once and shared, so that five workers start as fast as one.
preload_app = True
# What Flask writes goes into the same log.
capture_output = True
# The lab needs no socket in the home of whoever starts it.
control_socket_disable = True
