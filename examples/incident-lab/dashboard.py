"""The dashboard of the incident: a creator exports frames as a video."""

import base64
import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from flask import Flask, request, send_file, session

app = Flask(__name__)
app.secret_key = os.environ["DASHBOARD_SECRET"]

# What each user may do. The password of all of them comes from the lab.
ROLES = {"creator": "exporter", "viewer": "reader"}

PREFIX = "data:image/png;base64,"


@app.get("/admin/tiktok-creator")
def page():
    return send_file("dashboard.html")


@app.post("/login")
def login():
    given = request.get_json()
    user, password = given.get("user"), given.get("password")
    if user not in ROLES or password != os.environ["DASHBOARD_PASSWORD"]:
        return {"error": "wrong user or password"}, 401
    session["user"] = user
    return {"user": user}


@app.post("/admin/tiktok-creator/export-mp4")
@app.post("/admin/tiktok-creator/preview-mp4")
def export_mp4():
    user = session.get("user")
    if user is None:
        return {"error": "log in first"}, 401
    if ROLES.get(user) != "exporter":
        return {"error": "you may not export"}, 403
    frames = request.get_json()["frames"]
    trouble = request.headers.get("x-lab-trouble")
    if trouble == "memory":
        hold_memory()
    if trouble == "deaf":
        hear_nothing()
    with tempfile.TemporaryDirectory() as folder:
        for number, frame in enumerate(frames):
            image = base64.b64decode(frame.removeprefix(PREFIX), validate=True)
            Path(folder, f"{number}.png").write_bytes(image)
        encode(folder, trouble)
        # Read before the folder goes.
        return send_file(open(Path(folder, "export.mp4"), "rb"), mimetype="video/mp4")


def encode(folder, trouble):
    """Makes export.mp4 of the frames. A trouble of the lab makes ffmpeg slow, or hides it."""
    # At its native rate, ffmpeg takes as long as the video lasts.
    pace = {"slow": ["-re", "-framerate", "1"], "stuck": ["-re", "-framerate", "0.1"]}
    subprocess.run(
        ["ffmpeg", "-loglevel", "error", *pace.get(trouble, ["-framerate", "10"]), "-i", "%d.png"]
        + ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-threads", "1", "export.mp4"],
        cwd=folder,
        env={"PATH": "/nowhere"} if trouble == "no-ffmpeg" else None,
        check=True,
    )


def hold_memory():
    """Holds far more memory than the lab lets a worker have, and waits for what it does about it."""
    held = [bytearray(os.urandom(1 << 20) * 16) for _ in range(20)]
    time.sleep(60)
    return held


def hear_nothing():
    """Takes no signal and no end, as a computation in C does that never comes back."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGABRT})
    time.sleep(60)
