"""What a stranger types when they are asked about themselves: an answer, or words that are meant for a ticket (A5)."""

MOST = {"surname": 2, "first_name": 3, "patronymic": 2, "position": 12, "email": 2, "phone": 8}
"""Words of an answer: what has more was hardly meant as one, and is kept for the description."""


def international(phone: str) -> str:
    return phone if phone.startswith("+") else f"+{phone}"


def wordy(at: str, text: str) -> bool:
    return len(text.split()) > MOST.get(at, 1) or "\n" in text.strip()
