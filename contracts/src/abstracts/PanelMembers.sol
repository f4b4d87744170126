// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {DoubleEndedQueue} from "@openzeppelin/contracts/utils/structs/DoubleEndedQueue.sol";

import {IDirectory} from "../interfaces/IDirectory.sol";
import {IPanels} from "../interfaces/IPanels.sol";
import {PanelLimits, PanelMember, PanelPlace} from "../types/PanelsTypes.sol";

/// @title Who may be drawn, and the bonds of all of them
/// @dev A place that was left is given again only when no draw can look back to before it was left, so that a list says who was in it for a week.
abstract contract PanelMembers is IPanels, Ownable2Step, ReentrancyGuardTransient {
    using Checkpoints for Checkpoints.Trace208;
    using DoubleEndedQueue for DoubleEndedQueue.Bytes32Deque;
    using SafeERC20 for IERC20;

    /// @notice How long after its snapshot a seed draws.
    uint256 public constant DRAWABLE_SECONDS = 7 days;
    uint256 public constant LEAST_STAKE = 100e18;
    uint256 public constant MOST_STAKE = 1_000_000e18;
    uint256 public constant LEAST_BOND = 10e18;
    uint256 public constant MOST_BOND = 100_000e18;

    IERC20 public immutable GTOKEN;
    address public immutable STAKED_G;
    IDirectory public immutable DIRECTORY;

    PanelLimits internal _limits;

    mapping(bytes32 kind => PanelPlace[] places) internal _places;
    mapping(bytes32 kind => mapping(address account => PanelMember member)) internal _members;
    /// @dev How many places there were, by time.
    mapping(bytes32 kind => Checkpoints.Trace208 counts) private _counts;
    /// @dev Places that were left, the longest first.
    mapping(bytes32 kind => DoubleEndedQueue.Bytes32Deque indices) private _vacant;

    constructor(IERC20 gtoken, address stakedG, IDirectory directory, PanelLimits memory initialLimits) {
        GTOKEN = gtoken;
        STAKED_G = stakedG;
        DIRECTORY = directory;
        _setLimits(initialLimits);
    }

    // ── Members ─────────────────────────────────────────────────────────────

    /// @inheritdoc IPanels
    function join(bytes32 kind) external override nonReentrant {
        PanelMember storage member = _members[kind][msg.sender];
        if (member.place != 0 || member.leftAt != 0) revert Panels_AlreadyMember(kind, msg.sender);
        PanelLimits memory current = _limits;
        uint256 stake = IERC20(STAKED_G).balanceOf(msg.sender);
        uint256 votes = IVotes(STAKED_G).getVotes(msg.sender);
        if (stake < current.leastStake) revert Panels_StakeTooLow(stake, current.leastStake);
        if (votes < current.leastStake) revert Panels_StakeTooLow(votes, current.leastStake);
        uint256 index = _freePlace(kind);
        _places[kind][index] = PanelPlace(msg.sender, uint40(block.timestamp), 0);
        uint32 place = uint32(index + 1);
        _members[kind][msg.sender] = PanelMember(current.bond, place, 0, 0);
        emit Joined(kind, msg.sender, place, current.bond);
        GTOKEN.safeTransferFrom(msg.sender, address(this), current.bond);
    }

    /// @inheritdoc IPanels
    function resign(bytes32 kind) external override {
        PanelMember storage member = _members[kind][msg.sender];
        if (member.place == 0) revert Panels_NotMember(kind, msg.sender);
        _vacate(kind, msg.sender, member);
    }

    /// @inheritdoc IPanels
    function withdraw(bytes32 kind, address to) external override nonReentrant returns (uint256 bond) {
        PanelMember memory member = _members[kind][msg.sender];
        if (member.leftAt == 0) revert Panels_NotMember(kind, msg.sender);
        uint256 until = member.leftAt + DRAWABLE_SECONDS;
        if (block.timestamp < until || member.openPanels != 0) revert Panels_BondHeld(until, member.openPanels);
        delete _members[kind][msg.sender];
        bond = member.bond;
        emit BondReturned(kind, msg.sender, to, bond);
        if (bond != 0) GTOKEN.safeTransfer(to, bond);
    }

    /// @inheritdoc IPanels
    function setLimits(PanelLimits calldata newLimits) external override onlyOwner {
        _setLimits(newLimits);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IPanels
    function memberOf(bytes32 kind, address account) external view override returns (PanelMember memory) {
        return _members[kind][account];
    }

    /// @inheritdoc IPanels
    function placeCount(bytes32 kind) external view override returns (uint256) {
        return _places[kind].length;
    }

    /// @inheritdoc IPanels
    function placeOf(bytes32 kind, uint256 index) external view override returns (PanelPlace memory) {
        return _places[kind][index];
    }

    /// @inheritdoc IPanels
    function limits() external view override returns (PanelLimits memory) {
        return _limits;
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Takes a fine from a member, who leaves the list when less is left than another one. Returns what was taken.
    function _fine(uint256 panelId, bytes32 kind, address account) internal returns (uint256 fine) {
        PanelMember storage member = _members[kind][account];
        uint256 bond = member.bond;
        uint256 most = _limits.fine;
        fine = bond < most ? bond : most;
        member.bond = uint96(bond - fine);
        emit MemberFined(panelId, kind, account, fine, bond - fine);
        if (bond - fine < most && member.place != 0) _vacate(kind, account, member);
    }

    function _countAt(bytes32 kind, uint256 time) internal view returns (uint256) {
        return _counts[kind].upperLookupRecent(uint48(time));
    }

    function _votesAt(address account, uint256 time) internal view returns (uint256) {
        return IVotes(STAKED_G).getPastVotes(account, time);
    }

    function _isTakenAt(PanelPlace memory place, uint256 time) internal pure returns (bool) {
        return place.joinedAt <= time && (place.leftAt == 0 || place.leftAt > time);
    }

    /// @dev The place that was left first, once no draw looks back to then; else a new one.
    function _freePlace(bytes32 kind) private returns (uint256 index) {
        DoubleEndedQueue.Bytes32Deque storage vacant = _vacant[kind];
        PanelPlace[] storage places = _places[kind];
        (bool exists, bytes32 front) = vacant.tryFront();
        if (exists && places[uint256(front)].leftAt + DRAWABLE_SECONDS <= block.timestamp) {
            // `front`, as was seen above.
            // slither-disable-next-line unused-return
            vacant.popFront();
            return uint256(front);
        }
        index = places.length;
        places.push();
        // What it says was the count before.
        // slither-disable-next-line unused-return
        _counts[kind].push(uint48(block.timestamp), uint208(index + 1));
    }

    function _vacate(bytes32 kind, address account, PanelMember storage member) private {
        uint32 place = member.place;
        member.place = 0;
        member.leftAt = uint40(block.timestamp);
        _places[kind][place - 1].leftAt = uint40(block.timestamp);
        _vacant[kind].pushBack(bytes32(uint256(place - 1)));
        emit Left(kind, account, place);
    }

    function _setLimits(PanelLimits memory newLimits) private {
        _checkWithin(newLimits.leastStake, LEAST_STAKE, MOST_STAKE);
        _checkWithin(newLimits.bond, LEAST_BOND, MOST_BOND);
        _checkWithin(newLimits.fine, 1, newLimits.bond);
        _limits = newLimits;
        emit PanelLimitsSet(newLimits);
    }

    function _checkWithin(uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert Panels_LimitOutOfBounds(value, least, most);
    }
}
