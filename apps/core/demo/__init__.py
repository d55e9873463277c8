"""What every demonstration needs: streams of chance that can be repeated, and nobody's IDs."""
