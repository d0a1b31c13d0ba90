"""How residents and staff sign in: the settings of django-allauth and mozilla-django-oidc."""

from django.urls import reverse_lazy

from portal.settings import env

AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "accounts.staff.oidc.StaffDirectoryBackend",
]

ACCOUNT_ADAPTER = "accounts.residents.adapter.ResidentAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "accounts.residents.second_factor.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_REDIRECT_URL = reverse_lazy("residents:about-you")
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_AUTHENTICATED_REDIRECT_URL = reverse_lazy("residents:security")
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
"""Nobody is remembered: the next person at this computer may be another one."""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_LOGIN_TIMEOUT = 10 * 60

# One-time codes: eight digits, ten minutes, six tries. Six digits could be guessed: who has a
# thousand addresses to try needs to be right once.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": False}
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 6
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 6
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 6

ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0)
"""Behind a proxy every request comes from it: without this, everybody shares one limit."""

ACCOUNT_RATE_LIMITS = {
    # Wrong passwords per account are counted in the database: see accounts.residents.lock.
    "login": "20/m/ip",
    "login_failed": "20/m/ip",
    "signup": "20/m/ip",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "unasked": "3/h/key",
}

ACCOUNT_FORMS = {
    "login": "accounts.residents.forms.SignIn",
    "signup": "accounts.residents.forms.SignUp",
    "add_email": "accounts.residents.forms.ChangeAddress",
    "request_login_code": "accounts.residents.forms.RequestCode",
    "confirm_login_code": "accounts.residents.forms.ConfirmSignIn",
    "confirm_email_verification_code": "accounts.residents.forms.ConfirmAddress",
    "confirm_password_reset_code": "accounts.residents.forms.ConfirmReset",
    "reset_password": "accounts.residents.forms.RequestReset",
    "reset_password_from_key": "accounts.residents.forms.NewPassword",
    "change_password": "accounts.residents.forms.ChangePassword",
    "set_password": "accounts.residents.forms.SetPassword",
    "reauthenticate": "accounts.residents.forms.Reauthenticate",
}

MFA_ADAPTER = "accounts.residents.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "accounts.residents.second_step_forms.SecondStep",
    "reauthenticate": "accounts.residents.second_step_forms.SecondStepAgain",
    "activate_totp": "accounts.residents.second_step_forms.ActivateApp",
    "login_webauthn": "accounts.residents.second_step_forms.SignInWithPasskey",
    "add_webauthn": "accounts.residents.second_step_forms.AddPasskey",
    "edit_webauthn": "accounts.residents.second_step_forms.EditPasskey",
}

# Staff: where the directory is stands in `integrations`.
OIDC_USE_NONCE = True
OIDC_USE_PKCE = True
OIDC_PKCE_CODE_CHALLENGE_METHOD = "S256"
OIDC_RP_SCOPES = "openid profile email"
OIDC_AUTHENTICATION_CALLBACK_URL = "staff:callback"
OIDC_MAX_STATES = 10
