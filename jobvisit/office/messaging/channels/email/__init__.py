"""E-mail by SMTP, through Django's backend; the server's answer decides what became of it."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from jobvisit.office.messaging.channels import Answer, Fate, Found, Outcome, Outgoing


def send(message: Outgoing) -> Answer:
    """Hand a mail to our SMTP server. Its Message-ID carries our reference."""
    identity = f"<{message.reference}@{settings.MAIL_DOMAIN}>"
    mail = EmailMessage(
        subject=" ".join(message.title.split()),
        body=message.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.address],
        headers={"Message-ID": identity, "Auto-Submitted": "auto-generated"},
    )
    for name, content in message.papers:
        mail.attach(name, content, "application/pdf")
    connection = get_connection(fail_silently=False)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as problem:
        return Answer(Outcome.NOT_HANDED_OVER, code=_code(problem))
    try:
        mail.connection = connection
        mail.send()
    except (smtplib.SMTPException, OSError) as problem:
        return _refusal(problem)
    finally:
        connection.close()
    return Answer(Outcome.TAKEN, identity[1:-1])


def ask(message: Outgoing) -> Found:
    """SMTP cannot be asked afterwards."""
    return Found(Fate.NO_WORD)


def _refusal(problem: Exception) -> Answer:
    """RFC 5321 §4.2.1: 5xx is no for good, 4xx no for now; a connection lost in between says nothing."""
    code = _code(problem)
    if code.startswith("5"):
        return Answer(Outcome.REFUSED, code=code)
    if code.startswith("4"):
        return Answer(Outcome.NOT_HANDED_OVER, code=code)
    return Answer(Outcome.UNCLEAR, code=code)


def _code(problem: Exception) -> str:
    """The server's number; its words may hold the address and are not kept."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return str(next(iter(problem.recipients.values()))[0])
    if isinstance(problem, smtplib.SMTPResponseException):
        return str(problem.smtp_code)
    return type(problem).__name__
