// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

import {IAttestations} from "./interfaces/IAttestations.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IReputation} from "./interfaces/IReputation.sol";
import {ReputationLib} from "./libraries/ReputationLib.sol";
import {Attested} from "./types/AttestationsTypes.sol";
import {ReputationStatement} from "./types/ReputationTypes.sol";

/// @title Reputation
/// @notice Reads attested reputations. Holds no funds and stores nothing.
contract Reputation is IReputation {
    bytes32 public constant SUBJECT = "reputation";
    bytes32 private constant ATTESTATIONS = "Attestations";

    IDirectory public immutable DIRECTORY;

    constructor(IDirectory directory) {
        DIRECTORY = directory;
    }

    /// @inheritdoc IReputation
    function meanOf(ReputationStatement calldata statement, bytes32[] calldata proof)
        external
        view
        override
        returns (uint256 mean, uint64 epoch)
    {
        Attested memory attested = IAttestations(DIRECTORY.get(ATTESTATIONS)).attestedOf(SUBJECT);
        if (!attested.full) revert Reputation_PowerTooSmall();
        bytes32 leaf = ReputationLib.leafOf(statement);
        if (!MerkleProof.verifyCalldata(proof, attested.root, leaf)) revert Reputation_LeafUnknown(leaf);
        return (ReputationLib.meanOf(statement), attested.epoch);
    }
}
