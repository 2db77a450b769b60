"""Secrets are found before they reach the disk, and ordinary text is left alone.

Keys are put together from parts, so that no file of this repository holds one.
"""

import random
import string

import pytest

from spec_tui.documents.secrets import find_secrets, redact

_DICE = random.Random(5)
ALNUM = string.ascii_letters + string.digits


def some(length: int, letters: str = ALNUM) -> str:
    """Random letters with at least one digit and one letter of each case where possible."""
    made = "".join(_DICE.choice(letters) for _ in range(length - 3))
    return made + "".join(c for c in "a7Q" if c in letters).ljust(3, letters[-1])


UPPER = string.ascii_uppercase + string.digits
HEX = "0123456789abcdef"
B64 = ALNUM + "-_"

VENDOR = {
    "AWS key": ["AK" + "IA" + some(16, UPPER), "AS" + "IA" + some(16, UPPER)],
    "GitHub token": [
        *("gh" + kind + "_" + some(36) for kind in "pousr"),
        "github" + "_pat_" + some(22) + "_" + some(59),
    ],
    "GitLab token": ["glp" + "at-" + some(20, B64)],
    "Slack token": [
        *("xo" + f"x{kind}-" + some(12, string.digits) + "-" + some(24) for kind in "abprs"),
        "xa" + "pp-1-" + some(11, UPPER) + "-" + some(30),
    ],
    "Slack webhook": [
        "https://hooks.slack" + ".com/services/T" + some(8, UPPER) + "/B" + some(8, UPPER)
        + "/" + some(24)
    ],
    "Stripe key": [
        *(f"{kind}k_" + f"{mode}_" + some(24) for kind in "sr" for mode in ("live", "test")),
        "wh" + "sec_" + some(32),
    ],
    "API key": ["s" + "k-" + some(48), "s" + "k-ant-" + some(40, B64), "s" + "k-proj-" + some(60)],
    "Google key": ["AI" + "za" + some(35, B64), "GOC" + "SPX-" + some(28), "ya" + "29." + some(60)],
    "JWT": ["ey" + "J" + some(20) + ".ey" + "J" + some(40) + "." + some(43, B64)],
    "npm token": ["np" + "m_" + some(36)],
    "PyPI token": ["py" + "pi-" + some(80, B64)],
    "SendGrid key": ["S" + "G." + some(22) + "." + some(43)],
    "Hugging Face token": ["h" + "f_" + some(34)],
    "DigitalOcean token": ["do" + "p_v1_" + some(64, HEX)],
    "Shopify token": ["shp" + "at_" + some(32, HEX)],
    "Twilio key": ["S" + "K" + some(32, HEX)],
    "Mailgun key": ["ke" + "y-" + some(32, HEX)],
    "Telegram token": [some(9, string.digits) + ":A" + "A" + some(33, B64)],
}  # fmt: skip
PEM = "-----BEGIN {0}PRIVATE " + "KEY-----\n{1}\n-----END {0}PRIVATE " + "KEY-----"
ASSIGNED = [
    ("password", "password=" + "hun" + "ter2x"),
    ("password", "Password: " + "Tr0ub4" + "dor&3"),
    ("password", "passwd: " + "s3cr3t" + "Pa55"),
    ("password", "DB_PASSWORD=" + "correct" + "horse"),
    ("password", 'password = "' + "open" + 'sesame"'),
    ("password", "the password is " + "Summer" + "2024!"),
    ("password", '{"password": "' + "Zq8!" + 'nnL2x"}'),
    ("password", "pwd='" + "qwerty" + "123'"),
    ("password", "**Password**: " + "k1tten" + "s77"),
    ("password", "passphrase: " + "9ubble" + "Gum4"),
    ("secret", "secret=" + some(24)),
    ("secret", "client_secret: " + some(32)),
    ("secret", "SECRET_KEY_BASE secret := '" + some(30) + "'"),
    ("token", "token=" + some(20)),
    ("token", "auth_token: " + some(40, HEX)),
    ("token", "Authorization: Bearer " + some(40)),
    ("token", "https://x.example/hook?token=" + some(24)),
    ("key", "api_key = " + some(32, HEX)),
    ("key", "apikey: " + some(24)),
    ("key", "AWS_SECRET_ACCESS_KEY=" + some(40, ALNUM + "/+")),
    ("key", "x-api-key: " + some(36)),
    ("key", "signing key: `" + some(28) + "`"),
    ("key", "secret_key=" + "hunter2" + "hunter2"),
    ("key", "The secret key is " + some(12)),
    ("key", 'secretKey = "' + some(16) + '"'),
    ("key", "SECRET_KEY_BASE=" + some(64, HEX)),
    ("key", "consumer_key: " + some(20)),
    ("key", "auth-key=" + some(20)),
    ("key", "license_key: " + "7QKX2" + "-M4T9Z-3WBN8"),
    ("secret", "Signed with sha-256, client_secret=" + "hunter2" + "hunter2"),
    ("password", "DB_PASS=" + "hunter2" + "hunter2"),
    ("password", "smtp_pw: " + "Tr0ub4" + "dor3"),
    ("password", "pass=" + "hun" + "ter2x"),
    ("password in a URL", "postgres://app:" + "s3cr3t" + "@db.internal:5432/app"),
    ("password in a URL", "https://bot:" + some(20) + "@git.example.org/x.git"),
    ("password in a URL", "amqp://guest:" + "rabb1t" + "@mq/"),
    ("password in a URL", "redis://:" + some(16) + "@cache:6379/0"),
    ("secret", "The signing key for the webhook of the shop: it is " + some(40)),
    ("secret", "our staging token, valid till May, " + some(32)),
]
POSITIVE = [
    *((kind, value) for kind, group in VENDOR.items() for value in group),
    *(
        ("private key", PEM.format(name, some(64) + "\n" + some(40)))
        for name in ("", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ")
    ),
    *ASSIGNED,
]

NEGATIVE = [
    "Passwords are hashed with argon2id.",
    "Password: at least 12 characters",
    "password: argon2id",
    "Password = required",
    "Token: JWT, valid for 15 minutes",
    "token: 15min",
    "tokens: 4096",
    "token: oauth2",
    "Secret: stored in AWS KMS",
    "secrets = \"aws-kms+ssm\"",
    "auth       = \"oauth2+rbac\"",
    "secret: $STRIPE_KEY",
    "password=${DB_PASSWORD}",
    "token=<token>",
    "password: ****",
    "password=********",
    "api_key: YOUR_API_KEY",
    "api_key=your-api-key-here",
    "password=changeme",
    "password: example123",
    "password={{ vault_password }}",
    "token = os.environ['TOKEN']",
    "password=config.get('password')",
    "token: process.env.TOKEN",
    "secret: vault:kv/data/app",
    "secret: secretsmanager.region",
    "password=None",
    "password: null",
    "token=true",
    "api key: see 1Password",
    "access key rotation: every 90 days",
    "AK" + "IA" + "IOSFODNN7" + "EXAMPLE",
    "gh" + "p_" + "x" * 36,
    "s" + "k-" + "your-api-key-goes-right-here",
    "s" + "k-learn-pipeline-components-and-more",
    "commit d670460b4b4aece5915caf5c68d12f560a9fe3e4",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "md5 5d41402abc4b2a76b9719d911017c592",
    "token hash: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "id 123e4567-e89b-12d3-a456-426614174000",
    "token id: 123e4567-e89b-12d3-a456-426614174000",
    "https://user@example.com/path",
    "https://example.com:8080/a@b",
    "postgres://app:<password>@db/app",
    "postgres://app:$PASSWORD@db/app",
    "postgres://user:password@localhost/db",
    "ssh://git@github.com:22/a/b.git",
    "mailto:alice@example.org",
    "The key is to keep it short and easy to understand.",
    "Primary key: appointment_id_and_practitioner_id",
    "the access token expires: see validate_access_token_expiry_date_v2",
    "token endpoint /api/v1/oauth2/token/refresh-and-rotate-token",
    "keys: docs/design/authentication-and-authorization-2024-03-01.md",
    "Idempotency key: client request id, kept for 24 h",
    "The secret is that nobody reads it.",
    "Authorization: receptionist: own clinic; practitioner: own day",
    "Authorization: role-based",
    "bearer: OIDC access tokens",
    "P95 300 ms at 40 requests per second",
    "password reset by e-mail, link valid 30 min",
    "Credentials: passkeys or SMS code",
    "integrity sha512-" + "Zm9vYmFyYmF6cXV4" * 5,
    "one-time token = 6 digits",
    "[removed: AWS key]",
    "password=[removed: password]",
    "encryption key: aes-256-gcm",
    "signing key: ed25519",
    "checksum of a token: crc32c",
    "secret key: kept in the vault",
    "client key: order2024",
    "session key = user id and day",
    "ssh_key: ed25519",
    "app_key=<your key>",
    "license_key: none",
    "MUST_PASS=everything",
    "pass: 19of20",
    "Boarding pass: 7B2024",
    "two_pass: true",
]  # fmt: skip


def test_the_fixtures_are_many() -> None:
    """Both lists hold at least sixty texts."""
    assert min(len(POSITIVE), len(NEGATIVE)) >= 60


@pytest.mark.parametrize(("kind", "text"), POSITIVE)
def test_a_secret_is_found_and_named(kind: str, text: str) -> None:
    """Exactly one secret of that kind stands in the text, also inside a sentence."""
    assert [secret.kind for secret in find_secrets(text)] == [kind]
    inside = find_secrets(f"We use\n{text}\nhere.")
    assert [secret.kind for secret in inside] == [kind]


@pytest.mark.parametrize(("kind", "text"), POSITIVE)
def test_redacting_leaves_nothing_to_find(kind: str, text: str) -> None:
    """The words that replace a secret name its kind and are no secret themselves."""
    clean = redact(f"before {text} after")
    assert f"[removed: {kind}]" in clean
    assert clean.startswith("before ")
    assert clean.endswith(" after")
    assert find_secrets(clean) == ()


@pytest.mark.parametrize("text", NEGATIVE)
def test_ordinary_text_is_left_alone(text: str) -> None:
    """Prose, placeholders, hashes, ids and code raise no alarm."""
    assert [text[s.start : s.end] for s in find_secrets(text)] == []
    assert redact(text) == text


def test_only_the_secret_itself_is_taken_out() -> None:
    """The words around it stay."""
    text = "Use password=" + "hun" + "ter2x, then log in."
    assert redact(text) == "Use password=[removed: password], then log in."


def test_several_secrets_are_all_taken_out() -> None:
    """Each one is named on its own."""
    text = f"{VENDOR['AWS key'][0]} and {VENDOR['GitHub token'][0]}"
    assert redact(text) == "[removed: AWS key] and [removed: GitHub token]"


def test_a_name_is_found_in_any_letters_and_in_every_line() -> None:
    """Also where a long s or a letter that grows in lower case stands in the text."""
    value = some(20)
    for before in ("", "İ ", "ſ "):
        for name in ("Password", "PASſWORD", "api-key"):
            text = f"one line\n{before}{name} = {value}\nanother\n{name} = {value}"
            assert len(find_secrets(text)) == 2
