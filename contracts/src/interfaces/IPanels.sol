// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {Panel, PanelLimits, PanelMember, PanelPlace} from "../types/PanelsTypes.sol";

/// @title Reviewers and auditors, drawn by stake
/// @notice Stakers who are willing join the list of a kind ("Bounties", "CarbonRegistry": the name of the contract that asks, in the Directory) with a bond.
/// That contract requests a panel; anyone draws it once the beacon has a seed; members answer at that contract, which notes it here; who does not answer
/// in time loses a part of its bond. Amounts in base units of G.
/// @dev Weight is a member's votes of StakedGToken one second before the round's commitments closed, at most eight times the least stake: what is staked
/// after anything was revealed counts nothing. The same seed gives the same members, whoever draws and when.
interface IPanels {
    event Joined(bytes32 indexed kind, address indexed account, uint32 place, uint256 bond);
    event Left(bytes32 indexed kind, address indexed account, uint32 place);
    event BondReturned(bytes32 indexed kind, address indexed account, address indexed to, uint256 bond);
    event PanelRequested(
        uint256 indexed panelId,
        address indexed consumer,
        bytes32 indexed subject,
        bytes32 kind,
        uint64 round,
        uint8 size,
        uint24 answerSeconds,
        address[] excluded
    );
    /// @notice The seed found too few, or came too long ago: a seed from `round` on draws it.
    event PanelPutOff(uint256 indexed panelId, uint64 round);
    event PanelDrawn(uint256 indexed panelId, uint64 indexed round, uint40 answerUntil, address[] members);
    event PanelAnswered(uint256 indexed panelId, address indexed member);
    event MemberFined(uint256 indexed panelId, bytes32 indexed kind, address indexed account, uint256 fine, uint256 bond);
    event PanelClosed(uint256 indexed panelId, uint256 fined);
    event PanelLimitsSet(PanelLimits limits);

    error Panels_AlreadyMember(bytes32 kind, address account);
    error Panels_NotMember(bytes32 kind, address account);
    error Panels_StakeTooLow(uint256 stake, uint256 leastStake);
    error Panels_BondHeld(uint256 until, uint256 openPanels);
    error Panels_CallerNotConsumer(address caller, bytes32 kind);
    error Panels_SizeOutOfRange(uint256 size, uint256 maxSize);
    error Panels_AnswerTimeOutOfRange(uint256 answerSeconds, uint256 least, uint256 most);
    error Panels_TooManyExcluded(uint256 excluded, uint256 most);
    error Panels_PanelUnknown(uint256 panelId);
    error Panels_AlreadyDrawn(uint256 panelId);
    error Panels_NotDrawn(uint256 panelId);
    error Panels_NoSeedYet(uint64 round);
    error Panels_NotOnPanel(uint256 panelId, address account);
    error Panels_AlreadyAnswered(uint256 panelId, address member);
    error Panels_AnswerOver(uint256 until, uint256 time);
    error Panels_AnswerOpen(uint256 until, uint256 time);
    error Panels_PanelClosed(uint256 panelId);
    error Panels_NoTreasury();
    error Panels_LimitOutOfBounds(uint256 value, uint256 least, uint256 most);

    // ── Members ─────────────────────────────────────────────────────────────

    /// @notice Joins the list of a kind with the caller's bond. Needs the least stake, the caller's own and undelegated to others.
    function join(bytes32 kind) external;

    /// @notice Leaves the list: rounds whose commitments close from now on draw the caller no more.
    function resign(bytes32 kind) external;

    /// @notice Pays what is left of the bond of one who left: seven days later, when no seed of before can draw it any more, and no panel is open.
    function withdraw(bytes32 kind, address to) external returns (uint256 bond);

    // ── Panels ──────────────────────────────────────────────────────────────

    /// @notice Asks for a panel about `subject`. The contract only that the Directory names `kind` and trusts with bonds.
    /// It is drawn by the first seed of `openRound` or later, which nobody can know now. `answerSeconds` count from the draw: an hour to 30 days.
    /// @param excluded Who must not be on it, at most 8: those the question is about.
    function request(bytes32 kind, bytes32 subject, uint8 size, uint24 answerSeconds, address[] calldata excluded)
        external
        returns (uint256 panelId);

    /// @notice Draws a panel whose seed is there. Anyone. Returns nobody where the seed finds too few members in 128 tries or is older than seven days:
    /// then the panel waits for another seed.
    function draw(uint256 panelId) external returns (address[] memory members);

    /// @notice Notes that a member has answered. The panel's consumer only, until `answerUntil`; reverts for anybody who is not on it or answered before.
    function noteAnswer(uint256 panelId, address member) external;

    /// @notice Ends a panel when all have answered, or from `answerUntil` on: fines who has not. Anyone.
    function close(uint256 panelId) external;

    /// @notice Gives up a panel, drawn or not: its members are free and nobody is fined. Its consumer only, until it is closed.
    function drop(uint256 panelId) external;

    /// @notice Owner only, within bounds. A panel keeps the least stake it was asked for with.
    function setLimits(PanelLimits calldata limits) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @notice True once nobody may answer any more: all have, or the time is over.
    function isOver(uint256 panelId) external view returns (bool);

    function panelOf(uint256 panelId) external view returns (Panel memory);
    /// @notice Who is on it; nobody until it is drawn.
    function membersOf(uint256 panelId) external view returns (address[] memory);
    function excludedOf(uint256 panelId) external view returns (address[] memory);
    function memberOf(bytes32 kind, address account) external view returns (PanelMember memory);
    function placeCount(bytes32 kind) external view returns (uint256);
    function placeOf(bytes32 kind, uint256 index) external view returns (PanelPlace memory);
    function limits() external view returns (PanelLimits memory);
    function panelCount() external view returns (uint256);
}
