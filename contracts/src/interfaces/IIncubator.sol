// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Milestone, Project, ProjectEnd, ProjectState, Sponsorship} from "../types/IncubatorTypes.sol";

/// @title Incubator: G that sponsors lock for a project and release milestone by milestone
/// @notice Amounts in base units of G, times in Unix seconds. A project is funded in full by its date or not at all. Each milestone is released when
/// more than half of what is locked voted for it, three days later: until then who did not vote for it may leave with its share, so that
/// no majority can spend the G of others who look. More than half against, a date that passed, or the proposer ends the project; the rest is the sponsors'.
/// @dev in = released + returned + held. Shares are of what is held when they are taken, rounded down, and the last one takes all: nothing stays behind.
interface IIncubator {
    event ProjectProposed(
        uint256 indexed id,
        address indexed proposer,
        address indexed payee,
        uint40 fundingUntil,
        Milestone[] milestones,
        string text
    );
    event Sponsored(uint256 indexed id, address indexed sponsor, uint256 amount, uint256 locked);
    event ProjectFunded(uint256 indexed id, uint256 goal);
    event MilestoneShown(uint256 indexed id, uint256 indexed milestone, string evidence);
    event MilestoneVoted(
        uint256 indexed id,
        uint256 indexed milestone,
        address indexed sponsor,
        bool agrees,
        uint256 weight,
        string reason
    );
    event MilestoneApproved(uint256 indexed id, uint256 indexed milestone, uint40 releasableAt);
    event MilestoneReleased(uint256 indexed id, uint256 indexed milestone, address indexed payee, uint256 amount);
    event ProjectDone(uint256 indexed id, uint256 released);
    event ProjectEnded(uint256 indexed id, ProjectEnd reason, uint256 held);
    /// @notice A sponsor is out: it left, or the project ended.
    event SponsorRepaid(uint256 indexed id, address indexed sponsor, uint256 amount, uint256 held);

    error Incubator_ProjectInvalid(address payee, uint256 fundingUntil, uint256 milestones);
    error Incubator_MilestoneInvalid(uint256 milestone);
    error Incubator_TextLength(uint256 length, uint256 most);
    error Incubator_NoSuchProject(uint256 id);
    error Incubator_StateMismatch(uint256 id, ProjectState state);
    error Incubator_CallerNotProposer(address caller, address proposer);
    error Incubator_NoSponsor(uint256 id, address account);
    error Incubator_AmountZero();
    error Incubator_OtherMilestone(uint256 id, uint256 milestone);
    error Incubator_Approved(uint256 id, uint256 releasableAt);
    error Incubator_NotReleasable(uint256 id, uint256 releasableAt, uint256 time);
    error Incubator_MustStay(uint256 id, address sponsor);

    // ── The proposer's ──────────────────────────────────────────────────────

    /// @notice Proposes a project. Anyone. 1 to 12 milestones; funded within 1 to 90 days; the first due 14 days after that or later, each
    /// next 14 days after the one before or later, the last within 4 years. `text` says what is built and what shows each milestone, in 1 to 4,000 bytes.
    function propose(address payee, uint40 fundingUntil, Milestone[] calldata milestones, string calldata text)
        external
        returns (uint256 id);

    /// @notice Says what shows the milestone to be reached, in 1 to 1,000 bytes. The proposer, while the project runs.
    function show(uint256 id, uint256 milestone, string calldata evidence) external;

    /// @notice Ends the project: what is held is the sponsors'. The proposer, at any time before it is done.
    function abandon(uint256 id) external;

    // ── The sponsors' ───────────────────────────────────────────────────────

    /// @notice Locks the caller's G, which must be approved before, and no more than the project lacks.
    /// @return taken what was locked.
    function sponsor(uint256 id, uint256 amount) external returns (uint256 taken);

    /// @notice Votes on the milestone to be reached with what the caller locked; may be changed until one side has more than half. Reason: up to 1,000 bytes.
    function vote(uint256 id, uint256 milestone, bool agrees, string calldata reason) external;

    /// @notice Takes the caller's share of what is held and leaves. In the three days after a milestone was approved, for who did not vote for it.
    function quit(uint256 id) external returns (uint256 amount);

    // ── Anyone's ────────────────────────────────────────────────────────────

    /// @notice Pays an approved milestone to the payee: its part of what is held.
    function release(uint256 id) external returns (uint256 amount);

    /// @notice Pays a sponsor of a project that ended its share of what is held, whoever calls.
    function repay(uint256 id, address account) external returns (uint256 amount);

    // ── Reading ─────────────────────────────────────────────────────────────

    function projectCount() external view returns (uint256);
    function projectOf(uint256 id) external view returns (Project memory);
    function milestonesOf(uint256 id) external view returns (Milestone[] memory);
    function sponsorshipOf(uint256 id, address account) external view returns (Sponsorship memory);

    /// @notice Where a project stands now, dates that passed included.
    function stateOf(uint256 id) external view returns (ProjectState state, ProjectEnd end);
}
