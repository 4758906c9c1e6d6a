"""What each command does: open the store, call a view, render it."""
