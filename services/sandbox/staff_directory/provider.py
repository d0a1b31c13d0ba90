"""The directory's OpenID provider: authlib's server on Django, strict where a council's would be.

One registered relying party, exact redirect address, PKCE with S256 required, codes for 60
seconds and one use, refresh tokens that are replaced each time they are used.
"""

import time
from dataclasses import dataclass
from typing import Any

from authlib.integrations.django_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, TokenMixin, grants
from authlib.oauth2.rfc6749.errors import InvalidRequestError
from authlib.oauth2.rfc6750 import BearerTokenValidator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from django.conf import settings

from services.sandbox import store
from services.sandbox.staff_directory import keys
from services.sandbox.staff_directory.people import SUPPLIER, StaffPerson, find_person

CODE, TOKEN = "code", "token"
CODE_SECONDS, ID_TOKEN_SECONDS, ACCESS_SECONDS = 60, 300, 600


class RelyingParty(ClientMixin):
    """The portal, as the directory has registered it."""

    client_metadata: dict[str, Any] = {"id_token_signed_response_alg": "RS256"}

    @property
    def client_id(self) -> str:
        return settings.STAFF_DIRECTORY_CLIENT_ID

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        return f"{settings.PORTAL_URL}/staff/callback/"

    def get_allowed_scope(self, scope: str) -> str:
        return " ".join(word for word in scope.split() if word in {"openid", "profile", "email"})

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in settings.STAFF_DIRECTORY_REDIRECTS

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == settings.STAFF_DIRECTORY_CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in {"client_secret_basic", "client_secret_post"}

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in {"authorization_code", "refresh_token"}


@dataclass(frozen=True)
class Code(AuthorizationCodeMixin):
    """A code that was handed out: whose, for which request."""

    code: str
    subject: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    expires_at: float
    auth_time: int

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return self.auth_time

    def get_acr(self) -> str:
        return "2"

    def get_amr(self) -> list[str]:
        return ["pwd", "mfa"]


@dataclass(frozen=True)
class Token(TokenMixin):
    """An access token and, with it, the refresh token."""

    access_token: str
    subject: str
    scope: str
    expires_at: float
    refresh_token: str = ""

    def check_client(self, client: RelyingParty) -> bool:
        return True

    def get_scope(self) -> str:
        return self.scope

    def get_user(self) -> StaffPerson | None:
        return _active(self.subject)

    def get_client(self) -> RelyingParty:
        return RelyingParty()

    def is_expired(self) -> bool:
        return time.time() > self.expires_at

    def is_revoked(self) -> bool:
        return _active(self.subject) is None


class CodeGrant(grants.AuthorizationCodeGrant):
    def save_authorization_code(self, code: str, request: Any) -> None:
        asked = request.payload.data
        body = {
            "code": code,
            "subject": request.user.subject,
            "redirect_uri": request.payload.redirect_uri,
            "scope": request.scope,
            "nonce": asked.get("nonce", ""),
            "code_challenge": asked["code_challenge"],
            "code_challenge_method": asked["code_challenge_method"],
            "expires_at": time.time() + CODE_SECONDS,
            "auth_time": int(time.time()),
        }
        store.put(SUPPLIER, CODE, code, body)

    def query_authorization_code(self, code: str, client: RelyingParty) -> Code | None:
        body = store.get(SUPPLIER, CODE, code)
        if body is None or body["expires_at"] < time.time():
            return None
        # Deleted before it is used: of two that arrive together only one finds it.
        return Code(**body) if store.delete(SUPPLIER, CODE, code) else None

    def delete_authorization_code(self, authorization_code: Code) -> None:
        store.delete(SUPPLIER, CODE, authorization_code.code)

    def authenticate_user(self, authorization_code: Code) -> StaffPerson | None:
        return _active(authorization_code.subject)


class RefreshGrant(grants.RefreshTokenGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = CodeGrant.TOKEN_ENDPOINT_AUTH_METHODS
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> Token | None:
        body = store.first_of(SUPPLIER, TOKEN, body__refresh_token=refresh_token)
        return Token(**body) if body else None

    def authenticate_user(self, refresh_token: Token) -> StaffPerson | None:
        return _active(refresh_token.subject)

    def revoke_old_credential(self, refresh_token: Token) -> None:
        store.delete(SUPPLIER, TOKEN, refresh_token.access_token)


class S256Only(CodeChallenge):
    """PKCE, always, and never `plain`."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        asked = grant.request.payload.data
        if not asked.get("code_challenge") or asked.get("code_challenge_method") != "S256":
            raise InvalidRequestError("code_challenge with S256 is required")
        super().validate_code_challenge(grant, redirect_uri)


class IdToken(OpenIDCode):
    def exists_nonce(self, nonce: str, request: Any) -> bool:
        return bool(store.first_of(SUPPLIER, CODE, body__nonce=nonce))

    def resolve_client_private_key(self, client: RelyingParty) -> Any:
        return keys.signing_key()

    def get_client_algorithm(self, client: RelyingParty) -> str:
        return "RS256"

    def get_encode_header(self, client: RelyingParty) -> dict[str, str]:
        return {"alg": "RS256", "kid": keys.signing_key().kid, "typ": "JWT"}

    def get_compatible_claims(self, request: Any) -> dict[str, Any]:
        now = int(time.time())
        return {
            "iss": issuer(),
            "aud": request.client.client_id,
            "iat": now,
            "exp": now + ID_TOKEN_SECONDS,
        }

    def generate_user_info(self, user: StaffPerson, scope: str) -> dict[str, Any]:
        return user.claims()


class Server(AuthorizationServer):
    def __init__(self) -> None:
        super().__init__(None, None)

    def load_config(self, config: dict) -> None:
        lifetimes = {"authorization_code": ACCESS_SECONDS, "refresh_token": ACCESS_SECONDS}
        super().load_config({"refresh_token_generator": True, "token_expires_in": lifetimes})

    def query_client(self, client_id: str) -> RelyingParty | None:
        return RelyingParty() if client_id == settings.STAFF_DIRECTORY_CLIENT_ID else None

    def save_token(self, token: dict[str, Any], request: Any) -> None:
        body = {
            "access_token": token["access_token"],
            "refresh_token": token.get("refresh_token", ""),
            "subject": request.user.subject,
            "scope": token.get("scope", ""),
            "expires_at": time.time() + token["expires_in"],
        }
        store.put(SUPPLIER, TOKEN, token["access_token"], body)


class AccessTokens(BearerTokenValidator):
    def authenticate_token(self, token_string: str) -> Token | None:
        body = store.get(SUPPLIER, TOKEN, token_string)
        return Token(**body) if body else None


def issuer() -> str:
    return f"{settings.SANDBOX_URL}/staff-directory"


def _active(subject: str) -> StaffPerson | None:
    person = find_person(subject)
    return person if person and not person.disabled else None


server = Server()
server.register_grant(CodeGrant, [S256Only(required=True), IdToken(require_nonce=True)])
server.register_grant(RefreshGrant)
