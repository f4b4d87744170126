// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The attested inputs of one node's epoch. Factors and shares are 1e18 fixed point and at most 1.
struct EmissionNode {
    uint256 referenceGpuHours; // 1e18 fixed point, below 2^96: GPU-hours of reference compute that were proven available
    uint256 quality;
    uint256 contribution;
    uint256 history;
    uint256 stability;
    uint256 diversity;
    uint256 demand;
    uint256 provenEnergy; // share of its energy that a carbon proof covers
    uint256 computeShare; // its provider's share of all verified compute
    uint256 siteSquares; // sum of the squares of its provider's shares of compute per site
    uint256 burned; // PToken base units, from this node's leases
}

/// @notice Values of one epoch that are the same for all nodes.
struct EmissionEpoch {
    uint256 activeNodes; // fits 64 bits
    int256 slope; // slope of demand, 1e18 fixed point between -1 and 1
}

/// @notice The factors of the formula. `base` in PToken base units and below 2^128, all others 1e18 fixed point and at
/// most 1.
struct EmissionFactors {
    uint256 base;
    uint256 quality;
    uint256 contribution;
    uint256 history;
    uint256 stability;
    uint256 diversity;
    uint256 demand;
    uint256 minerShare;
    uint256 regulator;
    uint256 environment;
}

/// @notice Parameters that a vote may set, within the bounds of `EmissionMath.checkParameters`; 1e18 fixed point unless
/// stated otherwise.
struct EmissionParameters {
    uint256 basePerGpuHour; // PToken base units
    uint256 rebateShare;
    uint256 minersAtHalf; // nodes
    uint256 regulatorGain;
    uint256 environmentFloor;
    uint256 shareThreshold;
    uint256 sharePower;
    uint256 siteBonus;
}

/// @notice One node in the inputs from which its provider's leaf is calculated.
struct EmissionShare {
    bytes32 nodeId;
    EmissionNode node;
    uint256 programmes; // bit i: the node earns from programme i of the epoch's terms
}

/// @notice The inputs from which the amount in a provider's leaf follows. They form a leaf of a second Merkle tree.
/// Validators attest the inputs; only the arithmetic can be proven wrong.
struct EmissionInputs {
    uint128 before; // PToken base units: the total in the provider's leaf of the previous epoch, 0 if there is none
    bool isBonded; // true if the provider had the required G staked
    bool hasVerifiedTask; // true if at least one task of the provider was verified
    uint128 due; // PToken base units: total of all its nodes before the cap, the sum at the root of its chunks
    uint8 depth; // its nodes are in 2^depth chunks
    bytes32 chunks; // root of the sum tree over the chunks
}

/// @notice One step of the Merkle path from a chunk of nodes up to the root of its provider's sum tree.
struct EmissionStep {
    bytes32 sibling;
    uint128 siblingSum; // PToken base units
    uint128 sum; // PToken base units: the stated sum of the parent node
}

/// @notice Up to 64 of a provider's nodes, with the Merkle path to the root of its sum tree.
struct EmissionChunk {
    uint32 index; // its position in the tree, or EmissionChunkLib.TOP for the top above all chunks
    uint128 sum; // PToken base units: the stated earnings of its nodes
    EmissionShare[] shares; // one share for each node
    EmissionStep[] path;
}

/// @notice The position at which an epoch counts a node, with the proof of it.
struct EmissionPlace {
    address provider;
    EmissionInputs inputs;
    bytes32[] inputsProof; // Merkle proof under the inputs' root
    EmissionChunk chunk;
    uint256 position; // index of the node in the chunk's shares
}

/// @notice The budget that an incentive programme spends in one epoch.
struct EmissionBudget {
    uint32 programme;
    uint128 budget; // PToken base units
    uint256 weightOfAll; // sum of the weights of the programme's nodes
}

/// @notice The terms of an epoch that the quorum signs. Amounts in PToken base units.
struct EmissionTerms {
    uint64 epoch; // hours since 1970
    uint64 previous; // the epoch published before, 0 if there is none
    uint32 parametersVersion;
    uint128 total; // sum of the amounts by which all leaves grow
    uint128 due; // total earned before the cap
    uint128 available; // the cap: the smaller of the surplus with spent budgets, and the forecast capacity
    uint128 burned; // total burned by the leases of all earning nodes
    EmissionEpoch common;
    EmissionBudget[] budgets; // in ascending order of programmes
    bytes32 leaves; // root of the cumulative leaves
    bytes32 inputs; // root of the leaves' inputs
}

/// @notice A provider's leaf with its total pay so far, and the Merkle proof of the leaf.
struct EmissionClaim {
    address provider;
    uint128 cumulative; // PToken base units: total pay for all epochs up to the leaf's epoch
    bytes32[] proof;
}

/// @notice The evidence that the amount in a provider's leaf is right.
struct EmissionShowing {
    EmissionInputs inputs;
    bytes32[] inputsProof; // Merkle proof under the inputs' root
    bytes32[] beforeProof; // proof of `inputs.before` in the previous epoch's leaves; unused if `before` is 0
}

/// @notice The reasons why a provider's claim of its emission pays nothing.
enum EmissionRefusal {
    None,
    LeafUnknown,
    NothingNew,
    BondTooLow,
    TotalExceeded
}

/// @notice A published epoch.
struct EmissionRecord {
    // storage slot 0
    bytes32 leaves;
    // storage slot 1
    bytes32 termsHash;
    // storage slot 2: 96 + 40 + 40 + 40 + 40 = 256 bits
    uint96 totalSoFar; // PToken base units: total of this epoch and all earlier ones
    uint40 publishedAt; // unix seconds
    uint40 challengeUntil;
    uint40 finalAt;
    uint40 openDemands;
    // storage slot 3: 64 bits
    uint64 previous;
}

/// @notice Values that every claim reads. A claim changes them only if it makes epochs final. Claims can use all of the
/// contract's balance except `waiting`.
struct EmissionCounter {
    // one storage slot: 96 + 96 + 40 + 24 bits
    uint96 waiting; // PToken base units: totals of epochs that are not final, and bonds of open demands
    uint96 total; // total of all epochs up to `finalEpoch`
    uint40 finalEpoch;
    uint24 leastG; // whole G that a provider must have staked
}

/// @notice A demand to see a part of the inputs of a provider's leaf (its total pay): the top or one chunk. Stores the
/// account that demanded it, and its bond.
struct EmissionDemand {
    // storage slot 0: 160 + 96 bits
    address challenger;
    uint96 bond; // PToken base units
    // storage slot 1: 64 + 40 bits
    uint64 epoch;
    uint40 publishedAt; // publishing time of the epoch, to distinguish an epoch that was published again
}

/// @notice An incentive programme: the money that sponsors have paid in for machines of a class and region.
struct EmissionProgramme {
    // storage slot 0: 128 + 128 bits, PToken base units
    uint128 remaining; // the amount that was paid in and not spent yet
    uint128 perEpoch; // maximum spending per epoch
    // storage slot 1
    bytes32 name;
    // storage slot 2: 32 + 32 bits; the largest value means any class or region
    uint32 classId;
    uint32 regionId;
}

/// @notice Limits that a vote can set, besides the parameters of the formula.
struct EmissionLimits {
    uint24 leastG; // whole G staked, 100 to 100,000
    uint96 challengeBond; // PToken base units, 1 to 1,000 PToken
    uint40 challengeSeconds; // 6 hours to 7 days
    uint40 answerSeconds; // 6 hours to 7 days
}
