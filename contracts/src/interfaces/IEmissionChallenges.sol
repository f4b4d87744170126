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
/// @notice A provider's nodes are in chunks of up to 64. A Merkle sum tree over the chunks contains what all of them
/// earned. Each call names one chunk or the top, so that it fits into one transaction however many nodes a provider
/// has.
interface IEmissionChallenges is IEmissionEvents {
    /// @notice Proves that a leaf does not follow from its inputs (`chunk.index` is the largest: the top), or that a
    /// sum in its tree is wrong, of a chunk or of a node above it. Then rejects its epoch and all later ones, bars its
    /// terms permanently and allows the punishment of its signers (IAttestations.punishWrongRoot). The challenge bond
    /// must be approved. If everything is right, the caller loses it: half is burned, the provider gets the rest. Until
    /// `challengeUntil`.
    function challenge(
        EmissionTerms calldata terms,
        EmissionClaim calldata leaf,
        EmissionInputs calldata inputs,
        bytes32[] calldata inputsProof,
        EmissionChunk calldata chunk
    ) external;

    /// @notice Proves that an epoch counts one node twice, for one provider or for two, and rejects it like
    /// `challenge`. Reverts if the nodes differ.
    function challengeRepeated(
        EmissionTerms calldata terms,
        EmissionPlace calldata one,
        EmissionPlace calldata other
    ) external;

    /// @notice Demands to see one chunk of a leaf's inputs or, with the largest `chunk`, the top, with the challenge
    /// bond. Until `challengeUntil`, once for a leaf and chunk. The epoch waits for the answer.
    function demand(uint64 epoch, EmissionClaim calldata leaf, uint32 chunk) external;

    /// @notice Shows that the demanded part is right: the top with its arithmetic and the earlier leaf, and the chunk
    /// with its sums up to the top. A chunk beyond the tree is answered by the top, which proves that there is none.
    /// Anyone may call it; half of the bond is burned, the caller gets the rest.
    function answer(
        EmissionTerms calldata terms,
        EmissionClaim calldata leaf,
        EmissionShowing calldata showing,
        EmissionChunk calldata chunk
    ) external;

    /// @notice Returns a demand's bond: its epoch was rejected, or nobody answered until `finalAt`, which rejects it.
    /// Anyone may call it.
    function settleDemand(bytes32 demand) external;

    /// @param demand keccak256(abi.encode(leaf, chunk)).
    function demandOf(bytes32 demand) external view returns (EmissionDemand memory);
}
