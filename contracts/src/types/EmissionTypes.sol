// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The attested inputs of one node's epoch. Factors and shares are 1e18 fixed point and at most 1.
struct EmissionNode {
    uint256 referenceGpuHours; // 1e18 fixed point, below 2^96: proven available, in GPU-hours of reference compute
    uint256 quality;
    uint256 contribution;
    uint256 history;
    uint256 stability;
    uint256 diversity;
    uint256 demand;
    uint256 provenEnergy; // share of its energy that a carbon proof covers
    uint256 computeShare; // of its provider in all verified compute
    uint256 siteSquares; // sum of the squared shares of the provider's sites in its compute
    uint256 burned; // PToken base units, by this node's leases
}

/// @notice What one epoch has for all nodes.
struct EmissionEpoch {
    uint256 activeNodes; // fits 64 bits
    int256 slope; // of demand, 1e18 fixed point within -1 and 1
}

/// @notice The factors of the formula. `base` in PToken base units and below 2^128, all others 1e18 fixed point and at most 1.
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

/// @notice What a vote may set, within the bounds of `EmissionMath.checkParameters`; 1e18 fixed point unless said otherwise.
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

/// @notice One node in its provider's inputs.
struct EmissionShare {
    bytes32 nodeId;
    EmissionNode node;
    uint256 programmes; // bit i: it earns of programme i of the epoch's terms
}

/// @notice What a provider's leaf follows from: one leaf of the inputs' tree. Attested; only the arithmetic after it is proven.
struct EmissionInputs {
    uint128 before; // PToken base units: its cumulative leaf of the epoch before, 0 with none
    bool isBonded; // the G bond was in place
    bool hasVerifiedTask; // its first task was verified
    uint128 due; // PToken base units: what all its nodes earned before the cap, the sum at the root of its chunks
    uint8 depth; // its nodes are in 2^depth chunks
    bytes32 chunks; // root of the sum tree over them
}

/// @notice One step from a chunk up to the root of its provider's sum tree.
struct EmissionStep {
    bytes32 sibling;
    uint128 siblingSum; // PToken base units
    uint128 sum; // PToken base units: what the tree states for the node above both
}

/// @notice Up to 64 of a provider's nodes, with the path to the root of its sum tree.
struct EmissionChunk {
    uint32 index; // its place in the tree, or EmissionChunkLib.TOP: no chunk, but what stands above all of them
    uint128 sum; // PToken base units: what the tree states that its nodes earned
    EmissionShare[] shares; // one a node
    EmissionStep[] path;
}

/// @notice Where an epoch counts a node.
struct EmissionPlace {
    address provider;
    EmissionInputs inputs;
    bytes32[] inputsProof; // under the inputs' root
    EmissionChunk chunk;
    uint256 position; // which of the chunk's shares
}

/// @notice A programme in an epoch.
struct EmissionBudget {
    uint32 programme;
    uint128 budget; // PToken base units
    uint256 weightOfAll; // sum of the weights of the programme's nodes
}

/// @notice What the quorum signs about an epoch. Amounts in PToken base units.
struct EmissionTerms {
    uint64 epoch; // hours since 1970
    uint64 previous; // the epoch published before, 0 with none
    uint32 parametersVersion;
    uint128 total; // by which the leaves grow together
    uint128 due; // earned before the cap
    uint128 available; // the cap: surplus and forecast capacity
    uint128 burned; // by all earning nodes' leases
    EmissionEpoch common;
    EmissionBudget[] budgets; // by rising programme
    bytes32 leaves; // root of the cumulative leaves
    bytes32 inputs; // root of what each follows from
}

/// @notice A cumulative leaf and its siblings.
struct EmissionClaim {
    address provider;
    uint128 cumulative; // PToken base units paid in all epochs up to the leaf's
    bytes32[] proof;
}

/// @notice What shows that a leaf is right.
struct EmissionShowing {
    EmissionInputs inputs;
    bytes32[] inputsProof; // under the inputs' root
    bytes32[] beforeProof; // of `inputs.before` under the previous epoch's root of leaves; unused while that is 0
}

/// @notice Why a claim pays nothing.
enum EmissionRefusal {
    None,
    LeafUnknown,
    NothingNew,
    BondTooLow,
    TotalExceeded
}

/// @notice A published epoch.
struct EmissionRecord {
    // slot 0
    bytes32 leaves;
    // slot 1
    bytes32 termsHash;
    // slot 2: 96 + 40 + 40 + 40 + 40 = 256 bits
    uint96 totalSoFar; // PToken base units: of this epoch and all before it
    uint40 publishedAt; // unix seconds
    uint40 challengeUntil;
    uint40 finalAt;
    uint40 openDemands;
    // slot 3: 64 bits
    uint64 previous;
}

/// @notice What every claim reads. None writes it: what claims may still take is what the contract holds beyond `waiting`.
struct EmissionCounter {
    // one slot: 96 + 96 + 40 + 24 bits
    uint96 waiting; // PToken base units: totals of epochs that are not final, and bonds of open demands
    uint96 total; // of all epochs up to `finalEpoch`
    uint40 finalEpoch;
    uint24 leastG; // whole G that a provider must have staked
}

/// @notice Who demanded to be shown the top of a leaf's inputs or one chunk of them, and its bond.
struct EmissionDemand {
    // slot 0: 160 + 96 bits
    address challenger;
    uint96 bond; // PToken base units
    // slot 1: 64 + 40 bits
    uint64 epoch;
    uint40 publishedAt; // of the epoch's record: one published again is another
}

/// @notice A reward programme.
struct EmissionProgramme {
    // slot 0: 128 + 128 bits, PToken base units
    uint128 remaining; // paid in and not spent
    uint128 perEpoch; // the most an epoch may spend
    // slot 1
    bytes32 name;
    // slot 2: 32 + 32 bits; the largest value is any
    uint32 classId;
    uint32 regionId;
}

/// @notice What a vote may set besides the parameters of the formula.
struct EmissionLimits {
    uint24 leastG; // whole G staked, 100 to 100,000
    uint96 challengeBond; // PToken base units, 1 to 1,000 PToken
    uint40 challengeSeconds; // 6 hours to 7 days
    uint40 answerSeconds; // 6 hours to 7 days
}
