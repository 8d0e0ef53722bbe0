"""What the pages show: lists, maps, pictures, sessions and counts, computed as they are built."""
