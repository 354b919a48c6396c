"""The files in deploy/ are what their programs read."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from vif_site import bodies

DEPLOY = Path(__file__).parents[1] / "deploy"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
WHOLE = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    include {folder}/site.conf;
}}
"""


@pytest.mark.skipif(not NGINX, reason="nginx is not on this machine")
def test_nginx_reads_its_site(tmp_path):
    request = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=www.example.org"
    written = ["-keyout", tmp_path / "key.pem", "-out", tmp_path / "chain.pem"]
    command = ["openssl", *request.split(), *written]
    subprocess.run(command, check=True, capture_output=True)
    site = (DEPLOY / "nginx.conf").read_text()
    certificates = "/etc/letsencrypt/live/www.example.org"
    site = site.replace(f"{certificates}/fullchain.pem", f"{tmp_path}/chain.pem")
    site = site.replace(f"{certificates}/privkey.pem", f"{tmp_path}/key.pem")
    site = site.replace("listen 80", "listen 8080").replace("[::]:80 ", "[::]:8080 ")
    (tmp_path / "site.conf").write_text(site)
    (tmp_path / "nginx.conf").write_text(WHOLE.format(folder=tmp_path))
    done = subprocess.run(
        [NGINX, "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_nginx_lets_through_what_the_site_takes():
    site = (DEPLOY / "nginx.conf").read_text()
    anybody, desk = map(int, re.findall(r"client_max_body_size (\d+)m;", site))
    assert anybody * bodies.MEGABYTE == bodies.ANYBODY
    assert desk * bodies.MEGABYTE >= max(bodies.FILES.values())
