"""What the program costs, measured against a floor: what is unavoidable with the libraries it stands on."""
