"""What every page of the centre shares: the frame, words, dates, charts, and the page of today."""
