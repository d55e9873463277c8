from apps.documents.models.paper import Paper, PaperCounter, Status

__all__ = ["Paper", "PaperCounter", "Status"]
