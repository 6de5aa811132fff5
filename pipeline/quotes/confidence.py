"""How sure a quotation is. In: how it was found and whether its speaker was resolved; out: a share between 0 and 1."""
