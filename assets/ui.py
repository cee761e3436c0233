"""`python -m assets.ui PORT`: Dagster's UI with its daemon, on the records that `make run` writes."""

import os
import signal
import socket
import sys

from assets.instance import HOME, open_instance
from assets.resources import curated_dir_from_environment

HOST = "127.0.0.1"


def main(port: int) -> None:
    """Turns this process into `dagster dev`; ends with one line where the port or CURATED_DIR can't be used."""
    curated_dir = curated_dir_from_environment()
    try:
        with socket.create_server((HOST, port)), open_instance(curated_dir):
            pass
    except OSError as error:
        sys.exit(f"The UI can't start on port {port} with CURATED_DIR={curated_dir}: {error.strerror}.")
    sys.stdout.write(f"The UI will answer at http://{HOST}:{port} in about 20 seconds. Ctrl-C ends it.\n")
    sys.stdout.flush()
    os.environ["DAGSTER_HOME"] = str(curated_dir / HOME)
    # a shell that starts us with & has SIGINT ignored, and dagster ends by no other signal than that
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    options = ["--workspace", "workspace.yaml", "--host", HOST, "--port", str(port), "--log-level", "warning"]
    # `dagster dev` warns that `dg dev` supersedes it; that would be one more package for the same thing
    os.execv(sys.executable, [sys.executable, "-W", "ignore::FutureWarning", "-m", "dagster", "dev", *options])


if __name__ == "__main__":
    main(int(sys.argv[1]))
