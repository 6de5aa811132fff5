"""In: articles as the stages left them, and an analyst's questions; out: Elasticsearch documents, and search bodies.

Invariant: what is written is strictly in the mapping (mapping/*.json), and everything depends on nothing but the
article: the index, the id and the version of each document are derived from it, so writing twice is writing once.
"""
