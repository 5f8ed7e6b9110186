"""The Python and platform that a bundle's wheels are for, as in cp311-linux_x86_64. Compared when it is installed."""

import sys
import sysconfig

version = f"{sys.version_info.major}{sys.version_info.minor}"
sys.stdout.write(f"cp{version}-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}" + "\n")
