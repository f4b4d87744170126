// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {IAttestations} from "../interfaces/IAttestations.sol";
import {QuorumProof, ValidatorSet} from "../types/AttestationsTypes.sol";

/// @title Who signed, and whether it is enough
library QuorumLib {
    /// @notice Members from which on there can be full power: of four, one may be faulty.
    uint256 internal constant FULL_MEMBERS = 4;
    /// @notice Signers that have full power, however many could sign.
    uint256 internal constant FULL_SIGNERS = 4;
    uint256 internal constant SET_SECONDS = 7 days;
    uint256 internal constant MAX_MEMBERS = 64;

    /// @dev Of those who were drawn.
    struct Tally {
        uint256 size;
        uint256 totalStake; // PToken base units
        uint256 signers;
        uint256 signedStake;
    }

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

    /// @notice Whether so many signers of so many who may sign have full power: more than two thirds of four, and four of any more.
    function isFull(uint256 signers, uint256 size) internal pure returns (bool) {
        return size >= FULL_MEMBERS && signers >= (size == FULL_MEMBERS ? FULL_MEMBERS - 1 : FULL_SIGNERS);
    }

    /// @dev Reverts unless members of `set` that were `drawn` (bit i: member i), at least one, with two thirds of the stake of all drawn signed `digest`;
    /// returns whether they have full power. Others who signed count for nothing.
    function checkQuorum(ValidatorSet memory set, bytes32 digest, QuorumProof calldata proof, uint256 drawn)
        internal
        view
        returns (bool full)
    {
        uint256 expiry = set.formedAt + SET_SECONDS;
        if (block.timestamp >= expiry) revert IAttestations.Attestations_SetExpired(expiry, block.timestamp);
        bytes32 setHash = hashMembers(proof.members);
        if (setHash != set.setHash) revert IAttestations.Attestations_SetMismatch(setHash, set.setHash);
        Tally memory tally = Tally(0, 0, 0, 0);
        uint256 signatures = 0;
        for (uint256 i = 0; i < proof.members.length; ++i) {
            bool isDrawn = (drawn >> i) & 1 == 1;
            if (isDrawn) {
                ++tally.size;
                tally.totalStake += stakeOf(proof.members[i]);
            }
            if ((proof.bitmap >> i) & 1 == 0 || signatures >= proof.signatures.length) continue;
            address member = accountOf(proof.members[i]);
            address signer = ECDSA.recoverCalldata(digest, proof.signatures[signatures++]);
            if (signer != member) revert IAttestations.Attestations_SignerMismatch(signer, member);
            if (!isDrawn) continue;
            ++tally.signers;
            tally.signedStake += stakeOf(proof.members[i]);
        }
        _checkBitmap(proof, signatures);
        if (tally.signers == 0 || tally.signedStake * 3 < tally.totalStake * 2) {
            revert IAttestations.Attestations_QuorumMissed(tally.signedStake, tally.totalStake);
        }
        return isFull(tally.signers, tally.size);
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
