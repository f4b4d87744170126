// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {MarketCalendar} from "./abstracts/MarketCalendar.sol";
import {MarketOrders} from "./abstracts/MarketOrders.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {INodeRegistry} from "./interfaces/INodeRegistry.sol";
import {IPToken} from "./interfaces/IPToken.sol";
import {FeeLib} from "./libraries/FeeLib.sol";
import {LeaseLib} from "./libraries/LeaseLib.sol";
import {MatchLib} from "./libraries/MatchLib.sol";
import {NodeIdLib} from "./libraries/NodeIdLib.sol";
import {OrderLib} from "./libraries/OrderLib.sol";
import {Account, LeaseSlot, LeaseTerms, MarketStorage, SettleItem} from "./types/MarketTypes.sol";
import {NodeListing} from "./types/NodeRegistryTypes.sol";

/// @title Market
/// @notice Balances, orders, capacity and leases. Holds every renter's and provider's PToken; the code cannot be changed.
contract Market is IMarket, MarketCalendar, MarketOrders, ReentrancyGuardTransient {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    uint256 private constant READY_GRACE_SECONDS = 600;
    uint256 private constant READY_SIGNATURE_SECONDS = 120;
    uint256 private constant TRIAL_START_SECONDS = 600;
    uint256 private constant TRIAL_EVERY_SECONDS = 1 days;
    uint256 private constant NO_SHOW_HOLDER_SECONDS = 1 hours;
    bytes32 private constant FEE_SPLITTER = "FeeSplitter";

    IERC20 public immutable PTOKEN;
    IDirectory public immutable DIRECTORY;

    constructor(IERC20 ptoken, IDirectory directory) {
        PTOKEN = ptoken;
        DIRECTORY = directory;
    }

    // ── Balances ────────────────────────────────────────────────────────────

    /// @inheritdoc IMarket
    function deposit(uint256 amount) external override nonReentrant {
        _deposit(msg.sender, amount);
    }

    /// @inheritdoc IMarket
    function depositFor(address owner, uint256 amount) external override nonReentrant {
        _deposit(owner, amount);
    }

    /// @inheritdoc IMarket
    function withdraw(uint256 amount, address to) external override nonReentrant {
        uint256 balance = _debit(msg.sender, amount);
        emit Withdrawn(msg.sender, to, amount, balance);
        PTOKEN.safeTransfer(to, amount);
    }

    /// @inheritdoc IMarket
    function sweepFees(address[] calldata accounts) external override nonReentrant returns (uint256 amount) {
        MarketStorage storage $ = _storage();
        for (uint256 i = 0; i < accounts.length; ++i) {
            Account storage record = $.accounts[accounts[i]];
            amount += record.fees;
            record.fees = 0;
        }
        address splitter = DIRECTORY.get(FEE_SPLITTER);
        emit FeesSwept(splitter, amount, accounts);
        if (splitter == address(0)) IPToken(address(PTOKEN)).burn(amount);
        else PTOKEN.safeTransfer(splitter, amount);
    }

    // ── Booking ─────────────────────────────────────────────────────────────

    /// @inheritdoc IMarket
    function settle(SettleItem calldata item) external override nonReentrant returns (uint256 leaseId) {
        (address registry, uint16 feeBps, bool senderIsEngine) = DIRECTORY.settleContext(msg.sender);
        bytes32 askHash = _checkAsk(item, senderIsEngine);
        bytes32 bidHash = _fillBid(item, senderIsEngine);
        MatchLib.checkTerms(item, feeBps);
        NodeListing memory listing = INodeRegistry(registry).listing(item.ask.node);
        MatchLib.checkNode(item, listing);
        LeaseTerms memory terms = _termsOf(item, listing, feeBps);
        MatchLib.checkWindow(item, terms.start, block.timestamp);
        _book(
            terms.node, terms.start, uint256(terms.start) + terms.durationSeconds, terms.gpus, listing.gpus
        );
        leaseId = ++_storage().leaseCount;
        _storage().leases[leaseId] = LeaseSlot({
            termsHash: LeaseLib.hashTerms(leaseId, terms),
            status: LeaseLib.STATE_BOOKED,
            readyDelay: 0,
            endOffset: uint24(terms.durationSeconds), // at most 28 days, checked with the window
            paidSeconds: 0,
            credit: 0
        });
        uint256 escrow = _lockEscrow(terms, item.relayFee);
        emit Settled(leaseId, askHash, bidHash, terms, escrow, item.relayFee, msg.sender, item.bid.nonce);
    }

    /// @inheritdoc IMarket
    function cancelLease(uint256 leaseId, LeaseTerms calldata terms) external override nonReentrant {
        _checkCallerHolds(terms);
        _cancelLease(leaseId, terms);
    }

    /// @inheritdoc IMarket
    function cancelLeaseFor(uint256 leaseId, LeaseTerms calldata terms, uint40 expiry, bytes calldata signature)
        external
        override
        nonReentrant
    {
        _checkHolderSigned(terms, OrderLib.hashCancelLease(leaseId, expiry), expiry, signature);
        _cancelLease(leaseId, terms);
    }

    /// @inheritdoc IMarket
    function noShow(uint256 leaseId, LeaseTerms calldata terms) external override nonReentrant {
        LeaseSlot memory slot = _slotIn(leaseId, terms, LeaseLib.STATE_BOOKED);
        uint256 deadline = uint256(terms.start) + READY_GRACE_SECONDS;
        if (block.timestamp <= deadline) revert Market_NotNoShow(deadline + 1, block.timestamp);
        if (block.timestamp <= deadline + NO_SHOW_HOLDER_SECONDS) _checkCallerHolds(terms);
        LeaseTerms memory agreed = terms;
        _release(agreed, block.timestamp);
        _close(leaseId, agreed, slot, 0, LeaseLib.REASON_NO_SHOW, false);
    }

    // ── Running ─────────────────────────────────────────────────────────────

    /// @inheritdoc IMarket
    function ready(uint256 leaseId, LeaseTerms calldata terms, uint40 signedAt, bytes calldata signature)
        external
        override
        nonReentrant
    {
        LeaseSlot memory slot = _slotIn(leaseId, terms, LeaseLib.STATE_BOOKED);
        uint256 start = terms.start;
        if (block.timestamp < start) revert Market_NotStarted(start, block.timestamp);
        if (block.timestamp > start + READY_GRACE_SECONDS) {
            revert Market_GracePassed(start + READY_GRACE_SECONDS, block.timestamp);
        }
        if (block.timestamp >= start + slot.endOffset) revert Market_LeaseOver(start + slot.endOffset, block.timestamp);
        // Two clocks meet here, so a signature may seem as far ahead as it may lie behind.
        if (
            block.timestamp > uint256(signedAt) + READY_SIGNATURE_SECONDS
                || signedAt > block.timestamp + READY_SIGNATURE_SECONDS
        ) revert Market_ReadyStale(signedAt, block.timestamp);
        address signer = _recover(OrderLib.hashReady(leaseId, signedAt), signature);
        if (NodeIdLib.nodeIdOf(terms.provider, signer) != terms.node) {
            revert Market_SignerNotNodeKey(signer, terms.node);
        }
        slot.status = LeaseLib.STATE_ACTIVE;
        slot.readyDelay = uint16(block.timestamp - start); // at most 600
        _storage().leases[leaseId] = slot;
        emit LeaseReady(leaseId, uint40(block.timestamp));
    }

    /// @inheritdoc IMarket
    function end(uint256 leaseId, LeaseTerms calldata terms, bool accept) external override nonReentrant {
        _checkCallerHolds(terms);
        _end(leaseId, terms, accept);
    }

    /// @inheritdoc IMarket
    function endFor(
        uint256 leaseId,
        LeaseTerms calldata terms,
        bool accept,
        uint40 expiry,
        bytes calldata signature
    ) external override nonReentrant {
        _checkHolderSigned(terms, OrderLib.hashEnd(leaseId, accept, expiry), expiry, signature);
        _end(leaseId, terms, accept);
    }

    /// @inheritdoc IMarket
    function claim(uint256 leaseId, LeaseTerms calldata terms) external override nonReentrant returns (uint256 pay) {
        LeaseSlot memory slot = _slotOf(leaseId, terms);
        uint8 state = LeaseLib.stateOf(slot);
        if (state == LeaseLib.STATE_BOOKED) return 0;
        uint24 paidBefore = slot.paidSeconds;
        pay = _payVested(leaseId, terms, slot);
        if (slot.paidSeconds != paidBefore) _storage().leases[leaseId] = slot;
    }

    /// @inheritdoc IMarket
    function close(uint256 leaseId, LeaseTerms calldata terms) external override nonReentrant {
        LeaseSlot memory slot = _slotOf(leaseId, terms);
        uint8 state = LeaseLib.stateOf(slot);
        if (state == LeaseLib.STATE_BOOKED) revert Market_StateMismatch(leaseId, state);
        uint256 from = uint256(terms.start) + slot.endOffset + LeaseLib.VESTING_SECONDS;
        if (block.timestamp < from) revert Market_NotEnded(from, block.timestamp);
        uint8 reason = state == LeaseLib.STATE_ENDED ? LeaseLib.reasonOf(slot) : LeaseLib.REASON_TIME_UP;
        // No hours to give back: an early end gave them back, and those of a lease that ran out are past.
        LeaseTerms memory agreed = terms;
        uint256 billed = LeaseLib.billableAt(agreed, slot, block.timestamp);
        // An end without accept has refunded all that was not billed.
        _close(leaseId, agreed, slot, billed, reason, state == LeaseLib.STATE_ENDED);
    }

    // ── Rules of settle ─────────────────────────────────────────────────────

    function _termsOf(SettleItem calldata item, NodeListing memory listing, uint16 feeBps)
        private
        view
        returns (LeaseTerms memory terms)
    {
        bool spot = item.start == 0;
        terms.renter = item.bid.renter;
        terms.provider = item.ask.provider;
        terms.node = item.ask.node;
        terms.hostKey = listing.hostKey;
        terms.pricePerGpuSecond = item.ask.pricePerGpuSecond;
        terms.gpus = item.gpus;
        terms.start = spot ? uint40(block.timestamp) : item.start;
        terms.durationSeconds = item.bid.durationSeconds;
        terms.noticeSeconds = item.ask.noticeSeconds;
        terms.trialSeconds = _trialOf(item, terms.start);
        terms.feeBps = feeBps;
        terms.flags =
            (spot ? LeaseLib.FLAG_SPOT : 0) | (item.ask.transferable ? LeaseLib.FLAG_TRANSFERABLE : 0);
        terms.askNonce = item.ask.nonce;
        terms.askMaxDurationSeconds = item.ask.maxDurationSeconds;
        terms.askAvailableUntil = item.ask.availableUntil;
        terms.workloadHash = item.bid.workloadHash;
    }

    /// @dev A trial counts when the lease starts soon, once per account a day.
    function _trialOf(SettleItem calldata item, uint256 start) private view returns (uint32) {
        if (item.ask.trialSeconds == 0 || start > block.timestamp + TRIAL_START_SECONDS) return 0;
        uint256 lastTrialAt = _storage().accounts[item.bid.renter].lastTrialAt;
        if (lastTrialAt != 0 && block.timestamp < lastTrialAt + TRIAL_EVERY_SECONDS) return 0;
        return item.ask.trialSeconds;
    }

    /// @dev Takes escrow and relay fee from the renter and pays the relay fee to the sender.
    function _lockEscrow(LeaseTerms memory terms, uint256 relayFee) private returns (uint256 escrow) {
        escrow = _escrowOf(terms.pricePerGpuSecond, terms.gpus, terms.durationSeconds, terms.feeBps);
        _debit(terms.renter, escrow + relayFee);
        if (terms.trialSeconds != 0) _storage().accounts[terms.renter].lastTrialAt = uint32(block.timestamp);
        if (relayFee != 0) _credit(msg.sender, relayFee);
    }

    function _escrowOf(uint256 pricePerGpuSecond, uint256 gpus, uint256 durationSeconds, uint256 feeBps)
        private
        pure
        returns (uint256)
    {
        uint256 price = pricePerGpuSecond * gpus * durationSeconds;
        return price + FeeLib.feeUp(price, feeBps);
    }

    // ── Rules of a lease ────────────────────────────────────────────────────

    function _cancelLease(uint256 leaseId, LeaseTerms calldata given) private {
        LeaseSlot memory slot = _slotIn(leaseId, given, LeaseLib.STATE_BOOKED);
        LeaseTerms memory terms = given;
        _release(terms, block.timestamp);
        uint256 owed = LeaseLib.noticeOwed(terms, block.timestamp);
        _close(leaseId, terms, slot, owed, LeaseLib.REASON_CANCELLED, false);
    }

    function _end(uint256 leaseId, LeaseTerms calldata given, bool accept) private {
        LeaseSlot memory slot = _slotIn(leaseId, given, LeaseLib.STATE_ACTIVE);
        LeaseTerms memory terms = given;
        uint256 endAt = uint256(terms.start) + slot.endOffset;
        uint8 reason = block.timestamp >= endAt ? LeaseLib.REASON_TIME_UP : LeaseLib.REASON_RENTER_ENDED;
        if (LeaseLib.inTrial(terms, slot, block.timestamp)) {
            endAt = uint256(terms.start) + slot.readyDelay;
        } else if (block.timestamp + terms.noticeSeconds < endAt) {
            endAt = block.timestamp + terms.noticeSeconds;
        }
        _release(terms, endAt);
        slot.endOffset = uint24(endAt - terms.start); // only ever shrinks
        uint256 billed = LeaseLib.billableAt(terms, slot, endAt);
        if (accept) {
            emit LeaseEnded(leaseId, uint40(endAt), true, reason, 0);
            _close(leaseId, terms, slot, billed, reason, false);
            return;
        }
        // As with accept, but for pay that has not vested: it waits an hour for a credit.
        _payVested(leaseId, terms, slot);
        slot.status = LeaseLib.STATE_ENDED | (reason << 4);
        _storage().leases[leaseId] = slot;
        uint256 refund = _refundOf(terms, billed);
        _credit(terms.renter, refund);
        emit LeaseEnded(leaseId, uint40(endAt), false, reason, refund);
    }

    /// @dev Pays what is still owed of `billedSeconds`, refunds the rest of the escrow unless that was done, and deletes the slot.
    function _close(
        uint256 leaseId,
        LeaseTerms memory terms,
        LeaseSlot memory slot,
        uint256 billedSeconds,
        uint8 reason,
        bool refunded
    ) private {
        delete _storage().leases[leaseId];
        if (billedSeconds > slot.paidSeconds) _payProvider(terms, slot.paidSeconds, billedSeconds);
        else billedSeconds = slot.paidSeconds; // what was paid out is never taken back
        uint256 pay = LeaseLib.rateOf(terms) * billedSeconds;
        uint256 fee = FeeLib.feeUp(pay, terms.feeBps);
        uint256 refund = _refundOf(terms, billedSeconds);
        if (!refunded) _credit(terms.renter, refund);
        emit LeaseClosed(leaseId, reason, pay, fee, fee, refund);
    }

    /// @dev What is left of the escrow when this many seconds are billed.
    function _refundOf(LeaseTerms memory terms, uint256 billedSeconds) private pure returns (uint256) {
        uint256 pay = LeaseLib.rateOf(terms) * billedSeconds;
        return _escrowOf(terms.pricePerGpuSecond, terms.gpus, terms.durationSeconds, terms.feeBps) - pay
            - FeeLib.feeUp(pay, terms.feeBps);
    }

    /// @dev Pays the provider what vested and was not paid, and writes that into `slot`; the caller stores it.
    function _payVested(uint256 leaseId, LeaseTerms memory terms, LeaseSlot memory slot) private returns (uint256 pay) {
        uint256 vested = LeaseLib.vestedAt(terms, slot, block.timestamp);
        if (vested <= slot.paidSeconds) return 0;
        uint256 fee;
        (pay, fee) = _payProvider(terms, slot.paidSeconds, vested);
        slot.paidSeconds = uint24(vested); // at most the window, which fits 24 bits
        emit LeasePaid(leaseId, vested, pay, fee, fee);
    }

    /// @dev Moves pay for the seconds (from, to] to the provider. Both sides' fee is `fee`; both wait in the provider's slot.
    function _payProvider(LeaseTerms memory terms, uint256 from, uint256 to)
        private
        returns (uint256 pay, uint256 fee)
    {
        uint256 rate = LeaseLib.rateOf(terms);
        pay = rate * (to - from);
        fee = FeeLib.feeUp(rate * to, terms.feeBps) - FeeLib.feeUp(rate * from, terms.feeBps);
        Account storage record = _storage().accounts[terms.provider];
        // Both fit: their sum is PToken held here, and PToken's supply fits 96 bits.
        record.balance = (record.balance + pay - fee).toUint128();
        record.fees = (record.fees + 2 * fee).toUint96();
    }

    /// @dev The slot of a live lease whose terms these are.
    function _slotOf(uint256 leaseId, LeaseTerms calldata terms) private view returns (LeaseSlot memory slot) {
        slot = _storage().leases[leaseId];
        if (slot.status == LeaseLib.STATE_NONE) revert Market_StateMismatch(leaseId, LeaseLib.STATE_NONE);
        if (slot.termsHash != LeaseLib.hashTermsCalldata(leaseId, terms)) revert Market_TermsMismatch(leaseId);
    }

    function _slotIn(uint256 leaseId, LeaseTerms calldata terms, uint8 state)
        private
        view
        returns (LeaseSlot memory slot)
    {
        slot = _slotOf(leaseId, terms);
        uint8 actual = LeaseLib.stateOf(slot);
        if (actual != state) revert Market_StateMismatch(leaseId, actual);
    }

    function _checkCallerHolds(LeaseTerms calldata terms) private view {
        if (msg.sender != terms.renter) revert Market_CallerNotHolder(msg.sender, terms.renter);
    }

    function _checkHolderSigned(
        LeaseTerms calldata terms,
        bytes32 structHash,
        uint256 expiry,
        bytes calldata signature
    ) private view {
        if (block.timestamp > expiry) revert Market_SignatureExpired(expiry, block.timestamp);
        address signer = _recover(structHash, signature);
        if (signer != terms.renter) revert Market_SignerNotHolder(signer, terms.renter);
    }

    // ── Money ───────────────────────────────────────────────────────────────

    function _deposit(address owner, uint256 amount) private {
        uint256 balance = _credit(owner, amount);
        emit Deposited(owner, msg.sender, amount, balance);
        PTOKEN.safeTransferFrom(msg.sender, address(this), amount);
    }

    function _credit(address owner, uint256 amount) private returns (uint256 balance) {
        Account storage record = _storage().accounts[owner];
        balance = record.balance + amount;
        record.balance = balance.toUint128();
    }

    function _debit(address owner, uint256 amount) private returns (uint256 balance) {
        Account storage record = _storage().accounts[owner];
        uint256 available = record.balance;
        if (amount > available) revert Market_InsufficientBalance(available, amount);
        balance = available - amount;
        record.balance = uint128(balance);
    }
}
