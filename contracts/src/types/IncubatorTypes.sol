// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What a project is paid for reaching, and the Unix second by which its sponsors must have approved it.
struct Milestone {
    // one slot: 128 + 40 bits
    uint128 amount; // base units of G
    uint40 dueAt;
}

/// @notice Where a project stands.
enum ProjectState {
    Unknown,
    Funding,
    Running,
    Done,
    Ended
}

/// @notice Why a project ended before it was done.
enum ProjectEnd {
    None,
    FundingMissed,
    VotedDown,
    DateMissed,
    Abandoned
}

/// @notice A project. Amounts in base units of G, times in Unix seconds.
struct Project {
    // slot 0: 160 + 40 + 4 * 8 = 232 bits
    address proposer;
    uint40 fundingUntil;
    uint8 milestone; // the one to be reached, from 0
    uint8 milestoneCount;
    ProjectState state; // a date that passed is not written here: see `stateOf`
    ProjectEnd end;
    // slot 1: 160 + 40 bits
    address payee;
    uint40 releasableAt; // 0 until the milestone is approved
    // slot 2: 128 + 128 bits
    uint128 locked; // what those who are still in it locked: their weights and shares
    uint128 held; // what is here of it
    // slot 3: 128 + 128 bits
    uint128 rest; // amounts of the milestones not yet released; the goal while it is funded
    uint128 released;
    // slot 4: 128 + 128 bits
    uint128 yes; // weights of the votes on the milestone
    uint128 no;
}

/// @notice What an account has in a project.
struct Sponsorship {
    // one slot: 128 + 8 + 8 bits
    uint128 locked;
    uint8 votedOn; // the milestone of its last vote, from 1; 0 before the first
    bool agrees;
}
