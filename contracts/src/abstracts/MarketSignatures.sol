// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {MarketState} from "./MarketState.sol";

/// @title Signatures of a wallet, its session keys or a contract wallet
/// @dev The domain separator is that of OpenZeppelin's EIP712. It is cached, and calculated again if the chain id or
/// the address has changed since the deployment.
abstract contract MarketSignatures is MarketState, EIP712 {
    /// @dev The most gas that a contract wallet may use to check a signature.
    uint256 internal constant ERC1271_GAS = 100_000;

    constructor() EIP712("Infinitio Market", "1") {}

    /// @dev Finds the signer for `account`: `account` itself, one of its session keys if `keys` allows that, or zero.
    /// Tries ECDSA recovery first, so that the signature of a key needs no call, also for an EIP-7702 account. Reverts
    /// with ECDSA's error if the signature is malformed and the account has no code.
    /// @return actor The account, its session key, or zero.
    /// @return signer The recovered address, for the error.
    function _actorOf(address account, bytes32 digest, bytes calldata signature, bool keys)
        internal
        view
        returns (address actor, address signer)
    {
        ECDSA.RecoverError problem;
        // The third return value only adds details to `problem`.
        // slither-disable-next-line unused-return
        (signer, problem,) = ECDSA.tryRecoverCalldata(digest, signature);
        if (problem == ECDSA.RecoverError.NoError) {
            if (signer == account) return (account, signer);
            if (keys && _keyIsActive(account, signer)) return (signer, signer);
        }
        if (account.code.length != 0) return (_walletAccepts(account, digest, signature) ? account : address(0), signer);
        // slither-disable-next-line unused-return
        if (problem != ECDSA.RecoverError.NoError) ECDSA.recoverCalldata(digest, signature); // reverts
    }

    /// @dev Returns true if `key` is an active session key of `account`.
    function _keyIsActive(address account, address key) internal view returns (bool) {
        return _storage().sessions[account][key].expiry >= block.timestamp;
    }

    /// @dev Reverts if `expiry` has passed, or if `account` itself did not sign the message.
    function _checkAccountSigned(address account, bytes32 structHash, uint256 expiry, bytes calldata signature)
        internal
        view
    {
        _checkInTime(expiry);
        (address actor, address signer) = _actorOf(account, _hashTypedDataV4(structHash), signature, false);
        if (actor == address(0)) revert Market_SignerNotHolder(signer, account);
    }

    function _checkInTime(uint256 expiry) internal view {
        if (block.timestamp > expiry) revert Market_SignatureExpired(expiry, block.timestamp);
    }

    /// @dev Checks a signature by ERC-1271, with limits on the gas and on the size of the answer.
    function _walletAccepts(address wallet, bytes32 digest, bytes calldata signature) private view returns (bool ok) {
        bytes memory message = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        bytes32 answer;
        assembly ("memory-safe") {
            mstore(0x00, 0)
            ok := staticcall(ERC1271_GAS, wallet, add(message, 0x20), mload(message), 0x00, 0x20)
            answer := mload(0x00)
            ok := and(ok, gt(returndatasize(), 0x1f))
        }
        ok = ok && answer == bytes32(IERC1271.isValidSignature.selector);
    }
}
