"""Write the site: what listings, feeds and note pages show, as plain data for templates."""
