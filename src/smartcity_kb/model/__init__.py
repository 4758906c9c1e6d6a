"""The ground floor: records, terms, dates, text; no input or output."""
