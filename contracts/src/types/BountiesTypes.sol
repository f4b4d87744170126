// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The five categories of bounties.
enum BountyCategory {
    MigrationOptimisation,
    DataPreprocessing,
    SecurityAudit,
    CopyrightManagement,
    Tools
}

/// @notice The state of a bounty.
enum BountyState {
    Unknown,
    Open,
    Claimed,
    InReview,
    Accepted,
    Returned
}

/// @notice How a claim of a bounty ended.
enum ClaimEnd {
    Accepted,
    Rejected,
    NotSubmitted,
    NotReviewed
}

/// @notice A bounty. Amounts in base units of G, times in Unix seconds.
struct Bounty {
    // storage slot 0: 160 + 40 + 32 + 8 + 8 = 248 bits
    address sponsor;
    uint40 openUntil; // unix seconds until which it may be claimed
    uint32 workSeconds; // time for the work, from the claim on
    BountyCategory category;
    BountyState state;
    // storage slot 1: 160 + 40 bits
    address claimer; // zero without a claim
    uint40 until; // deadline: for the submission of claimed work or, under review, for the decision
    // storage slot 2: 128 + 128 bits
    uint128 reward;
    uint128 claimBond;
    // storage slot 3
    uint256 panelId; // 0 before reviewers could be requested
}

/// @notice The answer of one reviewer.
struct Review {
    // one storage slot: 160 + 8 bits
    address reviewer;
    uint8 score; // 0 refuses; 1 to 100: percentage of a whole contribution
}
