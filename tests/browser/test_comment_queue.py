"""The moderation queue in a real browser, on a window that is not wide."""

import pytest

from articles.models import Comment
from tests.factories import make_article, make_comment, make_user

pytestmark = pytest.mark.browser
LIST = "/admin/articles/comment/"
TOO_WIDE = """() => [document.scrollingElement, ...document.querySelectorAll('*')]
  .filter(each => each.scrollWidth > each.clientWidth + 1
    && ['auto', 'scroll'].includes(getComputedStyle(each).overflowX)
    || each === document.scrollingElement && each.scrollWidth > innerWidth)
  .map(each => `${each.tagName}.${each.className} ${each.scrollWidth} > ${each.clientWidth}`)"""


@pytest.fixture
def queue(transactional_db, visit):
    """Open the queue as a moderator, with every column filled."""

    def open_queue(width, language):
        article = make_article(title="Counting water in the district budget, twice")
        first = make_comment(article, state="approved", name="Ravindranath Tagorewala")
        for _ in range(2):
            make_comment(
                article,
                in_reply_to=first,
                name="Ananthalakshmi Venkataraman-Krishnamurthy",
                text=f"A long thought, {'which goes on, ' * 30}\n\n{'w' * 200}",
                suspicions=["links", "no-origin", "without-sum"],
                queue_rank=Comment.Rank.SUSPECT,
            )
        page = visit(f"/admin/login/?next={LIST}", width=width, locale=language)
        page.fill("#id_username", make_user("Moderator").username)
        page.fill("#id_password", "correct horse")
        page.press("#id_password", "Enter")
        page.wait_for_selector("#result_list")
        return page

    return open_queue


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("width", [1440, 1024, 900, 768, 390])
def test_queue_never_scrolls_sideways(queue, width, language):
    page = queue(width, language)
    assert page.evaluate(TOO_WIDE) == []
