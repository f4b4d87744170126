// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The payment for a milestone, and the Unix second by which the sponsors must have approved it.
struct Milestone {
    // one storage slot: 128 + 40 bits
    uint128 amount; // base units of G
    uint40 dueAt;
}

/// @notice The state of a project.
enum ProjectState {
    Unknown,
    Funding,
    Running,
    Done,
    Ended
}

/// @notice Why a project ended early.
enum ProjectEnd {
    None,
    FundingMissed,
    VotedDown,
    DateMissed,
    Abandoned
}

/// @notice A project. Amounts in base units of G, times in Unix seconds.
struct Project {
    // storage slot 0: 160 + 40 + 4 * 8 = 232 bits
    address proposer;
    uint40 fundingUntil;
    uint8 milestone; // number of the next milestone, from 0
    uint8 milestoneCount;
    ProjectState state; // the last stored state; `stateOf` also considers dates that have passed
    ProjectEnd end;
    // storage slot 1: 160 + 40 bits
    address payee;
    uint40 releasableAt; // 0 until the milestone is approved
    // storage slot 2: 128 + 128 bits
    uint128 locked; // sum of the G that the remaining sponsors locked, which gives their weights and shares
    uint128 held; // the part of `locked` that this contract still holds
    // storage slot 3: 128 + 128 bits
    uint128 rest; // sum of the milestones that are not paid yet; during funding, the goal
    uint128 released;
    // storage slot 4: 128 + 128 bits
    uint128 yes; // weights of the votes on the current milestone
    uint128 no;
}

/// @notice The deposit and the vote of one sponsor in a project.
struct Sponsorship {
    // one storage slot: 128 + 8 + 8 bits
    uint128 locked;
    uint8 votedOn; // the milestone of the sponsor's last vote, from 1; 0 before its first vote
    bool agrees;
}
