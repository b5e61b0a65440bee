"""The built-in model: its data, its training, its export and its evaluation."""
