from apps.partner_api.models.client import Client
from apps.partner_api.models.kept_answer import KeptAnswer
from apps.partner_api.models.lookup_count import LookupCount

__all__ = ["Client", "KeptAnswer", "LookupCount"]
