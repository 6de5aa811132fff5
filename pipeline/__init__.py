"""Pure code: data in, data out. No Celery, Redis, Elasticsearch, HTTP, clock or log."""
