"""Whether people and other programs can be told: the mail server, the webhooks, what was given up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import get_connection
from django.utils import timezone

from articles.alerts.receivers import mail_is_set_up, people
from articles.models import Delivery, Webhook
from articles.secrets import SealBroken, open_sealed
from articles.watching.doctor.finding import Finding, warning, well, wrong
from scraper.log_lines import in_one_line

LATELY = timedelta(days=7)


def mail() -> Iterator[Finding]:
    if not mail_is_set_up():
        mend = "Set EMAIL_URL, as in smtp+tls://user:password@mail.example.edu:587."
        yield warning("mail", "no server is set up: nobody is told of a failed run by mail", mend)
        return
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        yield wrong("mail", f"the server does not answer: {in_one_line(error)}", "Start it, or correct EMAIL_URL.")
        return
    finally:
        connection.close()
    failed = Delivery.objects.filter(user__isnull=False, due_at__gt=timezone.now() - LATELY).exclude(error="")
    last = failed.order_by("-pk").first()
    if last is not None:
        yield warning("mail", f"a mail could not be sent: {last.error}", "Correct the address, or EMAIL_URL.")
    elif not people():
        mend = "Give whoever looks after the hub an account with an e-mail address and the right to see runs."
        yield warning("mail", "the server answers, but nobody may be told", mend)
    else:
        yield well("mail", "the server answers")


def webhooks() -> Iterator[Finding]:
    found = list(Webhook.objects.filter(active=True))
    for each in found:
        name = f"webhook {each.name}"
        try:
            open_sealed(each.secret)
        except SealBroken as error:
            yield wrong(name, f"its secret cannot be read: {error}", "Make it a new secret in the admin.")
            continue
        if not each.is_well:
            mend = "See whether its receiver runs, and send it a test in the admin: Hub, Webhooks."
            yield wrong(name, f"its last answer was: {each.last_answer}", mend)
    if found and all(each.is_well for each in found):
        yield well("webhooks", f"{len(found)} active")
    given_up = Delivery.objects.filter(status=Delivery.Status.GIVEN_UP, due_at__gt=timezone.now() - LATELY).count()
    if given_up:
        mend = "Mend the mail server or the webhook; what they tell of stands in the admin all the same."
        yield warning("alerts", f"{given_up} were given up in the last week", mend)
