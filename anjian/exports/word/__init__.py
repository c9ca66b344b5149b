"""What Word files are made of: WordprocessingML, the house's styles, the empty package, charts in their place."""
