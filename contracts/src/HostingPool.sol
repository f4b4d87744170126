// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IAttestations} from "./interfaces/IAttestations.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IHostingPool} from "./interfaces/IHostingPool.sol";
import {HostingLib} from "./libraries/HostingLib.sol";
import {Attested} from "./types/AttestationsTypes.sol";
import {
    AssignedDay,
    HostingBudget,
    HostingClaim,
    HostingProgramme,
    HostingShare,
    ProvenBudget
} from "./types/HostingPoolTypes.sol";

/// @title HostingPool
/// @notice Holds the money of sponsors for the hosting of models. Its code cannot be changed, it has no owner, and
/// nothing can pause it.
contract HostingPool is IHostingPool, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;
    using HostingLib for *;

    bytes32 public constant SUBJECT = "hosting";
    uint256 public constant PROGRAMME_DAYS = 25;
    uint256 public constant PUBLISH_DAYS = 3;
    uint256 public constant REFUND_DAYS = 30;
    uint256 public constant LATEST_DAYS = 90;
    uint256 public constant LEAST_PER_DAY = 1e17;
    uint256 public constant MOST_MODEL_BYTES = 500;
    bytes32 private constant ATTESTATIONS = "Attestations";

    IERC20 public immutable PTOKEN;
    IDirectory public immutable DIRECTORY;
    uint32 public immutable override DAY_SECONDS;

    /// @inheritdoc IHostingPool
    uint64 public override programmeCount;

    /// @inheritdoc IHostingPool
    mapping(uint40 day => bytes32 root) public override rootOf;

    /// @inheritdoc IHostingPool
    mapping(bytes32 leaf => bool claimed) public override isClaimed;

    mapping(uint64 id => HostingProgramme programme) private _programmes;
    mapping(uint64 id => mapping(uint40 day => AssignedDay assigned)) private _assigned;

    constructor(IERC20 ptoken, IDirectory directory, uint32 daySeconds) {
        PTOKEN = ptoken;
        DIRECTORY = directory;
        DAY_SECONDS = daySeconds;
    }

    /// @inheritdoc IHostingPool
    function sponsor(uint96 perDay, string calldata model) external override nonReentrant returns (uint64 id) {
        if (perDay < LEAST_PER_DAY) revert HostingPool_AmountTooLow(perDay, LEAST_PER_DAY);
        uint256 length = bytes(model).length;
        if (length == 0 || length > MOST_MODEL_BYTES) revert HostingPool_ModelLength(length, MOST_MODEL_BYTES);
        uint256 amount = perDay * PROGRAMME_DAYS;
        uint40 firstDay = _today().toUint40();
        id = ++programmeCount;
        _programmes[id] = HostingProgramme(msg.sender, amount.toUint96(), perDay, firstDay);
        emit ProgrammeSponsored(id, msg.sender, perDay, firstDay, model);
        PTOKEN.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc IHostingPool
    function publish(uint40 day, bytes32 root, bytes calldata shares) external override {
        if (root == 0) revert HostingPool_RootZero();
        uint256 today = _today();
        if (day >= today || day + PUBLISH_DAYS < today) {
            revert HostingPool_DayOutOfRange(day, today - PUBLISH_DAYS, today - 1);
        }
        if (rootOf[day] != 0) revert HostingPool_DayPublished(day);
        Attested memory attested = IAttestations(DIRECTORY.get(ATTESTATIONS)).attestedOf(SUBJECT);
        bytes32 statement = statementOf(day, root, shares);
        if (attested.root != statement) revert HostingPool_NotAttested(statement, attested.root);
        if (!attested.full) revert HostingPool_PowerTooSmall();
        rootOf[day] = root;
        emit HostingPublished(day, root, shares);
    }

    /// @inheritdoc IHostingPool
    function claim(HostingClaim[] calldata claims) external override nonReentrant returns (uint256 paid) {
        for (uint256 i = 0; i < claims.length; ++i) {
            HostingShare calldata share = claims[i].share;
            bytes32 leaf = share.leafOf();
            if (isClaimed[leaf]) continue;
            _assign(HostingBudget(share.programme, share.day, claims[i].budget), claims[i].budgetPath);
            _checkLeaf(share.day, leaf, claims[i].path);
            AssignedDay storage assigned = _assigned[share.programme][share.day];
            if (share.amount > assigned.left) revert HostingPool_BudgetSpent(share.amount, assigned.left);
            assigned.left -= share.amount;
            isClaimed[leaf] = true;
            paid += share.amount;
            emit ShareClaimed(share.programme, share.day, share.account, share.amount);
            PTOKEN.safeTransfer(share.account, share.amount);
        }
    }

    /// @inheritdoc IHostingPool
    function refund(uint64 id, ProvenBudget[] calldata budgets)
        external
        override
        nonReentrant
        returns (uint256 amount)
    {
        for (uint256 i = 0; i < budgets.length; ++i) {
            _assign(budgets[i].budget, budgets[i].path);
        }
        HostingProgramme memory programme = _programmeOf(id);
        uint256 today = _today();
        uint256 first = programme.firstDay;
        if (today < first + REFUND_DAYS) revert HostingPool_TooEarly(today, first + REFUND_DAYS);
        if (today < first + LATEST_DAYS) _checkAssigned(id, first);
        amount = programme.rest;
        delete _programmes[id];
        emit ProgrammeReturned(id, programme.sponsor, amount);
        PTOKEN.safeTransfer(programme.sponsor, amount);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IHostingPool
    function programmeOf(uint64 id) external view override returns (HostingProgramme memory) {
        return _programmes[id];
    }

    /// @inheritdoc IHostingPool
    function assignedOf(uint64 id, uint40 day) external view override returns (AssignedDay memory) {
        return _assigned[id][day];
    }

    /// @inheritdoc IHostingPool
    function statementOf(uint40 day, bytes32 root, bytes calldata shares) public view override returns (bytes32) {
        return keccak256(abi.encode(SUBJECT, block.chainid, address(this), day, root, keccak256(shares)));
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Assigns a part of a programme to a day, unless the day is assigned already.
    function _assign(HostingBudget memory budget, bytes32[] calldata path) private {
        AssignedDay storage assigned = _assigned[budget.programme][budget.day];
        if (assigned.isAssigned) return;
        _checkLeaf(budget.day, budget.leafOf(), path);
        HostingProgramme memory programme = _programmeOf(budget.programme);
        uint256 first = programme.firstDay;
        uint256 last = first + PROGRAMME_DAYS - 1;
        if (budget.day < first || budget.day > last) revert HostingPool_DayOutOfRange(budget.day, first, last);
        if (budget.amount > programme.perDay) revert HostingPool_BudgetTooHigh(budget.amount, programme.perDay);
        (assigned.left, assigned.isAssigned) = (budget.amount, true);
        // A programme has `perDay` for each of its days, and each day is assigned once, so the rest is large enough.
        _programmes[budget.programme].rest = programme.rest - budget.amount;
        emit BudgetAssigned(budget.programme, budget.day, budget.amount);
    }

    function _checkLeaf(uint40 day, bytes32 leaf, bytes32[] calldata path) private view {
        // A day without a root has the root 0. No path leads to it, because no hash is 0.
        if (!MerkleProof.verifyCalldata(path, rootOf[day], leaf)) revert HostingPool_LeafUnknown(leaf, day);
    }

    /// @dev Checks that each day of a programme is assigned if it has a root. No root of these days can come later.
    function _checkAssigned(uint64 id, uint256 first) private view {
        for (uint256 day = first; day < first + PROGRAMME_DAYS; ++day) {
            if (rootOf[uint40(day)] != 0 && !_assigned[id][uint40(day)].isAssigned) {
                revert HostingPool_DayNotAssigned(day);
            }
        }
    }

    function _programmeOf(uint64 id) private view returns (HostingProgramme memory programme) {
        programme = _programmes[id];
        if (programme.sponsor == address(0)) revert HostingPool_ProgrammeUnknown(id);
    }

    function _today() private view returns (uint256) {
        return block.timestamp / DAY_SECONDS;
    }
}
