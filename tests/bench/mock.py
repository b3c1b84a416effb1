"""What a mock of the whole cloud costs; see mock.sh. Usage: mock.py TCGEN WHEEL WORK-FOLDER"""

import hashlib
import hmac
import json
import os
import pathlib
import resource
import select
import socket
import subprocess
import sys
import time

MOST_MEGABYTES = 400
MOST_START = 1.5  # times the CPU time of an import
MOST_MILLISECONDS = 0.2  # CPU time of the server, for one signed call
WORK = 0.2  # CPU seconds of `piece_of_work` on the machine that the bound was set on
CONNECTIONS, CALLS, ACTIONS = 16, 20_000, 200
TICKS = os.sysconf("SC_CLK_TCK")


def piece_of_work():
    """CPU seconds of work like that of a server: hashes and JSON."""
    began = time.process_time()
    text = json.dumps({"List": [{"Name": str(number), "Size": number} for number in range(100)]})
    for _ in range(4_000):
        hashlib.sha256(text.encode()).digest()
        json.loads(text)
    return time.process_time() - began


def import_cost(tcgen, wheel, work):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([tcgen, "import", wheel, "--spec", f"{work}/spec"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Mock:
    def __init__(self, tcgen, wheel):
        began = time.monotonic()
        command = [tcgen, "mock", "--metadata", wheel, "--quiet"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        url = self.process.stdout.readline().strip()
        self.start_seconds, self.start_cpu = time.monotonic() - began, self.cpu()
        self.host = url.removeprefix("http://")
        self.address = (self.host.split(":")[0], int(self.host.split(":")[1]))

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def peak_megabytes(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024

    def end(self):
        self.process.terminate()
        return self.process.wait(10)


def signed(host, product, version, action, body):
    """A call signed by TC3-HMAC-SHA256, as bytes; good for five minutes."""
    now = int(time.time())
    day = time.strftime("%Y-%m-%d", time.gmtime(now))
    sha = lambda data: hashlib.sha256(data).hexdigest()
    canonical = (f"POST\n/\n\ncontent-type:application/json\nhost:{host}\n\ncontent-type;host\n{sha(body)}")
    scope = f"{day}/{product}/tc3_request"
    text = f"TC3-HMAC-SHA256\n{now}\n{scope}\n{sha(canonical.encode())}"
    key = b"TC3mock-key"
    for step in (day, product, "tc3_request"):
        key = hmac.digest(key, step.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    head = (f"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
            f"Authorization: TC3-HMAC-SHA256 Credential=mock-id/{scope}, "
            f"SignedHeaders=content-type;host, Signature={signature}\r\n"
            f"X-TC-Action: {action}\r\nX-TC-Version: {version}\r\nX-TC-Region: ap-guangzhou\r\n"
            f"X-TC-Timestamp: {now}\r\nContent-Length: {len(body)}\r\n\r\n")
    return head.encode() + body


def documented_calls(work, host):
    """Every n-th documented example that shows a success and is JSON, over all products."""
    found = []
    for path in sorted(pathlib.Path(work, "spec").glob("*/*.json")):
        spec = json.loads(path.read_text())
        for name, action in spec["actions"].items():
            for example in action.get("examples", [])[:1]:
                request, response = example.get("request"), example.get("response")
                inside = response.get("Response") if isinstance(response, dict) else None
                if isinstance(request, dict) and isinstance(inside, dict) and "Error" not in inside:
                    body = json.dumps(request).encode()
                    found.append((spec["product"], spec["version"], name, body))
    return [signed(host, *call) for call in found[::max(1, len(found) // ACTIONS)]]


def replay(address, requests, calls):
    """Sends so many requests over a few connections; how many answers were no 200 or an error."""
    poll, held = select.epoll(), {}
    sent = answered = failed = 0

    def send(connection):
        nonlocal sent
        connection.sendall(requests[sent % len(requests)])
        sent += 1

    for _ in range(CONNECTIONS):
        connection = socket.create_connection(address)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        poll.register(connection.fileno(), select.EPOLLIN)
        held[connection.fileno()] = [connection, b""]
        send(connection)
    while answered < calls:
        for number, _ in poll.poll():
            entry = held[number]
            chunk = entry[0].recv(1 << 20)
            assert chunk, "the mock closed a connection"
            entry[1] += chunk
            head, end, body = entry[1].partition(b"\r\n\r\n")
            if not end:
                continue
            lower = head.lower()
            if b"content-length: " in lower:
                length = int(lower.split(b"content-length: ")[1].split(b"\r\n")[0])
                if len(body) < length:
                    continue
            elif not body.endswith(b"0\r\n\r\n"):
                continue
            answered += 1
            failed += not head.startswith(b"HTTP/1.1 200") or b'"Error":{"Code"' in body[:40]
            entry[1] = b""
            if sent < calls:
                send(entry[0])
    for connection, _ in held.values():
        connection.close()
    return failed


def measure(mock, label, requests):
    replay(mock.address, requests, CALLS // 10)
    began, cpu = time.monotonic(), mock.cpu()
    failed = replay(mock.address, requests, CALLS)
    cpu, seconds = mock.cpu() - cpu, time.monotonic() - began
    milliseconds = cpu / CALLS * 1000
    print(f"{label:24} {milliseconds:.3f} CPU ms each, {CALLS / seconds:,.0f} a second beside this client")
    assert not failed, f"{failed} of {CALLS} were refused"
    return milliseconds


def main():
    tcgen, wheel, work = sys.argv[1:]
    slowness = max(1.0, piece_of_work() / WORK)
    imported = import_cost(tcgen, wheel, work)
    mock = Mock(tcgen, wheel)
    print(f"{'start':24} {mock.start_cpu:.2f} CPU s, {mock.start_seconds:.2f} s, "
          f"{mock.peak_megabytes():.0f} MB; an import takes {imported:.2f} CPU s")
    nothing = f"GET /_tcgen/ HTTP/1.1\r\nHost: {mock.host}\r\n\r\n".encode()
    measure(mock, "an answer of the server", [nothing])
    calls = documented_calls(work, mock.host)
    each = measure(mock, f"calls of {len(calls)} actions", calls)
    peak, start = mock.peak_megabytes(), mock.start_cpu / imported
    print(f"{'all together':24} {peak:.0f} MB; this machine is {slowness:.1f} times as slow")
    assert mock.end() == 0, "it did not end in order"
    problems = [text for is_above, text in (
        (peak > MOST_MEGABYTES, f"more than {MOST_MEGABYTES} MB"),
        (start > MOST_START, f"the start takes more than {MOST_START} times an import"),
        (each > MOST_MILLISECONDS * slowness, f"a call takes more than {MOST_MILLISECONDS} ms"),
    ) if is_above]
    print("\n".join(problems))
    sys.exit(1 if problems else 0)


main()
