"""The edge: the only code that knows Celery, Redis, HTTP, the archive and Elasticsearch."""
