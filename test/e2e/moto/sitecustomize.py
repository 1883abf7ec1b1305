"""Loads the extension into `moto_server`: Python imports this module at start-up from PYTHONPATH."""

import importlib.util

if importlib.util.find_spec("moto"):
    import strongroom_moto  # noqa: F401
