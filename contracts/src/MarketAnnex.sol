// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {AnnexBalances} from "./abstracts/AnnexBalances.sol";
import {AnnexCancelling} from "./abstracts/AnnexCancelling.sol";
import {AnnexCompensation} from "./abstracts/AnnexCompensation.sol";
import {AnnexSessions} from "./abstracts/AnnexSessions.sol";
import {AnnexViews} from "./abstracts/AnnexViews.sol";
import {MarketState} from "./abstracts/MarketState.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {ILeaseToken} from "./interfaces/ILeaseToken.sol";
import {IMarketAnnex} from "./interfaces/IMarketAnnex.sol";
import {LeaseLib} from "./libraries/LeaseLib.sol";
import {MatchLib} from "./libraries/MatchLib.sol";
import {OrderLib} from "./libraries/OrderLib.sol";
import {AutoExtend, LeaseSlot, LeaseTerms} from "./types/MarketTypes.sol";
import {NodeListing} from "./types/NodeRegistryTypes.sol";

// Functions declare variables for the terms and the slot of a lease, and `_open` fills them before they are read.
// slither-disable-start uninitialized-local

/// @title MarketAnnex
/// @notice The code of the Market's rarely called functions. Holds no funds: the Market runs it on its own storage.
contract MarketAnnex is AnnexCancelling, AnnexBalances, AnnexSessions, AnnexCompensation, AnnexViews {
    uint256 private constant AUTO_EXTEND_SECONDS = 600;
    uint256 private constant MAX_STEP_SECONDS = 3600;
    uint256 private constant SPOT_REFUSAL_SECONDS = 120;
    uint256 private constant NO_SHOW_HOLDER_SECONDS = 1 hours;
    uint256 private constant SILENCE_SECONDS = 120;

    constructor(IERC20 ptoken, IDirectory directory) MarketState(ptoken, directory) {}

    // ── Extending: state change 7 (docs/market.md) ───────────────────────────

    /// @inheritdoc IMarketAnnex
    function extend(uint256 leaseId, LeaseTerms calldata given, uint40 newEnd)
        external
        override
        throughMarket
        nonReentrant
    {
        LeaseTerms memory terms;
        LeaseSlot memory slot;
        address holder = _openIn(LeaseLib.STATE_ACTIVE, leaseId, given, terms, slot);
        _extend(leaseId, terms, slot, Extension(holder, _callerFor(holder), newEnd, 0));
    }

    /// @inheritdoc IMarketAnnex
    function extendFor(
        uint256 leaseId,
        LeaseTerms calldata given,
        uint40 newEnd,
        uint96 relayFee,
        uint40 expiry,
        bytes calldata signature
    ) external override throughMarket nonReentrant {
        LeaseTerms memory terms;
        LeaseSlot memory slot;
        address holder = _openIn(LeaseLib.STATE_ACTIVE, leaseId, given, terms, slot);
        bytes32 structHash = OrderLib.hashExtend(leaseId, LeaseLib.leaseKeyOf(leaseId, terms), newEnd, relayFee, expiry);
        address actor = _signerFor(holder, structHash, expiry, signature);
        _extend(leaseId, terms, slot, Extension(holder, actor, newEnd, relayFee));
    }

    /// @inheritdoc IMarketAnnex
    function autoExtend(
        uint256 leaseId,
        LeaseTerms calldata given,
        AutoExtend calldata order,
        bytes calldata signature
    ) external override throughMarket nonReentrant {
        if (order.stepSeconds == 0 || order.stepSeconds > MAX_STEP_SECONDS) {
            revert Market_AutoExtendStepInvalid(order.stepSeconds, MAX_STEP_SECONDS);
        }
        LeaseTerms memory terms;
        LeaseSlot memory slot;
        address holder = _openIn(LeaseLib.STATE_ACTIVE, leaseId, given, terms, slot);
        if (order.leaseId != leaseId || order.leaseKey != LeaseLib.leaseKeyOf(leaseId, terms)) {
            revert Market_AutoExtendMismatch(leaseId, order.leaseId);
        }
        address actor = _signerFor(holder, OrderLib.hashAutoExtend(order), order.expiry, signature);
        // The account can cancel an order of its session key in the same way as its own order.
        if (_askCancelled(holder, order.nonce)) revert Market_NonceUsed(holder, order.nonce);
        uint256 endAt = uint256(terms.start) + slot.endOffset;
        if (block.timestamp + AUTO_EXTEND_SECONDS < endAt) {
            revert Market_AutoExtendTooEarly(endAt - AUTO_EXTEND_SECONDS, block.timestamp);
        }
        uint256 duration = uint256(slot.endOffset) + order.stepSeconds;
        if (duration > order.maxTotalSeconds) revert Market_AutoExtendTotalPassed(duration, order.maxTotalSeconds);
        uint40 newEnd = uint40(endAt + order.stepSeconds);
        _extend(leaseId, terms, slot, Extension(holder, actor, newEnd, order.relayFee));
    }

    // ── Ends not caused by the holder: state changes 4, 6, 12, 13 (docs/market.md) ──

    /// @inheritdoc IMarketAnnex
    function endByProvider(uint256 leaseId, LeaseTerms calldata given) external override throughMarket nonReentrant {
        LeaseTerms memory terms;
        LeaseSlot memory slot;
        _open(leaseId, given, terms, slot);
        if (msg.sender != terms.provider) revert Market_CallerNotProvider(msg.sender, terms.provider);
        _endByProvider(leaseId, terms, slot);
    }

    /// @inheritdoc IMarketAnnex
    function endByProviderFor(uint256 leaseId, LeaseTerms calldata given, uint40 expiry, bytes calldata signature)
        external
        override
        throughMarket
        nonReentrant
    {
        _checkInTime(expiry);
        LeaseTerms memory terms;
        LeaseSlot memory slot;
        _open(leaseId, given, terms, slot);
        bytes32 structHash = OrderLib.hashEndByProvider(leaseId, LeaseLib.leaseKeyOf(leaseId, terms), expiry);
        (address actor, address signer) = _actorOf(terms.provider, _hashTypedDataV4(structHash), signature, false);
        if (actor == address(0)) revert Market_SignerNotProvider(signer, terms.provider);
        _endByProvider(leaseId, terms, slot);
    }

    /// @inheritdoc IMarketAnnex
    function noShow(uint256 leaseId, LeaseTerms calldata given) external override throughMarket nonReentrant {
        (LeaseSlot memory slot, LeaseTerms memory terms, address holder, bool open) = _noShowOf(leaseId, given);
        if (!open && msg.sender != holder) revert Market_CallerNotHolder(msg.sender, holder);
        _closeNoShow(leaseId, terms, slot, holder);
    }

    /// @inheritdoc IMarketAnnex
    function noShowFor(uint256 leaseId, LeaseTerms calldata given, uint40 expiry, bytes calldata signature)
        external
        override
        throughMarket
        nonReentrant
    {
        (LeaseSlot memory slot, LeaseTerms memory terms, address holder,) = _noShowOf(leaseId, given);
        bytes32 structHash = OrderLib.hashNoShow(leaseId, LeaseLib.leaseKeyOf(leaseId, terms), expiry);
        _checkAccountSigned(holder, structHash, expiry, signature);
        _closeNoShow(leaseId, terms, slot, holder);
    }

    /// @inheritdoc IMarketAnnex
    function nodeLost(uint256 leaseId, LeaseTerms calldata given, uint40 since, bool full)
        external
        override
        throughMarket
        nonReentrant
    {
        _checkAttestations();
        LeaseTerms memory terms;
        LeaseSlot memory slot;
        address holder = _openIn(LeaseLib.STATE_ACTIVE, leaseId, given, terms, slot);
        if (block.timestamp < uint256(since) + SILENCE_SECONDS) revert Market_NotSilent(since, block.timestamp);
        uint256 endAt = uint256(terms.start) + slot.endOffset;
        if (since >= endAt) revert Market_LeaseOver(endAt, block.timestamp);
        if (!full) _payVested(leaseId, terms, slot);
        uint256 readyAt = uint256(terms.start) + slot.readyDelay;
        endAt = LeaseLib.inTrial(terms, slot, since) ? readyAt : since;
        uint256 paidUntil = readyAt + slot.paidSeconds + (slot.paidSeconds == 0 ? 0 : slot.credit);
        if (endAt < paidUntil) endAt = paidUntil;
        _shorten(terms, slot, endAt);
        _storeEnded(leaseId, terms, slot, holder, LeaseLib.REASON_NODE_LOST);
        if (_wasUnreachable(terms.node, since)) _compensate(leaseId, terms, holder);
    }

    // ── Credit: state change 8 (docs/market.md) ──────────────────────────────

    /// @inheritdoc IMarketAnnex
    function credit(uint256 leaseId, LeaseTerms calldata given, uint24 creditSeconds, bool full)
        external
        override
        throughMarket
        nonReentrant
    {
        _checkAttestations();
        LeaseTerms memory terms;
        LeaseSlot memory slot;
        _open(leaseId, given, terms, slot);
        uint8 state = LeaseLib.stateOf(slot);
        if (state == LeaseLib.STATE_BOOKED) revert Market_StateMismatch(leaseId, state);
        if (!full) _payVested(leaseId, terms, slot);
        uint256 billed = LeaseLib.billableAt(terms, slot, block.timestamp);
        uint256 unpaid = billed > slot.paidSeconds ? billed - slot.paidSeconds : 0;
        if (creditSeconds > unpaid) revert Market_CreditTooLarge(creditSeconds, unpaid);
        uint256 refund = 0;
        if (state == LeaseLib.STATE_ENDED) {
            // When the lease ended, the time after its end was refunded. With a notice period, the end may still be in
            // the future. So the refund is the difference between two refunds of the whole lease: with the credit and
            // without it.
            uint256 billedInAll = LeaseLib.billableAt(terms, slot, uint256(terms.start) + slot.endOffset);
            (,, uint256 before) = _splitOf(terms, billedInAll);
            (,, refund) = _splitOf(terms, billedInAll - creditSeconds);
            refund -= before;
            _creditAccount(_holderOf(leaseId, slot, terms.renter), refund);
        }
        slot.credit += creditSeconds;
        _storage().leases[leaseId] = slot;
        emit LeaseCredited(leaseId, creditSeconds, slot.credit, refund);
    }

    // ── Transferring: state change 2 (docs/market.md) ────────────────────────

    /// @inheritdoc IMarketAnnex
    function transferLease(uint256 leaseId, LeaseTerms calldata given, address to)
        external
        override
        throughMarket
        nonReentrant
    {
        LeaseTerms memory terms;
        LeaseSlot memory slot;
        address holder = _openIn(LeaseLib.STATE_BOOKED, leaseId, given, terms, slot);
        if (msg.sender != holder) revert Market_CallerNotHolder(msg.sender, holder);
        _transferLease(leaseId, terms, slot, holder, to);
    }

    /// @inheritdoc IMarketAnnex
    function transferLeaseFor(
        uint256 leaseId,
        LeaseTerms calldata given,
        address to,
        uint96 relayFee,
        uint64 nonce,
        uint40 expiry,
        bytes calldata signature
    ) external override throughMarket nonReentrant {
        LeaseTerms memory terms;
        LeaseSlot memory slot;
        address holder = _openIn(LeaseLib.STATE_BOOKED, leaseId, given, terms, slot);
        bytes32 leaseKey = LeaseLib.leaseKeyOf(leaseId, terms);
        bytes32 structHash = OrderLib.hashTransferLease(leaseId, leaseKey, to, relayFee, nonce, expiry);
        _checkAccountSigned(holder, structHash, expiry, signature);
        _useNonce(holder, nonce);
        _payRelayFee(holder, relayFee);
        _transferLease(leaseId, terms, slot, holder, to);
    }

    // ── Rules ───────────────────────────────────────────────────────────────

    /// @dev The data of a lease's extension: the holder, the account that acts for the holder, the new end, and the
    /// relay fee for the sender.
    struct Extension {
        address holder;
        address actor;
        uint40 newEnd;
        uint96 relayFee;
    }

    function _extend(uint256 leaseId, LeaseTerms memory terms, LeaseSlot memory slot, Extension memory it) private {
        uint256 endAt = uint256(terms.start) + slot.endOffset;
        if (block.timestamp >= endAt) revert Market_LeaseOver(endAt, block.timestamp);
        if (it.newEnd <= endAt) revert Market_EndNotLater(endAt, it.newEnd);
        uint256 duration = it.newEnd - terms.start;
        if (duration > terms.askMaxDurationSeconds) {
            revert Market_DurationOutOfRange(duration, 0, terms.askMaxDurationSeconds);
        }
        if (it.newEnd > terms.askAvailableUntil) {
            revert Market_WindowOutsideAsk(terms.start, it.newEnd, 0, terms.askAvailableUntil);
        }
        uint256 latest = block.timestamp + MatchLib.MAX_HORIZON_SECONDS;
        if (it.newEnd > latest) revert Market_EndTooFar(it.newEnd, latest);
        if (_askCancelled(terms.provider, terms.askNonce)) revert Market_AskCancelled(terms.provider, terms.askNonce);
        // Reverts while settling is paused. The other two values (the fee and the engine set) are needed only by a
        // settle.
        // slither-disable-next-line unused-return
        (address registry,,) = DIRECTORY.settleContext(msg.sender);
        NodeListing memory listing = DIRECTORY.listingOf(registry, terms.node);
        if (!listing.listed) revert Market_NodeNotListed(terms.node);
        // After the registry was replaced, the new one may list fewer GPUs than this lease uses.
        if (listing.gpus < terms.gpus) revert Market_GpusOutOfRange(terms.gpus, 1, listing.gpus);
        _bookAfter(terms.node, endAt, it.newEnd, terms.gpus, listing.gpus);

        uint256 rate = LeaseLib.rateOf(terms);
        uint256 added = _escrowOf(rate, duration, terms.feeBps) - _escrowOf(rate, terms.durationSeconds, terms.feeBps);
        _spend(it.holder, it.actor, added + it.relayFee);
        _debitAccount(it.holder, added + it.relayFee);
        if (it.relayFee != 0) _creditAccount(msg.sender, it.relayFee);

        // The lease started before now and ends within 28 days from now. The storage slot of a lease has room for a
        // duration of 194 days.
        terms.durationSeconds = uint32(duration);
        slot.endOffset = _toOffset(duration);
        slot.termsHash = LeaseLib.hashTerms(leaseId, terms);
        _storage().leases[leaseId] = slot;
        emit LeaseExtended(leaseId, it.newEnd, uint32(duration), added, it.relayFee, msg.sender);
    }

    /// @dev Returns a duration as the 24-bit number that the lease's slot stores. Reverts if it does not fit, because
    /// the lease was extended too often.
    function _toOffset(uint256 duration) private pure returns (uint24) {
        if (duration > type(uint24).max) revert Market_DurationOutOfRange(duration, 0, type(uint24).max);
        return uint24(duration);
    }

    function _endByProvider(uint256 leaseId, LeaseTerms memory terms, LeaseSlot memory slot) private {
        address holder = _holderOf(leaseId, slot, terms.renter);
        uint8 state = LeaseLib.stateOf(slot);
        if (state == LeaseLib.STATE_BOOKED) {
            _release(terms, block.timestamp);
            _close(leaseId, terms, slot, holder, 0, LeaseLib.REASON_PROVIDER_ENDED, false);
            bool refusedAtOnce = terms.flags & LeaseLib.FLAG_SPOT != 0
                && block.timestamp <= uint256(terms.start) + SPOT_REFUSAL_SECONDS;
            if (!refusedAtOnce) _compensate(leaseId, terms, holder);
            return;
        }
        if (state != LeaseLib.STATE_ACTIVE) revert Market_StateMismatch(leaseId, state);
        uint256 endAt = uint256(terms.start) + slot.endOffset;
        if (block.timestamp >= endAt) revert Market_LeaseOver(endAt, block.timestamp);
        bool free = LeaseLib.inTrial(terms, slot, block.timestamp);
        _shorten(terms, slot, free ? uint256(terms.start) + slot.readyDelay : block.timestamp);
        _storeEnded(leaseId, terms, slot, holder, LeaseLib.REASON_PROVIDER_ENDED);
        _compensate(leaseId, terms, holder);
    }

    /// @dev Returns a booked lease with its slot and holder. Reverts unless it is too late for its node to become
    /// Ready. `open` is true if anyone may report the no-show, and false while only the holder may.
    function _noShowOf(uint256 leaseId, LeaseTerms calldata given)
        private
        view
        returns (LeaseSlot memory slot, LeaseTerms memory terms, address holder, bool open)
    {
        holder = _openIn(LeaseLib.STATE_BOOKED, leaseId, given, terms, slot);
        uint256 deadline = LeaseLib.readyUntil(terms);
        if (block.timestamp <= deadline) revert Market_NotNoShow(deadline + 1, block.timestamp);
        open = block.timestamp > deadline + NO_SHOW_HOLDER_SECONDS;
    }

    function _closeNoShow(uint256 leaseId, LeaseTerms memory terms, LeaseSlot memory slot, address holder) private {
        _release(terms, block.timestamp);
        _close(leaseId, terms, slot, holder, 0, LeaseLib.REASON_NO_SHOW, false);
        if (_wasUnreachable(terms.node, terms.start)) _compensate(leaseId, terms, holder);
    }

    function _transferLease(
        uint256 leaseId,
        LeaseTerms memory terms,
        LeaseSlot memory slot,
        address holder,
        address to
    ) private {
        if (terms.flags & LeaseLib.FLAG_TRANSFERABLE == 0 || block.timestamp >= terms.start) {
            revert Market_NotTransferable(leaseId);
        }
        ILeaseToken token = ILeaseToken(_storage().leaseToken);
        if (slot.status & LeaseLib.TOKENISED != 0) return token.move(holder, to, leaseId);
        slot.status |= LeaseLib.TOKENISED;
        _storage().leases[leaseId] = slot;
        emit LeaseTokenised(leaseId, to);
        token.mint(to, leaseId, terms.start);
    }

    function _checkAttestations() private view {
        address attestations = DIRECTORY.get(ATTESTATIONS);
        if (msg.sender != attestations) revert Market_CallerNotAttestations(msg.sender, attestations);
    }
}
// slither-disable-end uninitialized-local
