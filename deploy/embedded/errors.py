"""What can go wrong with the embedded services. In: a reason with its remedy; out: one exception."""


class NotAvailable(Exception):
    """An embedded service cannot be had; the message says which one, why, and what to do."""
