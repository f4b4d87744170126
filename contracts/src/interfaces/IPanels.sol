// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Panel, PanelLimits, PanelMember, PanelPlace} from "../types/PanelsTypes.sol";

/// @title Reviewers and auditors, drawn by bond
/// @notice An account joins the list of a kind ("Bounties", "CarbonRegistry": the Directory's name of the contract that asks) with a bond of its choice,
/// one to eight times the least. That contract requests a panel; anyone draws it once the beacon has a seed; members answer at that contract, which notes
/// it here. A member that does not answer in time loses a part of its bond. Amounts in base units of G.
/// @dev A member's weight is its bond here, in whole thousandths of G, as it was when the round's commitments closed: what joins or leaves later changes no
/// draw of that round. A seed draws until the next round's commitments close; later the next seed does. Whoever draws, the members are the same.
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
    /// @notice The list had too few members: a seed from `round` on draws it.
    event PanelPutOff(uint256 indexed panelId, uint64 round);
    event PanelDrawn(uint256 indexed panelId, uint64 indexed round, uint40 answerUntil, address[] members);
    event PanelAnswered(uint256 indexed panelId, address indexed member);
    event MemberFined(uint256 indexed panelId, bytes32 indexed kind, address indexed account, uint256 fine, uint256 bond);
    event PanelClosed(uint256 indexed panelId, uint256 fined);
    event PanelLimitsSet(PanelLimits limits);

    error Panels_AlreadyMember(bytes32 kind, address account);
    error Panels_NotMember(bytes32 kind, address account);
    error Panels_BondOutOfRange(uint256 bond, uint256 least, uint256 most);
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

    /// @notice Joins the list of a kind. `bond`, one to eight times the least, is taken from the caller and is its weight.
    function join(bytes32 kind, uint96 bond) external;

    /// @notice Leaves the list: the caller's weight is 0 from now on. Rounds whose commitments close from now on do not draw it.
    function resign(bytes32 kind) external;

    /// @notice Pays a member that left what remains of its bond: seven days later, and once none of its panels is open.
    function withdraw(bytes32 kind, address to) external returns (uint256 bond);

    // ── Panels ──────────────────────────────────────────────────────────────

    /// @notice Asks for a panel about `subject`. The contract only that the Directory names `kind` and trusts with bonds.
    /// It is drawn by the first seed of `openRound` or later, which nobody can know now. `answerSeconds` count from the draw: an hour to 30 days.
    /// @param excluded Who must not be on it, at most 8: those the question is about.
    function request(bytes32 kind, bytes32 subject, uint8 size, uint24 answerSeconds, address[] calldata excluded)
        external
        returns (uint256 panelId);

    /// @notice Draws a panel by the seed of the last round that closed. Anyone. Returns nobody where the list has too few members: then the panel waits for
    /// a later seed. Reverts with Panels_NoSeedYet while that round has no seed, or closed before the panel was requested.
    function draw(uint256 panelId) external returns (address[] memory members);

    /// @notice Notes that a member has answered. The panel's consumer only, until `answerUntil`; reverts for anybody who is not on it or answered before.
    function noteAnswer(uint256 panelId, address member) external;

    /// @notice Ends a panel when all have answered, or from `answerUntil` on: fines who has not. Anyone.
    function close(uint256 panelId) external;

    /// @notice Gives up a panel, drawn or not: its members are free and nobody is fined. Its consumer only, until it is closed.
    function drop(uint256 panelId) external;

    /// @notice Owner only, within bounds. Members keep their bonds and weights.
    function setLimits(PanelLimits calldata limits) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @notice True once nobody may answer any more: all have, or the time is over.
    function isOver(uint256 panelId) external view returns (bool);

    /// @notice The round and the seed by which `draw` would draw now; (round, 0) while that round has no seed that may.
    function seedFor(uint256 panelId) external view returns (uint64 round, bytes32 seed);

    function panelOf(uint256 panelId) external view returns (Panel memory);
    /// @notice Who is on it; nobody until it is drawn.
    function membersOf(uint256 panelId) external view returns (address[] memory);
    function excludedOf(uint256 panelId) external view returns (address[] memory);
    function memberOf(bytes32 kind, address account) external view returns (PanelMember memory);
    /// @notice How many accounts ever joined. A place is its account's for ever, and has no weight once the account left.
    function placeCount(bytes32 kind) external view returns (uint256);
    function placeOf(bytes32 kind, uint256 index) external view returns (PanelPlace memory);
    function limits() external view returns (PanelLimits memory);
    function panelCount() external view returns (uint256);
}
