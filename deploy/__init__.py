"""How newsline is run: compose.yaml for production, `embedded` for a machine that has no Redis and no Elasticsearch."""
