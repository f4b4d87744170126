// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    EmissionChunk,
    EmissionClaim,
    EmissionDemand,
    EmissionInputs,
    EmissionPlace,
    EmissionShowing,
    EmissionTerms
} from "../types/EmissionTypes.sol";
import {IEmissionEvents} from "./IEmissionEvents.sol";

/// @title Challenges of published leaves, called at the address of Emission
/// @notice A provider's nodes are in chunks of up to 64. A Merkle sum tree over the chunks contains the sum of their
/// earnings. Each call is about one chunk or the top of the tree, so that it fits into one transaction, however many
/// nodes a provider has.
interface IEmissionChallenges is IEmissionEvents {
    /// @notice Proves that an epoch is wrong about one provider, in one of two ways. `leaf` states the provider's total
    /// pay. With the largest `chunk.index`, which means the top: the leaf does not follow from its inputs. With any
    /// other `chunk.index`: a sum in the provider's tree is wrong, that of this chunk or of an inner node above it.
    /// After a proof, rejects the epoch and all later ones, bars the terms permanently, and allows the punishment of
    /// the signers (IAttestations.punishWrongRoot). The caller must have approved the challenge bond. If the checked
    /// part is right, the caller loses the bond: half is burned, and the provider gets the rest. Possible until
    /// `challengeUntil`.
    function challenge(
        EmissionTerms calldata terms,
        EmissionClaim calldata leaf,
        EmissionInputs calldata inputs,
        bytes32[] calldata inputsProof,
        EmissionChunk calldata chunk
    ) external;

    /// @notice Proves that an epoch counts one node twice, for one provider or for two, and rejects the epoch as
    /// `challenge` does. Reverts if the nodes at the two positions differ, or if both positions are the same.
    function challengeRepeated(
        EmissionTerms calldata terms,
        EmissionPlace calldata one,
        EmissionPlace calldata other
    ) external;

    /// @notice Demands to see one chunk of a leaf's inputs or, with the largest `chunk`, the top (the inputs above all
    /// nodes), and takes the challenge bond. Possible until `challengeUntil`, once for each leaf and chunk. The epoch
    /// cannot be final before the answer.
    function demand(uint64 epoch, EmissionClaim calldata leaf, uint32 chunk) external;

    /// @notice Answers a demand by showing that the demanded part is right. The top is shown by its arithmetic and the
    /// provider's leaf of the previous epoch; a chunk is shown by all sums on its path to the top. If the demanded
    /// chunk does not exist, showing the top proves this. Anyone may call it; half of the demand's bond is burned, and
    /// the caller gets the rest.
    function answer(
        EmissionTerms calldata terms,
        EmissionClaim calldata leaf,
        EmissionShowing calldata showing,
        EmissionChunk calldata chunk
    ) external;

    /// @notice Pays back the bond of a demand if its epoch was rejected, or if nobody answered until `finalAt`; in the
    /// second case, also rejects the epoch. Anyone may call it.
    function settleDemand(bytes32 demand) external;

    /// @param demand The id of the demand: keccak256(abi.encode(leaf, chunk)).
    function demandOf(bytes32 demand) external view returns (EmissionDemand memory);
}
