"""Rent GPUs on an Infinitio market.

    from infinitio import Infinitio

    with Infinitio().rent(gpu="h100", hours=1, max_price="2.10") as lease:
        print(lease.run("nvidia-smi").stdout)
"""

from .errors import InfinitioError
from .lease import Lease
from .market import Infinitio
from .units import base_units, pt

__all__ = ["Infinitio", "InfinitioError", "Lease", "base_units", "pt"]
