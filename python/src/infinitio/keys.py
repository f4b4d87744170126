"""Keys that sign, on this machine only."""

from __future__ import annotations

import re
from typing import Any, Mapping

from eth_account import Account
from eth_account.messages import encode_defunct, encode_typed_data
from eth_account.signers.local import LocalAccount

from .errors import InfinitioError
from .operations import STRUCTS
from .wire import SessionNonce, TypedData

_API_KEY = re.compile(r"infk_([0-9a-fA-F]{40})([0-9a-fA-F]{64})")
_WALLET_KEY = re.compile(r"0x[0-9a-fA-F]{64}")


class Key:
    """A key and the account that it acts for: an API key (`infk_…`), or the private key of a wallet (`0x…`)."""

    def __init__(self, text: str) -> None:
        text = text.strip()
        api_key = _API_KEY.fullmatch(text)
        if api_key is None and _WALLET_KEY.fullmatch(text) is None:
            raise InfinitioError(
                "wallet.key_unreadable", "This is not a key.", detail="an API key is infk_ and 104 hex digits"
            )
        secret = f"0x{api_key[2]}" if api_key else text
        self._signer: LocalAccount = Account.from_key(secret)
        self.account: str = f"0x{api_key[1]}".lower() if api_key else self._signer.address.lower()

    def sign_in_message(self, facts: SessionNonce) -> tuple[str, str]:
        """Returns the text of a sign-in (EIP-4361) for the account, and its signature."""
        lines = [
            f"{facts['domain']} wants you to sign in with your Ethereum account:",
            _checksum(self.account),
            "",
            facts["statement"],
            "",
            f"URI: {facts['uri']}",
            "Version: 1",
            f"Chain ID: {facts['chainId']}",
            f"Nonce: {facts['nonce']}",
            f"Issued At: {facts['issuedAt']}",
            f"Expiration Time: {facts['expirationTime']}",
        ]
        text = "\n".join(lines)
        return text, _hex(self._signer.sign_message(encode_defunct(text=text)).signature)

    def sign_struct(self, name: str, message: Mapping[str, Any], domain: Mapping[str, Any]) -> str:
        """Signs a struct of the market as EIP-712.

        The fields are those of this package, never those that a server sends with a draft.
        """
        fields = STRUCTS[name]
        plain = {f["name"]: _plain(message[f["name"]], f["type"]) for f in fields}
        signable = encode_typed_data(dict(domain), {name: fields}, plain)
        return _hex(self._signer.sign_message(signable).signature)


def refuse_signing_key(token: str) -> None:
    """Throws if a token is a key that signs, before any server sees it. The error does not repeat the key."""
    if token.strip().startswith("infk_") or _WALLET_KEY.fullmatch(token.strip()):
        raise InfinitioError(
            "auth.signing_key_sent",
            "This is a key that signs, not a token. Pass it as `key`; it stays on this machine.",
            detail="nothing was sent",
        )


def signing_domain(chain_id: int, market: str) -> dict[str, Any]:
    """Returns the EIP-712 domain of a market."""
    return {"name": "Infinitio Market", "version": "1", "chainId": chain_id, "verifyingContract": market}


def is_for(draft: TypedData, domain: Mapping[str, Any]) -> bool:
    """Returns true if a draft is for this contract on this chain."""
    asked = draft["domain"]
    return (
        asked["chainId"] == domain["chainId"]
        and asked["verifyingContract"].lower() == str(domain["verifyingContract"]).lower()
    )


def _plain(value: Any, type_name: str) -> Any:
    return int(value) if type_name.startswith("uint") else value


def _hex(signature: Any) -> str:
    return "0x" + bytes(signature).hex()


def _checksum(address: str) -> str:
    from eth_utils.address import to_checksum_address

    return str(to_checksum_address(address))
