// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Panel, PanelLimits, PanelMember, PanelPlace} from "../types/PanelsTypes.sol";

/// @title Panels of reviewers, auditors or jurors, selected at random by bond
/// @notice A consumer is a contract that needs panels, such as Bounties. Each kind of consumer has a list of members;
/// the name of the kind is the consumer's name in the Directory. An account joins a list with a bond of one to eight
/// times the minimum. The consumer requests a panel, and anyone selects its members once the beacon has a seed. Members
/// answer at the consumer, which records it here. A member that does not answer in time loses a part of its bond.
/// Amounts are in base units of G.
/// @dev A member's weight is its bond here, in whole thousandths of G, as it was when the round's commitments closed:
/// later joins and leaves do not change a selection in that round. A seed is used until the commitments of the next
/// round close; after that the next seed is used. The selected members do not depend on the caller.
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
    /// @notice The list had too few members, so no panel was selected. A seed of `round` or later will select it.
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
    error Panels_LimitOutOfBounds(uint256 value, uint256 least, uint256 most);

    // ── Members ─────────────────────────────────────────────────────────────

    /// @notice Joins the list of a kind. Takes `bond`, one to eight times the minimum, from the caller; the bond is the
    /// caller's weight.
    function join(bytes32 kind, uint96 bond) external;

    /// @notice Removes the caller from the list: its weight becomes 0. Rounds whose commitments close later can no
    /// longer select it.
    function resign(bytes32 kind) external;

    /// @notice Pays a former member the rest of its bond. Possible seven days after the member left, if no open panel
    /// still waits for an answer of this member.
    function withdraw(bytes32 kind, address to) external returns (uint256 bond);

    // ── Panels ──────────────────────────────────────────────────────────────

    /// @notice Requests a panel that answers a question about `subject`. Only a contract that the Directory trusts with
    /// bonds may call it: it must have the name `kind` there, or have had it until less than 29 days ago. A seed of the
    /// round `openRound` or a later one selects the members, so nobody can know them now. `answerSeconds` are counted
    /// from the selection: an hour to 30 days.
    /// @param excluded At most 8 accounts that must not be on the panel, because the question is about them.
    function request(bytes32 kind, bytes32 subject, uint8 size, uint24 answerSeconds, address[] calldata excluded)
        external
        returns (uint256 panelId);

    /// @notice Selects a panel's members by the seed of the last closed round. Anyone may call it. Returns an empty
    /// list if there are too few members; then the panel waits for a later seed. Reverts with Panels_NoSeedYet while
    /// that round has no seed, or if that round is earlier than the one from which the panel can use a seed.
    function draw(uint256 panelId) external returns (address[] memory members);

    /// @notice Records that a member has answered, and releases its bond from this panel. Only the contract that requested the panel may call it, until
    /// `answerUntil`. Reverts if the account is not on the panel or has already answered.
    function noteAnswer(uint256 panelId, address member) external;

    /// @notice Ends a panel after all have answered, or from `answerUntil` on, and fines members that did not answer.
    /// A member that was fined after this panel's selection is not fined again. Anyone may call it.
    function close(uint256 panelId) external;

    /// @notice Cancels a panel, whether or not its members were selected. Its members are free and nobody is fined.
    /// Only the contract that requested the panel may call it, until the panel is closed.
    function drop(uint256 panelId) external;

    /// @notice Sets the limits, within fixed bounds. Only the owner may call it. Members keep their bonds and weights.
    function setLimits(PanelLimits calldata limits) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @notice Returns true if the panel is over: all members have answered, or the time to answer is over.
    function isOver(uint256 panelId) external view returns (bool);

    /// @notice The round and the seed with which `draw` would select now; the seed is 0 while that round has no usable
    /// seed.
    function seedFor(uint256 panelId) external view returns (uint64 round, bytes32 seed);

    function panelOf(uint256 panelId) external view returns (Panel memory);
    /// @notice The members of a panel; an empty list before they are selected.
    function membersOf(uint256 panelId) external view returns (address[] memory);
    function memberOf(bytes32 kind, address account) external view returns (PanelMember memory);
    /// @notice Number of accounts that ever joined. An account keeps its position forever; the position has no weight
    /// after the account left.
    function placeCount(bytes32 kind) external view returns (uint256);
    function placeOf(bytes32 kind, uint256 index) external view returns (PanelPlace memory);
    function limits() external view returns (PanelLimits memory);
}
