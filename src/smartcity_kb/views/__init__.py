"""The reading side: functions from a store to plain records."""
