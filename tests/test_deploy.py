"""The files in deploy/ are what their programs read."""

import re
import shutil
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib import admin
from django.urls import reverse
from django.urls.converters import UUIDConverter

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
    sizes = map(int, re.findall(r"client_max_body_size (\d+)m;", site))
    anybody, desk, files = (size * bodies.MEGABYTE for size in sizes)
    assert (anybody, desk) == (bodies.ANYBODY, bodies.DESK)
    assert files >= max(bodies.FILES.values())


def test_nginx_lets_files_through_where_the_site_takes_them_alone():
    pattern = re.search(r"location ~ (\S+) {", (DEPLOY / "nginx.conf").read_text())[1]
    included = [each for each in admin.site.urls[0] if hasattr(each, "url_patterns")]
    desk = {each.name: each for group in included for each in group.url_patterns}
    taken = set()
    for name in filter(None, desk):
        kinds = desk[name].pattern.converters.values()
        needs = [uuid4() if isinstance(kind, UUIDConverter) else 7 for kind in kinds]
        if re.fullmatch(pattern, reverse(f"admin:{name}", args=needs)):
            taken.add(name)
    assert taken == set(bodies.FILES)
