// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IAttestations} from "./interfaces/IAttestations.sol";
import {IClassCatalog} from "./interfaces/IClassCatalog.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IFuturesCommitment} from "./interfaces/IFuturesCommitment.sol";
import {IPToken} from "./interfaces/IPToken.sol";
import {Attested} from "./types/AttestationsTypes.sol";
import {Commitment, CommitmentTerms} from "./types/FuturesCommitmentTypes.sol";

/// @title FuturesCommitment
/// @notice Holds the bonds of commitments (providers' promises of GPU time). Its code cannot be changed and it has no
/// owner.
contract FuturesCommitment is IFuturesCommitment, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;

    uint256 public constant LEAST_LEAD_SECONDS = 1 hours;
    uint256 public constant MOST_LEAD_SECONDS = 90 days;
    uint256 public constant LEAST_WINDOW_SECONDS = 1 hours;
    uint256 public constant MOST_WINDOW_SECONDS = 28 days;
    uint256 public constant MOST_GPUS = 10_000;
    uint256 public constant MOST_PRICE_TIMES = 4;
    uint256 public constant LEAST_BOND = 10e18;
    uint256 public constant LEAST_BOND_BPS = 2_000;
    /// @notice The largest part of a bond that validators may slash, in basis points; the same as in StakeVault.
    uint256 public constant MOST_SLASH_BPS = 5_000;
    /// @notice The share of the slashed amount, in basis points, that goes to the account to which the GPU time was
    /// promised. It is small, because the provider may own that account.
    uint256 public constant PROMISED_TO_BPS = 1_000;
    uint256 public constant RECORD_SECONDS = 14 days;
    uint256 public constant CORRECTION_SECONDS = 72 hours;

    uint256 private constant BPS = 10_000;
    uint256 private constant EPOCH_SECONDS = 1 hours;
    bytes32 private constant SUBJECT = "commitments";
    bytes32 private constant KIND = "Commitment";
    bytes32 private constant ATTESTATIONS = "Attestations";
    bytes32 private constant CLASS_CATALOG = "ClassCatalog";

    IERC20 public immutable PTOKEN;
    IDirectory public immutable DIRECTORY;

    /// @inheritdoc IFuturesCommitment
    uint256 public override commitmentCount;

    mapping(uint256 id => Commitment commitment) private _commitments;

    /// @inheritdoc IFuturesCommitment
    mapping(address account => uint256 amount) public override owedTo;

    constructor(IERC20 ptoken, IDirectory directory) {
        PTOKEN = ptoken;
        DIRECTORY = directory;
    }

    // ── Promising ───────────────────────────────────────────────────────────

    /// @inheritdoc IFuturesCommitment
    function commit(CommitmentTerms calldata terms) external override nonReentrant returns (uint256 id) {
        _checkWindow(terms.from, terms.until);
        uint256 mostGpuSeconds = uint256(terms.until - terms.from) * MOST_GPUS;
        if (terms.gpuSeconds == 0 || terms.gpuSeconds > mostGpuSeconds) {
            revert FuturesCommitment_AmountInvalid(terms.gpuSeconds, mostGpuSeconds);
        }
        if (terms.promisedTo == msg.sender) revert FuturesCommitment_PromisedToSelf();
        IClassCatalog catalog = IClassCatalog(DIRECTORY.get(CLASS_CATALOG));
        uint256 reference_ = catalog.classOf(terms.classId).referencePricePerGpuSecond;
        uint256 mostPrice = reference_ * MOST_PRICE_TIMES;
        if (terms.pricePerGpuSecond == 0 || terms.pricePerGpuSecond > mostPrice) {
            revert FuturesCommitment_PriceInvalid(terms.pricePerGpuSecond, mostPrice);
        }
        uint256 value = reference_ * terms.gpuSeconds;
        uint256 leastBond = Math.max(LEAST_BOND, Math.ceilDiv(value * LEAST_BOND_BPS, BPS));
        if (terms.bond < leastBond) revert FuturesCommitment_BondTooLow(terms.bond, leastBond);
        id = ++commitmentCount;
        Commitment storage it = _commitments[id];
        (it.provider, it.from, it.until, it.classId) = (msg.sender, terms.from, terms.until, terms.classId);
        (it.promisedTo, it.bond) = (terms.promisedTo, terms.bond);
        it.gpuSeconds = terms.gpuSeconds;
        (it.pricePerGpuSecond, it.value) = (terms.pricePerGpuSecond, value.toUint128());
        emit Committed(id, msg.sender, terms, value);
        PTOKEN.safeTransferFrom(msg.sender, address(this), terms.bond);
    }

    // ── Measuring ───────────────────────────────────────────────────────────

    /// @inheritdoc IFuturesCommitment
    function record(uint256 id, uint64 delivered, bytes32[] calldata proof) external override {
        Commitment storage it = _open(id);
        (uint256 until, uint256 recordedAt) = (it.until, it.recordedAt);
        uint256 last = recordedAt == 0 ? until + RECORD_SECONDS : recordedAt + CORRECTION_SECONDS;
        if (block.timestamp < until || block.timestamp >= last) {
            revert FuturesCommitment_NotRecordable(id, until, last, block.timestamp);
        }
        Attested memory attested = _attested();
        uint256 firstEpoch = Math.max(Math.ceilDiv(until, EPOCH_SECONDS), uint256(it.recordedEpoch) + 1);
        if (attested.epoch < firstEpoch) {
            revert FuturesCommitment_RootTooEarly(id, attested.epoch, firstEpoch);
        }
        bytes32 leaf = leafOf(id, delivered);
        if (!MerkleProof.verifyCalldata(proof, attested.root, leaf)) revert FuturesCommitment_LeafUnknown(leaf);
        if (recordedAt == 0) {
            recordedAt = block.timestamp;
            it.recordedAt = uint40(recordedAt);
        }
        uint64 counted = uint64(Math.min(delivered, it.gpuSeconds));
        (it.delivered, it.recordedEpoch) = (counted, attested.epoch);
        emit DeliveryRecorded(id, counted, attested.epoch, recordedAt + CORRECTION_SECONDS);
    }

    /// @inheritdoc IFuturesCommitment
    function settle(uint256 id) external override nonReentrant {
        Commitment storage it = _open(id);
        bool measured = it.recordedAt != 0;
        uint256 from = measured ? it.recordedAt + CORRECTION_SECONDS : it.until + RECORD_SECONDS;
        if (block.timestamp < from) revert FuturesCommitment_NotSettleable(id, from, block.timestamp);
        it.settled = true;
        (uint256 bond, uint256 slashed, uint256 compensated) = (it.bond, 0, 0);
        (uint256 fulfilledValue, uint256 failedValue) = (0, 0);
        if (measured) {
            uint256 promised = it.gpuSeconds;
            fulfilledValue = uint256(it.value) * it.delivered / promised;
            failedValue = it.value - fulfilledValue;
            // Rounded up, to the disadvantage of the provider that did not deliver.
            slashed = Math.ceilDiv(bond * (promised - it.delivered) * MOST_SLASH_BPS, promised * BPS);
            if (it.promisedTo != address(0)) compensated = slashed * PROMISED_TO_BPS / BPS;
        }
        address provider = it.provider;
        owedTo[provider] += bond - slashed;
        if (compensated != 0) owedTo[it.promisedTo] += compensated;
        emit CommitmentSettled(
            id, provider, measured, fulfilledValue, failedValue, it.until, slashed, compensated
        );
        if (slashed != 0) IPToken(address(PTOKEN)).burn(slashed - compensated);
    }

    /// @inheritdoc IFuturesCommitment
    function withdraw(address to) external override nonReentrant returns (uint256 amount) {
        amount = owedTo[msg.sender];
        if (amount == 0) revert FuturesCommitment_NothingOwed(msg.sender);
        owedTo[msg.sender] = 0;
        emit PaidOut(msg.sender, to, amount);
        PTOKEN.safeTransfer(to, amount);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IFuturesCommitment
    function commitmentOf(uint256 id) external view override returns (Commitment memory) {
        return _commitments[id];
    }

    /// @inheritdoc IFuturesCommitment
    function leafOf(uint256 id, uint64 delivered) public view override returns (bytes32) {
        return keccak256(
            bytes.concat(keccak256(abi.encode(KIND, block.chainid, address(this), id, delivered)))
        );
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _open(uint256 id) private view returns (Commitment storage it) {
        it = _commitments[id];
        if (it.provider == address(0) || it.settled) revert FuturesCommitment_NotOpen(id);
    }

    /// @dev Returns the latest root about commitments. Reverts unless at least 4 validators signed it. Also reverts
    /// unless the Directory trusts Attestations, the contract that holds the root, with bonds.
    function _attested() private view returns (Attested memory attested) {
        address attestations = DIRECTORY.get(ATTESTATIONS);
        if (!DIRECTORY.mayTakeBonds(ATTESTATIONS, attestations)) {
            revert FuturesCommitment_QuorumUntrusted(attestations);
        }
        attested = IAttestations(attestations).attestedOf(SUBJECT);
        if (!attested.full) revert FuturesCommitment_PowerTooSmall();
    }

    function _checkWindow(uint256 from, uint256 until) private view {
        uint256 time = block.timestamp;
        bool ahead = from >= time + LEAST_LEAD_SECONDS && from <= time + MOST_LEAD_SECONDS;
        bool sized = until >= from + LEAST_WINDOW_SECONDS && until <= from + MOST_WINDOW_SECONDS;
        if (!ahead || !sized) revert FuturesCommitment_WindowInvalid(from, until, time);
    }
}
