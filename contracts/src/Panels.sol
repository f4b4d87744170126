// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {PanelMembers} from "./abstracts/PanelMembers.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IPanels} from "./interfaces/IPanels.sol";
import {IRandomBeacon} from "./interfaces/IRandomBeacon.sol";
import {BeaconRoundLib} from "./libraries/BeaconRoundLib.sol";
import {WeightTreeLib} from "./libraries/WeightTreeLib.sol";
import {Drawing, Panel, PanelLimits, WeightTree} from "./types/PanelsTypes.sol";

/// @title Panels
/// @notice Holds the bonds of reviewers and auditors. Its code cannot be changed.
contract Panels is IPanels, PanelMembers {
    using SafeERC20 for IERC20;
    using WeightTreeLib for WeightTree;

    uint256 public constant MAX_SIZE = 15;
    uint256 public constant MAX_EXCLUDED = 8;
    uint256 public constant LEAST_ANSWER_SECONDS = 1 hours;
    uint256 public constant MOST_ANSWER_SECONDS = 30 days;
    bytes32 private constant RANDOM_BEACON = "RandomBeacon";
    bytes32 private constant TREASURY = "Treasury";

    /// @dev The id of the newest panel (a group of selected reviewers, auditors or jurors). Ids count from 1.
    uint256 private _panelCount;

    mapping(uint256 panelId => Panel panel) private _panels;
    // The next variable is written only through the storage pointer in `draw`.
    // slither-disable-start uninitialized-state
    /// @dev The members of each panel, as their positions in the list of all members, counted from 1. Eight positions
    /// are in one storage slot. Only the first `size` of a panel are used.
    mapping(uint256 panelId => uint32[MAX_SIZE] places) private _drawn;
    // slither-disable-end uninitialized-state
    /// @dev The accounts that a panel excludes, without repetitions. The first zero ends the list.
    mapping(uint256 panelId => address[MAX_EXCLUDED] excluded) private _excluded;
    /// @dev Fines that were taken while the Directory named no treasury. They are sent together with the next fine that
    /// is taken while it names one.
    uint256 private _waitingFines;

    constructor(
        IERC20 gtoken,
        IDirectory directory,
        address initialOwner,
        PanelLimits memory initialLimits
    ) Ownable(initialOwner) PanelMembers(gtoken, directory, initialLimits) {}

    // ── Panels ──────────────────────────────────────────────────────────────

    /// @inheritdoc IPanels
    function request(bytes32 kind, bytes32 subject, uint8 size, uint24 answerSeconds, address[] calldata excluded)
        external
        override
        returns (uint256 panelId)
    {
        if (!DIRECTORY.mayTakeBonds(kind, msg.sender)) revert Panels_CallerNotConsumer(msg.sender, kind);
        if (size == 0 || size > MAX_SIZE) revert Panels_SizeOutOfRange(size, MAX_SIZE);
        if (answerSeconds < LEAST_ANSWER_SECONDS || answerSeconds > MOST_ANSWER_SECONDS) {
            revert Panels_AnswerTimeOutOfRange(answerSeconds, LEAST_ANSWER_SECONDS, MOST_ANSWER_SECONDS);
        }
        if (excluded.length > MAX_EXCLUDED) revert Panels_TooManyExcluded(excluded.length, MAX_EXCLUDED);
        panelId = ++_panelCount;
        uint64 round = _beacon().openRound();
        Panel storage panel = _panels[panelId];
        panel.consumer = msg.sender;
        panel.round = round;
        panel.size = size;
        panel.answerSeconds = answerSeconds;
        panel.kind = kind;
        _exclude(panelId, excluded);
        emit PanelRequested(panelId, msg.sender, subject, kind, round, size, answerSeconds, excluded);
    }

    /// @inheritdoc IPanels
    function draw(uint256 panelId) external override returns (address[] memory members) {
        Panel storage panel = _open(panelId);
        if (panel.answerUntil != 0) revert Panels_AlreadyDrawn(panelId);
        bytes32 kind = panel.kind;
        if (!DIRECTORY.mayTakeBonds(kind, panel.consumer)) revert Panels_CallerNotConsumer(panel.consumer, kind);
        (uint64 round, bytes32 seed) = seedFor(panelId);
        // These comparisons are safe: a seed and selected members either exist or not, and nobody can change that as
        // they can change a balance.
        // slither-disable-start incorrect-equality
        if (seed == 0) revert Panels_NoSeedYet(panel.round);
        uint32[] memory places = _pick(panelId, seed, round);
        if (places.length == 0) {
            // slither-disable-end incorrect-equality
            uint64 next = _beacon().openRound();
            panel.round = next;
            emit PanelPutOff(panelId, next);
            return members;
        }
        uint40 answerUntil = uint40(block.timestamp + panel.answerSeconds);
        panel.round = round;
        panel.answerUntil = answerUntil;
        uint32[MAX_SIZE] storage drawn = _drawn[panelId];
        for (uint256 i = 0; i < places.length; ++i) {
            drawn[i] = places[i];
        }
        members = membersOf(panelId);
        for (uint256 i = 0; i < members.length; ++i) {
            ++_members[kind][members[i]].openPanels;
        }
        emit PanelDrawn(panelId, round, answerUntil, members);
    }

    /// @inheritdoc IPanels
    function noteAnswer(uint256 panelId, address member) external override {
        Panel storage panel = _ofCaller(panelId);
        uint256 until = panel.answerUntil;
        if (until == 0) revert Panels_NotDrawn(panelId);
        if (block.timestamp >= until) revert Panels_AnswerOver(until, block.timestamp);
        uint32 bit = uint32(1 << _indexOn(panelId, member));
        if (panel.answered & bit != 0) revert Panels_AlreadyAnswered(panelId, member);
        panel.answered |= bit;
        --_members[panel.kind][member].openPanels;
        emit PanelAnswered(panelId, member);
    }

    /// @inheritdoc IPanels
    function close(uint256 panelId) external override nonReentrant {
        Panel storage panel = _open(panelId);
        if (panel.answerUntil == 0) revert Panels_NotDrawn(panelId);
        if (!isOver(panelId)) revert Panels_AnswerOpen(panel.answerUntil, block.timestamp);
        panel.closed = true;
        bytes32 kind = panel.kind;
        address[] memory silent = _silentOn(panelId);
        uint256 drawnAt = panel.answerUntil - panel.answerSeconds;
        uint256 fined = 0;
        for (uint256 i = 0; i < silent.length; ++i) {
            --_members[kind][silent[i]].openPanels;
            fined += _fine(panelId, kind, silent[i], drawnAt);
        }
        emit PanelClosed(panelId, fined);
        if (fined == 0) return;
        // Without a treasury, the fines stay in this contract until the Directory names one. A revert would keep the
        // panel open and its members' bonds locked.
        address treasury = DIRECTORY.get(TREASURY);
        uint256 waiting = _waitingFines + fined;
        _waitingFines = treasury == address(0) ? waiting : 0;
        if (treasury != address(0)) GTOKEN.safeTransfer(treasury, waiting);
    }

    /// @inheritdoc IPanels
    function drop(uint256 panelId) external override {
        Panel storage panel = _ofCaller(panelId);
        panel.closed = true;
        address[] memory silent = _silentOn(panelId);
        for (uint256 i = 0; i < silent.length; ++i) {
            --_members[panel.kind][silent[i]].openPanels;
        }
        emit PanelClosed(panelId, 0);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IPanels
    function isOver(uint256 panelId) public view override returns (bool) {
        Panel storage panel = _panels[panelId];
        uint256 until = panel.answerUntil;
        if (until == 0) return false;
        return block.timestamp >= until || panel.answered == (1 << panel.size) - 1;
    }

    /// @inheritdoc IPanels
    function seedFor(uint256 panelId) public view override returns (uint64 round, bytes32 seed) {
        round = BeaconRoundLib.lastClosedAt(block.timestamp);
        if (round >= _panels[panelId].round) seed = _beacon().seedOf(round);
    }

    /// @inheritdoc IPanels
    function panelOf(uint256 panelId) external view override returns (Panel memory) {
        return _panels[panelId];
    }

    /// @inheritdoc IPanels
    function membersOf(uint256 panelId) public view override returns (address[] memory members) {
        Panel storage panel = _panels[panelId];
        if (panel.answerUntil == 0) return members;
        WeightTree storage tree = _trees[panel.kind];
        uint32[MAX_SIZE] storage drawn = _drawn[panelId];
        members = new address[](panel.size);
        for (uint256 i = 0; i < members.length; ++i) {
            members[i] = tree.places[drawn[i] - 1].account;
        }
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Stores the excluded accounts, each of them once: the same account often has two roles, and each stored
    /// account costs a storage slot.
    function _exclude(uint256 panelId, address[] calldata accounts) private {
        address[MAX_EXCLUDED] storage excluded = _excluded[panelId];
        uint256 count = 0;
        for (uint256 i = 0; i < accounts.length; ++i) {
            address account = accounts[i];
            uint256 earlier = 0;
            while (accounts[earlier] != account) ++earlier;
            // The zero address can be on no list.
            if (earlier == i && account != address(0)) excluded[count++] = account;
        }
    }

    /// @dev Selects distinct members one after another, but none of the panel's excluded accounts. In each step, a
    /// member's chance is in proportion to its weight among the remaining members. Returns the members' positions,
    /// counted from 1, or an empty list if there are too few members. For one panel, the result depends only on the
    /// seed and on the list as it was when the round closed.
    function _pick(uint256 panelId, bytes32 seed, uint64 round) private view returns (uint32[] memory places) {
        bytes32 kind = _panels[panelId].kind;
        uint256 size = _panels[panelId].size;
        WeightTree storage tree = _trees[kind];
        if (tree.count == 0) return places;
        address[MAX_EXCLUDED] storage excluded = _excluded[panelId];
        Drawing memory drawing = tree.begin(uint32(round), size + MAX_EXCLUDED);
        for (uint256 i = 0; i < MAX_EXCLUDED; ++i) {
            address account = excluded[i];
            if (account == address(0)) break;
            uint32 place = _members[kind][account].place;
            if (place != 0) tree.leaveOut(drawing, place - 1);
        }
        places = new uint32[](size);
        for (uint256 i = 0; i < size; ++i) {
            // This comparison with zero is safe, because nobody can add weight to a closed round.
            // slither-disable-next-line incorrect-equality
            if (drawing.left == 0) return new uint32[](0);
            // The seed comes from the random beacon, so no block producer can choose it.
            // slither-disable-next-line weak-prng
            places[i] = tree.take(drawing, uint256(keccak256(abi.encode(seed, panelId, i))) % drawing.left) + 1;
        }
    }

    /// @dev Returns the selected members that have not answered. Reads no other member, because each read of a position
    /// costs gas. Empty before the selection.
    function _silentOn(uint256 panelId) private view returns (address[] memory silent) {
        Panel storage panel = _panels[panelId];
        if (panel.answerUntil == 0) return silent;
        (uint256 size, uint256 answered) = (panel.size, panel.answered);
        WeightTree storage tree = _trees[panel.kind];
        uint32[MAX_SIZE] storage drawn = _drawn[panelId];
        silent = new address[](size);
        uint256 count = 0;
        for (uint256 i = 0; i < size; ++i) {
            if ((answered >> i) & 1 == 0) silent[count++] = tree.places[drawn[i] - 1].account;
        }
        assembly ("memory-safe") {
            mstore(silent, count)
        }
    }

    function _open(uint256 panelId) private view returns (Panel storage panel) {
        panel = _panels[panelId];
        if (panel.consumer == address(0)) revert Panels_PanelUnknown(panelId);
        if (panel.closed) revert Panels_PanelClosed(panelId);
    }

    function _ofCaller(uint256 panelId) private view returns (Panel storage panel) {
        panel = _open(panelId);
        if (msg.sender != panel.consumer) revert Panels_CallerNotConsumer(msg.sender, panel.kind);
    }

    function _indexOn(uint256 panelId, address member) private view returns (uint256) {
        uint32 place = _members[_panels[panelId].kind][member].place;
        if (place == 0) revert Panels_NotOnPanel(panelId, member);
        uint32[MAX_SIZE] storage drawn = _drawn[panelId];
        for (uint256 i = 0; i < MAX_SIZE; ++i) {
            if (drawn[i] == place) return i;
        }
        revert Panels_NotOnPanel(panelId, member);
    }

    function _beacon() private view returns (IRandomBeacon) {
        return IRandomBeacon(DIRECTORY.get(RANDOM_BEACON));
    }
}
