from apps.certificates.models.act import ServiceAct
from apps.certificates.models.batch import RequestBatch
from apps.certificates.models.level import ServiceLevel
from apps.certificates.models.request import ServiceRequest

__all__ = ["RequestBatch", "ServiceAct", "ServiceLevel", "ServiceRequest"]
