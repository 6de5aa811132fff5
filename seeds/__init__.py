"""What newsline starts with: a list of real feeds (feeds.opml) and a small bundled news site."""
