"""A token must carry every scope that the endpoint names."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from apps.partner_api.authentication import Grant
from apps.partner_api.errors import InsufficientScopeError

if TYPE_CHECKING:  # the framework imports this module while it makes APIView
    from rest_framework.views import APIView


class HasScopes(BasePermission):
    """`required_scopes` of the view; an empty list asks only for a valid token."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        grant = request.auth
        if not isinstance(grant, Grant):
            return False
        missing = set(view.required_scopes) - grant.scopes  # type: ignore[attr-defined]
        if missing:
            raise InsufficientScopeError(data={"missing_scopes": sorted(missing)})
        return True
