// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Milestone, Project, ProjectEnd, ProjectState, Sponsorship} from "../types/IncubatorTypes.sol";

/// @title Incubator: sponsors lock G tokens for a project and release them milestone by milestone
/// @notice Amounts are in base units of G, times in Unix seconds. A project is funded completely by its date or not at
/// all. A milestone is approved when more than half of the locked G votes for it, and paid three days later. Until
/// then, a sponsor who did not vote for it may leave with its share, so that a majority cannot spend the share of a
/// minority that disagrees. The project ends if more than half of the locked G votes against a milestone, if a
/// milestone is not approved by its date, or if the proposer ends the project; the sponsors then get the rest.
/// @dev G in = released + returned + held. A share is a part of the amount that is held when the share is paid, rounded
/// down. The last share is everything that is left.
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
    /// @notice A sponsor got its share back, because it left or the project ended.
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

    // ── For the proposer ────────────────────────────────────────────────────

    /// @notice Proposes a project. Anyone may call it. A project has 1 to 12 milestones. Its funding ends within 1 to
    /// 90 days. The first milestone is due at least 14 days after the end of the funding, each further one at least 14
    /// days after the previous one, and the last one at most 4 years after the end of the funding. `text` describes the
    /// project and the evidence of each milestone, in 1 to 4,000 bytes.
    function propose(address payee, uint40 fundingUntil, Milestone[] calldata milestones, string calldata text)
        external
        returns (uint256 id);

    /// @notice Submits evidence for the next milestone, in 1 to 1,000 bytes. Only the proposer may call it, while the
    /// project runs.
    function show(uint256 id, uint256 milestone, string calldata evidence) external;

    /// @notice Ends the project, so that sponsors get the held G back. Only the proposer may call it, until the project
    /// is done.
    function abandon(uint256 id) external;

    // ── For the sponsors ────────────────────────────────────────────────────

    /// @notice Locks G for a project, which the caller must have approved. Locks at most the amount that the project
    /// still needs.
    /// @return taken The locked amount.
    function sponsor(uint256 id, uint256 amount) external returns (uint256 taken);

    /// @notice Votes on the next milestone with the caller's locked G. A vote can be changed until the votes for or
    /// against have more than half of the locked G. The reason has up to 1,000 bytes.
    function vote(uint256 id, uint256 milestone, bool agrees, string calldata reason) external;

    /// @notice Pays the caller its share of the held G and removes it as a sponsor. Only a sponsor that did not vote
    /// for a milestone may call it, in the three days after the milestone was approved.
    function quit(uint256 id) external returns (uint256 amount);

    // ── For anyone ──────────────────────────────────────────────────────────

    /// @notice Pays the project's payee for an approved milestone, three days after its approval, from the held G.
    function release(uint256 id) external returns (uint256 amount);

    /// @notice Pays a sponsor of an ended project its share of the held G. Anyone may call it.
    function repay(uint256 id, address account) external returns (uint256 amount);

    // ── Reading ─────────────────────────────────────────────────────────────

    function projectCount() external view returns (uint256);
    function projectOf(uint256 id) external view returns (Project memory);
    function milestonesOf(uint256 id) external view returns (Milestone[] memory);
    function sponsorshipOf(uint256 id, address account) external view returns (Sponsorship memory);

    /// @notice The state of a project now. Unlike the stored state, it considers dates that have passed.
    function stateOf(uint256 id) external view returns (ProjectState state, ProjectEnd end);
}
