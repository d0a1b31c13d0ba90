"""Whose signature counts (security catalogue B05, B06)."""

import base64
import json

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from accounts.staff.tokens import LONGEST_TOKEN, TokenRefused, read_signed
from tests.unit.accounts.staff.keys import claims, ec_key, public_jwk, rsa_key, signed


def read(token, *, keys=None, algorithms=("RS256", "ES256"), kind="JWT"):
    known = [public_jwk(rsa_key())] if keys is None else keys
    return read_signed(
        token,
        algorithms=list(algorithms),
        find_keys=lambda key_id: [key for key in known if key["kid"] == key_id],
        kind=kind,
    )


def by_hand(header, payload, signature=b""):
    parts = (json.dumps(header).encode(), json.dumps(payload).encode(), signature)
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def test_a_token_signed_by_the_directory_is_read():
    assert read(signed(claims()))["sub"] == "joy"


def test_es256_is_read_with_the_directorys_ec_key():
    token = signed(claims(), key=ec_key(), algorithm="ES256")

    assert read(token, keys=[public_jwk(ec_key())])["sub"] == "joy"


def test_b05_no_signature_at_all_is_refused():
    for algorithm in ("none", "None", "NONE", ""):
        with pytest.raises(TokenRefused, match="algorithm"):
            read(by_hand({"alg": algorithm, "kid": "k1"}, claims()))


def test_b05_the_public_key_is_no_shared_secret():
    public = rsa_key().public_key()
    pem = public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    header = {"alg": "HS256", "kid": "k1", "typ": "JWT"}
    signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(
        by_hand(header, claims()).rpartition(".")[0].encode(), pem
    )

    with pytest.raises(TokenRefused, match="algorithm"):
        read(by_hand(header, claims(), signature))


def test_b05_an_algorithm_that_is_not_configured_is_refused():
    with pytest.raises(TokenRefused, match="algorithm"):
        read(signed(claims(), algorithm="RS512"))
    with pytest.raises(TokenRefused, match="algorithm"):
        read(signed(claims(), key=ec_key(), algorithm="ES256"), algorithms=["RS256"])


def test_b06_another_key_under_a_known_name_is_refused():
    with pytest.raises(TokenRefused, match="signature"):
        read(signed(claims(), key=rsa_key("evil")))


def test_b06_a_changed_token_is_refused():
    header, _, signature = signed(claims()).split(".")
    changed = base64.urlsafe_b64encode(json.dumps(claims(sub="morgan")).encode()).rstrip(b"=")

    with pytest.raises(TokenRefused, match="signature"):
        read(f"{header}.{changed.decode()}.{signature}")


def test_b06_an_unknown_key_is_refused():
    with pytest.raises(TokenRefused, match="key"):
        read(signed(claims(), kid="k2"))


def test_b06_a_token_that_names_no_key_is_refused():
    with pytest.raises(TokenRefused, match="header"):
        read(jwt.encode(claims(), rsa_key(), "RS256"))


def test_b06_a_key_brought_along_in_the_header_is_not_looked_at():
    evil = public_jwk(rsa_key("evil"))
    token = signed(claims(), key=rsa_key("evil"), jwk=evil, jku="https://evil.example/jwks")

    with pytest.raises(TokenRefused, match="signature"):
        read(token)


UNUSABLE = {
    "meant for encryption": ("key", {"use": "enc"}),
    "meant for another algorithm": ("key", {"alg": "RS512"}),
    "of another kind": ("key", {"kty": "EC"}),
    "without its numbers": ("signature", {"n": ""}),
}


@pytest.mark.parametrize(("reason", "changes"), UNUSABLE.values(), ids=UNUSABLE.keys())
def test_b06_a_key_is_not_used_that_is(reason, changes):
    with pytest.raises(TokenRefused, match=reason):
        read(signed(claims()), keys=[{**public_jwk(rsa_key()), **changes}])


def test_two_keys_of_one_name_are_one_too_many():
    with pytest.raises(TokenRefused, match="key"):
        read(signed(claims()), keys=[public_jwk(rsa_key()), public_jwk(rsa_key("evil"))])


@pytest.mark.parametrize("bits", [1024, 2047])
def test_a_short_key_is_refused(bits):
    weak = rsa_key("weak", bits=bits)

    with pytest.raises(TokenRefused), pytest.warns(jwt.InsecureKeyLengthWarning):
        read(signed(claims(), key=weak), keys=[public_jwk(weak)])


def test_a_critical_header_that_we_do_not_know_is_refused():
    with pytest.raises(TokenRefused, match="signature"):
        read(signed(claims(), crit=["b64"], b64=True))


def test_a_token_of_another_kind_is_refused():
    with pytest.raises(TokenRefused, match="typ"):
        read(signed(claims(), typ="logout+jwt"))
    assert read(signed(claims(), typ="logout+jwt"), kind="logout+jwt")


NO_TOKENS = ["", "a", "a.b", "a.b.c", "....", "\x00", "é.é.é", "x" * (LONGEST_TOKEN + 1), None, 7]


@pytest.mark.parametrize("token", NO_TOKENS)
def test_what_is_no_token_is_refused(token):
    with pytest.raises(TokenRefused):
        read(token)


@pytest.mark.parametrize("payload", ["[]", '"text"', "7", "null", "{"])
def test_a_payload_that_is_no_object_is_refused(payload):
    algorithm = jwt.algorithms.RSAAlgorithm(jwt.algorithms.RSAAlgorithm.SHA256)
    head = base64.urlsafe_b64encode(b'{"alg":"RS256","kid":"k1"}').rstrip(b"=")
    body = base64.urlsafe_b64encode(payload.encode()).rstrip(b"=")
    signature = algorithm.sign(head + b"." + body, rsa_key())
    token = b".".join([head, body, base64.urlsafe_b64encode(signature).rstrip(b"=")]).decode()

    with pytest.raises(TokenRefused, match="signature"):
        read(token)


NO_TOKENS = ["", None, 7, b"a.b.c", ["a.b.c"], "x" * (64 * 1024 + 1)]


@pytest.mark.parametrize("token", NO_TOKENS)
def test_what_is_no_token_or_too_long_for_one_is_not_even_taken_apart(monkeypatch, token):
    monkeypatch.setattr("accounts.staff.tokens.jwt.get_unverified_header", _never)

    with pytest.raises(TokenRefused, match="no token"):
        read(token)


@pytest.mark.parametrize("length", [1, 64 * 1024])
def test_what_could_be_a_token_is_taken_apart_and_refused_for_what_it_is(length):
    with pytest.raises(TokenRefused, match="signature"):
        read("x" * length)


def _never(token):
    raise AssertionError("it was taken apart")
