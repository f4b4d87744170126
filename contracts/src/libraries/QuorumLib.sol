// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {IAttestations} from "../interfaces/IAttestations.sol";
import {QuorumProof, ValidatorSet} from "../types/AttestationsTypes.sol";

/// @title The signers of a root, and whether they are a quorum
library QuorumLib {
    /// @notice A quorum with at least this many signers has full power.
    uint256 internal constant FULL_SIGNERS = 4;
    uint256 internal constant SET_SECONDS = 7 days;
    uint256 internal constant MAX_MEMBERS = 64;

    /// @dev Sums over the selected members: their stakes, and the stakes and the number of those that signed.
    struct Tally {
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

    /// @notice Returns true if a part of the stake is a quorum: more than two thirds of the whole.
    function isQuorum(uint256 part, uint256 whole) internal pure returns (bool) {
        return part * 3 > whole * 2;
    }

    /// @notice Returns true if a quorum of this many signers has full power.
    function isFull(uint256 signers) internal pure returns (bool) {
        return signers >= FULL_SIGNERS;
    }

    /// @notice Returns the number of members in a bitmap.
    function countOf(uint256 bitmap) internal pure returns (uint256 members) {
        for (; bitmap != 0; bitmap &= bitmap - 1) {
            ++members;
        }
    }

    /// @dev Reverts unless members with more than two thirds of the selected stake signed `digest`. A member of `set`
    /// counts only if its bit is set in `drawn` (it was selected) and in `counted` (its signature is accepted); bit i
    /// is member i. Returns whether the signers have full power.
    function checkQuorum(
        ValidatorSet memory set,
        bytes32 digest,
        QuorumProof calldata proof,
        uint256 drawn,
        uint256 counted
    ) internal view returns (bool full) {
        uint256 expiry = set.formedAt + SET_SECONDS;
        if (block.timestamp >= expiry) revert IAttestations.Attestations_SetExpired(expiry, block.timestamp);
        bytes32 setHash = hashMembers(proof.members);
        if (setHash != set.setHash) revert IAttestations.Attestations_SetMismatch(setHash, set.setHash);
        Tally memory tally = Tally(0, 0, 0);
        uint256 signatures = 0;
        for (uint256 i = 0; i < proof.members.length; ++i) {
            if ((drawn >> i) & 1 == 1) tally.totalStake += stakeOf(proof.members[i]);
            if ((proof.bitmap >> i) & 1 == 0 || signatures >= proof.signatures.length) continue;
            address member = accountOf(proof.members[i]);
            address signer = ECDSA.recoverCalldata(digest, proof.signatures[signatures++]);
            if (signer != member) revert IAttestations.Attestations_SignerMismatch(signer, member);
            if ((drawn & counted) >> i & 1 == 0) continue;
            ++tally.signers;
            tally.signedStake += stakeOf(proof.members[i]);
        }
        _checkBitmap(proof, signatures);
        if (!isQuorum(tally.signedStake, tally.totalStake)) {
            revert IAttestations.Attestations_QuorumMissed(tally.signedStake, tally.totalStake);
        }
        return isFull(tally.signers);
    }

    /// @dev Checks that each set bit of the bitmap belongs to a member, and that there are as many signatures as set
    /// bits.
    function _checkBitmap(QuorumProof calldata proof, uint256 signers) private pure {
        if (countOf(proof.bitmap) != signers || proof.signatures.length != signers) {
            revert IAttestations.Attestations_BitmapInvalid(
                proof.bitmap, proof.members.length, proof.signatures.length
            );
        }
    }
}
