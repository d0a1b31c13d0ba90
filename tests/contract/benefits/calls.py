"""Calls to the pretended benefits system, checked against its published contract."""

import copy
from typing import Any

import jsonschema
import requests

TOKEN = {"Authorization": "Bearer sandbox-benefits-token-0123456789abcdef"}


class Benefits:
    def __init__(self, url: str) -> None:
        self.url = f"{url}/benefits"
        self.contract: dict[str, Any] = requests.get(f"{self.url}/openapi.json", timeout=10).json()

    def get(self, path: str, **headers: str) -> requests.Response:
        return requests.get(self.url + path, headers=TOKEN | headers, timeout=10)

    def post(self, path: str, body: object, **headers: str) -> requests.Response:
        return requests.post(self.url + path, json=body, headers=TOKEN | headers, timeout=10)

    def check(self, template: str, answer: requests.Response) -> Any:
        """The body, once it is what the contract says this answer is."""
        method = (answer.request.method or "").lower()
        described = self.contract["paths"][template][method]["responses"][str(answer.status_code)]
        content = described["content"][answer.headers["Content-Type"].split(";")[0]]
        schema = copy.deepcopy(content["schema"]) | {"components": self.contract["components"]}
        body = answer.json()
        jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(
            body
        )
        return body
