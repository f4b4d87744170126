// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {MarketBatch} from "./abstracts/MarketBatch.sol";
import {MarketState} from "./abstracts/MarketState.sol";
import {LeaseToken} from "./LeaseToken.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IMarketTrading} from "./interfaces/IMarketTrading.sol";
import {LeaseLib} from "./libraries/LeaseLib.sol";
import {NodeIdLib} from "./libraries/NodeIdLib.sol";
import {OrderLib} from "./libraries/OrderLib.sol";
import {SettleItemLib} from "./libraries/SettleItemLib.sol";
import {LeaseHead, LeaseSlot, LeaseTerms} from "./types/MarketTypes.sol";

// Functions declare variables for the terms and the slot of a lease, and `_open` fills them before they are read.
// slither-disable-start uninitialized-local

/// @title Market
/// @notice Balances, orders, capacity and leases. Holds every renter's and provider's PToken; the code cannot be
/// changed.
/// @dev MarketAnnex has the rarely called functions; for functions that this contract does not have, it runs the code
/// of MarketAnnex. Both addresses and all storage are fixed at deployment. IMarket lists all functions of both.
/// Functions that move PToken are guarded against re-entry. All others move balances inside this contract. The only
/// other contracts that they call are the lease token and, with static calls, the Directory and contract wallets.
contract Market is IMarketTrading, MarketBatch {
    using SettleItemLib for bytes;

    uint256 private constant READY_SIGNATURE_SECONDS = 120;

    /// @notice The address of the code of the rarely called functions. Never changes.
    address public immutable ANNEX;

    /// @dev The annex has its own immutable PToken and Directory addresses, which must be the same as this contract's.
    constructor(IERC20 ptoken, IDirectory directory, MarketState annex) MarketState(ptoken, directory) {
        bool alike = address(annex.PTOKEN()) == address(ptoken) && address(annex.DIRECTORY()) == address(directory);
        if (!alike) revert Market_AnnexMismatch(address(annex));
        ANNEX = address(annex);
        _storage().leaseToken = address(new LeaseToken());
    }

    /// @dev Runs the code of the annex on this contract's storage. Accepts no native coins.
    fallback() external {
        address annex = ANNEX;
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            calldatacopy(pointer, 0, calldatasize())
            let done := delegatecall(gas(), annex, pointer, calldatasize(), 0, 0)
            returndatacopy(pointer, 0, returndatasize())
            switch done
            case 0 { revert(pointer, returndatasize()) }
            default { return(pointer, returndatasize()) }
        }
    }

    // ── Settling ────────────────────────────────────────────────────────────

    /// @inheritdoc IMarketTrading
    function settle(bytes calldata item) external override returns (uint256 leaseId) {
        item.checkOrders();
        if (item.isCluster()) revert Market_ClusterNeedsBatch();
        if (item.isWhole() && item.gpusOf() != item.bidGpusOf()) {
            revert Market_OrderNotWhole(item.gpusOf(), item.bidGpusOf());
        }
        (leaseId,,) = _settle(item, _context());
    }

    /// @inheritdoc IMarketTrading
    function settleBatch(bytes[] calldata items)
        external
        override
        returns (uint256[] memory leaseIds)
    {
        return _settleBatch(items);
    }

    // ── Leases ──────────────────────────────────────────────────────────────

    /// @inheritdoc IMarketTrading
    function ready(uint256 leaseId, uint40 signedAt, bytes32 r, bytes32 vs, LeaseHead calldata head)
        external
        override
    {
        LeaseSlot storage place = _storage().leases[leaseId];
        uint256 word = LeaseLib.wordAt(place);
        uint8 state = LeaseLib.stateIn(word);
        if (state != LeaseLib.STATE_BOOKED) revert Market_StateMismatch(leaseId, state);
        uint256 start = head.start;
        unchecked {
            if (block.timestamp < start) revert Market_NotStarted(start, block.timestamp);
            uint256 delay = block.timestamp - start;
            if (delay > LeaseLib.READY_GRACE_SECONDS) {
                revert Market_GracePassed(start + LeaseLib.READY_GRACE_SECONDS, block.timestamp);
            }
            uint256 endOffset = LeaseLib.endOffsetIn(word);
            if (delay >= endOffset) revert Market_LeaseOver(start + endOffset, block.timestamp);
            // The node's clock and the block clock may differ. So a signature's time may be as far in the future as in
            // the past.
            if (
                block.timestamp > uint256(signedAt) + READY_SIGNATURE_SECONDS
                    || signedAt > block.timestamp + READY_SIGNATURE_SECONDS
            ) revert Market_ReadyStale(signedAt, block.timestamp);
            // A node's id is the hash of its provider and its key. So a signature by another key gives another node id,
            // and thus another lease hash. Wrong terms also give another lease hash. In both cases the call reverts.
            address signer = ECDSA.recover(_hashTypedDataV4(OrderLib.hashReady(leaseId, signedAt, head)), r, vs);
            bytes32 node = NodeIdLib.nodeIdOf(head.provider, signer);
            if (uint160(word) != LeaseLib.hashHead(leaseId, head, node)) revert Market_SignerNotNodeKey(signer, node);
            LeaseLib.storeReady(place, word, delay);
        }
        emit LeaseReady(leaseId, uint40(block.timestamp));
    }

    /// @inheritdoc IMarketTrading
    function end(uint256 leaseId, LeaseTerms calldata given, bool accept) external override {
        LeaseTerms memory terms;
        LeaseSlot memory slot;
        address holder = _openIn(LeaseLib.STATE_ACTIVE, leaseId, given, terms, slot);
        _callerFor(holder);
        _end(leaseId, terms, slot, holder, accept);
    }

    /// @inheritdoc IMarketTrading
    function endFor(
        uint256 leaseId,
        LeaseTerms calldata given,
        bool accept,
        uint40 expiry,
        bytes calldata signature
    ) external override {
        LeaseTerms memory terms;
        LeaseSlot memory slot;
        address holder = _openIn(LeaseLib.STATE_ACTIVE, leaseId, given, terms, slot);
        bytes32 leaseKey = LeaseLib.leaseKeyOf(leaseId, terms);
        _signerFor(holder, OrderLib.hashEnd(leaseId, leaseKey, accept, expiry), expiry, signature);
        _end(leaseId, terms, slot, holder, accept);
    }

    /// @inheritdoc IMarketTrading
    function claim(uint256 leaseId, LeaseTerms calldata given) external override returns (uint256 pay) {
        LeaseTerms memory terms;
        LeaseSlot memory slot;
        _open(leaseId, given, terms, slot);
        if (LeaseLib.stateOf(slot) == LeaseLib.STATE_BOOKED) return 0;
        uint24 paidBefore = slot.paidSeconds;
        pay = _payVested(leaseId, terms, slot);
        if (slot.paidSeconds != paidBefore) _storage().leases[leaseId] = slot;
    }

    /// @inheritdoc IMarketTrading
    function close(uint256 leaseId, LeaseTerms calldata given) external override {
        LeaseTerms memory terms;
        LeaseSlot memory slot;
        _open(leaseId, given, terms, slot);
        uint8 state = LeaseLib.stateOf(slot);
        if (state == LeaseLib.STATE_BOOKED) revert Market_StateMismatch(leaseId, state);
        uint256 from = uint256(terms.start) + slot.endOffset + LeaseLib.VESTING_SECONDS;
        if (block.timestamp < from) revert Market_NotEnded(from, block.timestamp);
        // If the lease was ended without `accept`, the escrow for the seconds that are not billed was already
        // refunded.
        bool refunded = state == LeaseLib.STATE_ENDED;
        uint8 reason = refunded ? LeaseLib.reasonOf(slot) : LeaseLib.REASON_TIME_UP;
        // Here the calendar needs no change: an early end has freed the later hours, and the hours of an expired lease
        // are in the past.
        uint256 billed = LeaseLib.billableAt(terms, slot, block.timestamp);
        _close(leaseId, terms, slot, _holderOf(leaseId, slot, terms.renter), billed, reason, refunded);
    }

    // ── Rules of a lease ────────────────────────────────────────────────────

    function _end(uint256 leaseId, LeaseTerms memory terms, LeaseSlot memory slot, address holder, bool accept)
        private
    {
        uint8 reason = LeaseLib.REASON_RENTER_ENDED;
        uint256 endAt;
        unchecked {
            endAt = uint256(terms.start) + slot.endOffset;
            if (block.timestamp >= endAt) reason = LeaseLib.REASON_TIME_UP;
            if (LeaseLib.inTrial(terms, slot, block.timestamp)) {
                endAt = uint256(terms.start) + slot.readyDelay;
            } else if (block.timestamp + terms.noticeSeconds < endAt) {
                endAt = block.timestamp + terms.noticeSeconds;
            }
        }
        _shorten(terms, slot, endAt);
        if (!accept) return _storeEnded(leaseId, terms, slot, holder, reason);
        emit LeaseEnded(leaseId, uint40(endAt), true, reason, 0);
        _close(leaseId, terms, slot, holder, LeaseLib.billableAt(terms, slot, endAt), reason, false);
    }
}
// slither-disable-end uninitialized-local
