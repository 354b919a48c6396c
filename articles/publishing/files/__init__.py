"""Files of articles: attachments, pictures, what is made and kept."""
