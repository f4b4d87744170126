// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {OrderLib} from "../../../../src/libraries/OrderLib.sol";
import {Ask, AutoExtend, Bid, LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";
import {SettleItem} from "../../../fixtures/SettleItems.sol";

/// @dev Finding M2 of a security review: a signed message is about one lease, whatever id a reorg gives to that lease.
/// Here, a renter signed messages for "lease 1", which was one GPU for an hour. After the reorg, the renter's two
/// leases are settled in the other order, and id 1 belongs to a lease of seven GPUs for 20 days.
contract LeaseKeysTest is MarketFixture {
    uint40 private constant EXPIRY = type(uint40).max;

    LeaseTerms private meant; // the terms of the lease with id 1 when the messages were signed
    LeaseTerms private other; // the terms of the lease with id 1 now

    function test_RevertWhen_ReadyWasSignedForTheOtherLease() external {
        _swap(0);
        (bytes32 r, bytes32 vs) = _signReady(NODE_KEY, 1, START, meant);
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotNodeKey.selector);
        market.ready(1, uint40(START), r, vs, _headOf(other));
        vm.expectRevert(
            abi.encodeWithSelector(IMarketErrors.Market_SignerNotNodeKey.selector, vm.addr(NODE_KEY), node)
        );
        market.ready(1, uint40(START), r, vs, _headOf(meant));
        _ready(1, other, NODE_KEY);
    }

    function test_RevertWhen_EndWasSignedForTheOtherLease() external {
        _swapActive();
        bytes memory signature = _signed(RENTER_KEY, OrderLib.hashEnd(1, _keyOf(1, meant), true, EXPIRY));
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.endFor(1, other, true, EXPIRY, signature);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_TermsMismatch.selector, 1));
        market.endFor(1, meant, true, EXPIRY, signature);
    }

    function test_RevertWhen_CancelLeaseWasSignedForTheOtherLease() external {
        _swap(0);
        bytes memory signature = _signed(RENTER_KEY, OrderLib.hashCancelLease(1, _keyOf(1, meant), EXPIRY));
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.cancelLeaseFor(1, other, EXPIRY, signature);
    }

    function test_RevertWhen_ExtendWasSignedForTheOtherLease() external {
        _swapActive();
        uint40 end = uint40(START + 21 days);
        bytes memory signature = _signed(RENTER_KEY, OrderLib.hashExtend(1, _keyOf(1, meant), end, 0, EXPIRY));
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.extendFor(1, other, end, 0, EXPIRY, signature);
    }

    function test_RevertWhen_AutoExtendWasSignedForTheOtherLease() external {
        _swapActive();
        vm.warp(START + 20 days - 300);
        AutoExtend memory order = AutoExtend(1, _keyOf(1, meant), 3_600, 30 days, 0, 9, EXPIRY);
        bytes memory signature = _signed(RENTER_KEY, OrderLib.hashAutoExtend(order));
        bytes memory refusal = abi.encodeWithSelector(IMarketErrors.Market_AutoExtendMismatch.selector, 1, 1);
        vm.expectRevert(refusal);
        market.autoExtend(1, other, order, signature);
        order.leaseKey = _keyOf(1, other); // a lease key that nobody signed
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.autoExtend(1, other, order, signature);
    }

    function test_RevertWhen_EndByProviderWasSignedForTheOtherLease() external {
        _swapActive();
        bytes memory signature = _signed(PROVIDER_KEY, OrderLib.hashEndByProvider(1, _keyOf(1, meant), EXPIRY));
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotProvider.selector);
        market.endByProviderFor(1, other, EXPIRY, signature);
    }

    function test_RevertWhen_NoShowWasSignedForTheOtherLease() external {
        _swap(0);
        vm.warp(START + 601);
        bytes memory signature = _signed(RENTER_KEY, OrderLib.hashNoShow(1, _keyOf(1, meant), EXPIRY));
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.noShowFor(1, other, EXPIRY, signature);
    }

    function test_RevertWhen_TransferLeaseWasSignedForTheOtherLease() external {
        _swap(uint40(START + 1 hours));
        bytes32 message = OrderLib.hashTransferLease(1, _keyOf(1, meant), stranger, 0, 9, EXPIRY);
        bytes memory signature = _signed(RENTER_KEY, message);
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.transferLeaseFor(1, other, stranger, 0, 9, EXPIRY, signature);
    }

    /// @dev The lease key does not include the duration, which an extension changes.
    function test_AnEndThatWasSignedBeforeAnExtensionStillEndsTheLease() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        bytes memory signature = _signed(RENTER_KEY, OrderLib.hashEnd(leaseId, _keyOf(leaseId, terms), true, EXPIRY));
        vm.prank(renter);
        market.extend(leaseId, terms, uint40(START + 1 days));
        terms.durationSeconds = 1 days;
        vm.warp(START + 3 hours);
        market.endFor(leaseId, terms, true, EXPIRY, signature);
        assertEq(_stateOf(leaseId), 0, "closed");
    }

    function test_AnAutoExtendMakesThreeSteps() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        AutoExtend memory order = AutoExtend(leaseId, _keyOf(leaseId, terms), 3_600, 30 days, 0, 9, EXPIRY);
        bytes memory signature = _signed(RENTER_KEY, OrderLib.hashAutoExtend(order));
        for (uint256 step = 1; step <= 3; ++step) {
            vm.warp(START + terms.durationSeconds - 300);
            market.autoExtend(leaseId, terms, order, signature);
            terms.durationSeconds += 3_600;
            assertEq(market.leaseSlot(leaseId).endOffset, 7_200 + step * 3_600, "end");
        }
    }

    // ── Shapes ──────────────────────────────────────────────────────────────

    /// @dev Settles both leases from `start` (0: spot), the larger one first.
    function _swap(uint40 start) private {
        Ask memory ask = _ask();
        ask.transferable = true;
        Bid memory bid = _bid();
        bid.gpus = 7;
        bid.durationSeconds = 20 days;
        SettleItem memory larger = _item(ask, bid);
        larger.start = start;
        Bid memory small = _bid();
        small.nonce = 1;
        small.gpus = 1;
        small.durationSeconds = 3_600;
        SettleItem memory smaller = _item(ask, small);
        smaller.start = start;
        meant = _termsOf(smaller, START, start == 0); // this lease would have been first, with the trial
        other = _termsOf(larger, START, start == 0);
        assertEq(_settle(larger), 1, "the larger lease has number 1");
        _settle(smaller);
    }

    function _swapActive() private {
        _swap(0);
        _ready(1, other, NODE_KEY);
        vm.warp(START + 3_000);
    }

    function _signed(uint256 key, bytes32 structHash) private view returns (bytes memory) {
        return _sign(key, _digest(structHash));
    }
}
