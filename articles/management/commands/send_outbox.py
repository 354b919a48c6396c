"""Send the mails and the word to search engines that wait in the outbox."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.delivery import send_outbox
from articles.models import Outbox


class Command(BaseCommand):
    """To be run every minute or so, by cron or a timer.

    It can be stopped at any moment, and two may run at once.
    """

    help = "Send what waits in the outbox; what fails is tried again later."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        sent = failed = 0
        for outcome in send_outbox():
            if outcome.is_sent:
                sent += outcome.count
            else:
                failed += outcome.count
            if verbosity > 1:
                result = "sent" if outcome.is_sent else "not sent"
                self.stdout.write(f"{outcome.kind}: {outcome.count} {result}")
        given_up = Outbox.objects.given_up().count()
        if verbosity and (sent or failed or given_up):
            told = f"{sent} sent, {failed} to be tried again, {given_up} given up."
            self.stdout.write(told)
