"""The one app: long, sourced articles and the comments under them.

The app is a house of six floors, and imports only ever run down:

* ``urls``: the addresses of the readers' site.
* faces: ``views``, ``admin``, ``management``; below them ``forms`` and
  ``templatetags``. What people meet.
* acts: ``publishing``, ``moderation``, ``backups``. What people do. Below them
  ``audit``, which writes down what was done.
* records: ``models``. What is kept.
* craft: ``importing``, ``exporting``, ``search``, ``captcha``, ``pictures`` and, below
  them, ``text``. Strings, files and sums; never our tables.
* ground: ``content``, what an article says and the table of its fields; ``sandbox``,
  the child processes in which alone bytes of others are opened; ``concurrency``.

Two plain values cross the threshold: a ``Manuscript`` comes in, a ``Citation``
goes out.

Words kept apart: an *endnote* (never footnote) has a *label* and is cited by
*markers*; an *author* is a person and a *byline* that person's place on one
article; *source* is what was typed and *html* what was made of it; a *topic*
(never tag or category) stands on an axis; an article is *withdrawn* (never
unpublished) or *binned* (never deleted by mistake).
"""

__version__ = "0.1.0"
