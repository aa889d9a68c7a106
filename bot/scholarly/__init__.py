"""What every stage knows of papers: identifiers, names of people, TeX, folded text."""
