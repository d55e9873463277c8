from apps.documents.models.key import SigningKey
from apps.documents.models.paper import Paper, PaperCounter, Status

__all__ = ["Paper", "PaperCounter", "SigningKey", "Status"]
