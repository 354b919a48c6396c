"""How a WordPress site comes in: its export (WXR 1.0 to 1.2) as entries of our format.

Posts are articles, pages pages; categories and tags are topics; every old address goes
on working. Nothing is fetched: the addresses of files are told, and files that somebody
has fetched stand beside the export. What has no place here is told, item by item.
"""

from .opening import open_wordpress

__all__ = ["open_wordpress"]
