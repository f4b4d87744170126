// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A test account with two owners, which can also behave like a faulty account
/// @dev Like a Safe with a threshold of two: the signature has 65 bytes for each owner, in their order.
contract TestContractAccount is IERC1271 {
    /// @notice The ways in which the account checks signatures.
    enum Mood {
        Honest,
        BurnsGas,
        Refuses
    }

    uint256 private constant SIGNATURE_BYTES = 65;

    /// @notice The owners, who must both sign.
    address public immutable first;
    address public immutable second;
    /// @notice The way in which the account checks signatures now.
    Mood public mood;

    constructor(address first_, address second_) {
        first = first_;
        second = second_;
    }

    /// @notice Changes how the account checks signatures. Anybody may call it, because it is for tests.
    function setMood(Mood next) external {
        mood = next;
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 digest, bytes calldata signature) external view override returns (bytes4) {
        if (mood == Mood.BurnsGas) while (true) {}
        if (mood == Mood.Refuses || signature.length != 2 * SIGNATURE_BYTES) return 0xffffffff;
        bool bySecond = ECDSA.recoverCalldata(digest, signature[SIGNATURE_BYTES:]) == second;
        bool byFirst = ECDSA.recoverCalldata(digest, signature[:SIGNATURE_BYTES]) == first;
        return byFirst && bySecond ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}
