// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {IAttestations} from "../interfaces/IAttestations.sol";
import {QuorumProof, ValidatorSet} from "../types/AttestationsTypes.sol";

/// @title Who signed, and whether it is enough
library QuorumLib {
    /// @notice Signers from which on a root has full power.
    uint256 internal constant FULL_SIGNERS = 4;
    uint256 internal constant SET_SECONDS = 7 days;
    uint256 internal constant MAX_MEMBERS = 64;

    function memberOf(address account, uint96 stake) internal pure returns (bytes32) {
        return bytes32(uint256(stake) << 160 | uint160(account));
    }

    function accountOf(bytes32 member) internal pure returns (address) {
        return address(uint160(uint256(member)));
    }

    function stakeOf(bytes32 member) internal pure returns (uint256) {
        return uint256(member) >> 160;
    }

    function hashMembers(bytes32[] memory members) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(members));
    }

    /// @dev Reverts unless members of `set`, at least one, with two thirds of its stake signed `digest`; returns how many they are.
    function checkQuorum(ValidatorSet memory set, bytes32 digest, QuorumProof calldata proof)
        internal
        view
        returns (uint256 signers)
    {
        uint256 expiry = set.formedAt + SET_SECONDS;
        if (block.timestamp >= expiry) revert IAttestations.Attestations_SetExpired(expiry, block.timestamp);
        bytes32 setHash = hashMembers(proof.members);
        if (setHash != set.setHash) revert IAttestations.Attestations_SetMismatch(setHash, set.setHash);
        uint256 size = proof.members.length;
        uint256 signedStake = 0;
        for (uint256 i = 0; i < size; ++i) {
            if ((proof.bitmap >> i) & 1 == 0) continue;
            if (signers >= proof.signatures.length) break;
            address member = accountOf(proof.members[i]);
            address signer = ECDSA.recoverCalldata(digest, proof.signatures[signers]);
            if (signer != member) revert IAttestations.Attestations_SignerMismatch(signer, member);
            signedStake += stakeOf(proof.members[i]);
            ++signers;
        }
        _checkBitmap(proof, signers);
        if (signers == 0 || signedStake * 3 < uint256(set.totalStake) * 2) {
            revert IAttestations.Attestations_QuorumMissed(signedStake, set.totalStake);
        }
    }

    /// @dev Each bit is a member that signed, and each signature has its bit.
    function _checkBitmap(QuorumProof calldata proof, uint256 signers) private pure {
        uint256 bits = 0;
        for (uint256 rest = proof.bitmap; rest != 0; rest &= rest - 1) {
            ++bits;
        }
        if (bits != signers || proof.signatures.length != signers) {
            revert IAttestations.Attestations_BitmapInvalid(
                proof.bitmap, proof.members.length, proof.signatures.length
            );
        }
    }
}
