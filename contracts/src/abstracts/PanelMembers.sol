// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IDirectory} from "../interfaces/IDirectory.sol";
import {IPanels} from "../interfaces/IPanels.sol";
import {BeaconRoundLib} from "../libraries/BeaconRoundLib.sol";
import {WeightTreeLib} from "../libraries/WeightTreeLib.sol";
import {PanelLimits, PanelMember, PanelPlace, WeightTree} from "../types/PanelsTypes.sol";

/// @title Members that may be selected, and their bonds
/// @dev A member's weight is its bond of G tokens in this contract. So no token counts twice, and a weight changes
/// in the same transaction as the bond.
abstract contract PanelMembers is IPanels, Ownable2Step, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using WeightTreeLib for WeightTree;

    /// @notice For this long after a member has left the list of reviewers, auditors or jurors, its bond stays in this
    /// contract.
    uint256 public constant HELD_SECONDS = 7 days;
    uint256 public constant LEAST_BOND = 10e18;
    uint256 public constant MOST_BOND = 100_000e18;
    /// @notice The largest bond with which an account can join, as a multiple of the least bond. The bond is the
    /// member's weight in selections.
    uint256 public constant MOST_WEIGHT_TIMES = 8;
    /// @dev The base units of G in one unit of weight: a weight counts thousandths of G. The maximum weight is
    /// 800,000 G tokens, or 8e8 units, which fits 30 bits.
    uint256 private constant WEIGHT_UNIT = 1e15;

    IERC20 public immutable GTOKEN;
    IDirectory public immutable DIRECTORY;

    PanelLimits internal _limits;

    mapping(bytes32 kind => WeightTree tree) internal _trees;
    mapping(bytes32 kind => mapping(address account => PanelMember member)) internal _members;

    constructor(IERC20 gtoken, IDirectory directory, PanelLimits memory initialLimits) {
        GTOKEN = gtoken;
        DIRECTORY = directory;
        _setLimits(initialLimits);
    }

    // ── Members ─────────────────────────────────────────────────────────────

    /// @inheritdoc IPanels
    function join(bytes32 kind, uint96 bond) external override nonReentrant {
        PanelMember storage member = _members[kind][msg.sender];
        if (member.bond != 0 || member.leftAt != 0) revert Panels_AlreadyMember(kind, msg.sender);
        uint256 least = _limits.bond;
        if (bond < least || bond > least * MOST_WEIGHT_TIMES) {
            revert Panels_BondOutOfRange(bond, least, least * MOST_WEIGHT_TIMES);
        }
        uint32 place = member.place;
        if (place == 0) place = _trees[kind].append(msg.sender) + 1;
        _members[kind][msg.sender] = PanelMember(bond, place, 0, 0, 0);
        _weigh(kind, place, bond);
        emit Joined(kind, msg.sender, place, bond);
        GTOKEN.safeTransferFrom(msg.sender, address(this), bond);
    }

    /// @inheritdoc IPanels
    function resign(bytes32 kind) external override {
        PanelMember storage member = _members[kind][msg.sender];
        if (!_isIn(member)) revert Panels_NotMember(kind, msg.sender);
        _leave(kind, msg.sender, member);
    }

    /// @inheritdoc IPanels
    function withdraw(bytes32 kind, address to) external override nonReentrant returns (uint256 bond) {
        PanelMember storage member = _members[kind][msg.sender];
        if (member.leftAt == 0) revert Panels_NotMember(kind, msg.sender);
        uint256 until = member.leftAt + HELD_SECONDS;
        if (block.timestamp < until || member.openPanels != 0) revert Panels_BondHeld(until, member.openPanels);
        bond = member.bond;
        member.bond = 0;
        member.leftAt = 0;
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
        return _trees[kind].count;
    }

    /// @inheritdoc IPanels
    function placeOf(bytes32 kind, uint256 index) external view override returns (PanelPlace memory) {
        return _trees[kind].places[index];
    }

    /// @inheritdoc IPanels
    function limits() external view override returns (PanelLimits memory) {
        return _limits;
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Takes a fine from a member's bond and returns the amount taken. If the rest of the bond does not cover
    /// another fine, the member is removed from the list. A member pays one fine for all panels that were selected
    /// before the fine. Otherwise one absence could cost a whole bond, and an attacker could raise the loss by
    /// requesting many panels.
    function _fine(uint256 panelId, bytes32 kind, address account, uint256 drawnAt) internal returns (uint256 fine) {
        PanelMember storage member = _members[kind][account];
        if (member.finedAt > drawnAt) return 0;
        uint256 bond = member.bond;
        uint256 most = _limits.fine;
        fine = bond < most ? bond : most;
        bool isIn = _isIn(member);
        member.bond = uint96(bond - fine);
        member.finedAt = uint40(block.timestamp);
        emit MemberFined(panelId, kind, account, fine, bond - fine);
        if (!isIn) return fine;
        if (bond - fine < most) _leave(kind, account, member);
        else _weigh(kind, member.place, bond - fine);
    }

    function _isIn(PanelMember storage member) private view returns (bool) {
        return member.bond != 0 && member.leftAt == 0;
    }

    function _leave(bytes32 kind, address account, PanelMember storage member) private {
        member.leftAt = uint40(block.timestamp);
        _weigh(kind, member.place, 0);
        emit Left(kind, account, member.place);
    }

    function _weigh(bytes32 kind, uint32 place, uint256 bond) private {
        _trees[kind].set(
            place - 1, uint32(bond / WEIGHT_UNIT), uint32(BeaconRoundLib.lastClosedAt(block.timestamp))
        );
    }

    function _setLimits(PanelLimits memory newLimits) private {
        _checkWithin(newLimits.bond, LEAST_BOND, MOST_BOND);
        _checkWithin(newLimits.fine, 1, newLimits.bond);
        _limits = newLimits;
        emit PanelLimitsSet(newLimits);
    }

    function _checkWithin(uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert Panels_LimitOutOfBounds(value, least, most);
    }
}
