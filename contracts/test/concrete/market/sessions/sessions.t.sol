// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {LeaseLib} from "../../../../src/libraries/LeaseLib.sol";
import {OrderLib} from "../../../../src/libraries/OrderLib.sol";
import {Bid, LeaseTerms, Session, SessionLimits} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";
import {SettleItem, SettleItems} from "../../../fixtures/SettleItems.sol";

contract SessionsTest is MarketFixture {
    uint256 private constant KEY = uint256(keccak256("session key"));
    uint64 private constant ESCROW_UNITS = 1_443_600_000; // escrow of the default bid: 1.4436 PToken

    address private key;

    function setUp() public override {
        super.setUp();
        key = vm.addr(KEY);
    }

    function test_RevertWhen_TheKeyIsZeroOrTheAccount() external {
        SessionLimits memory limits = SessionLimits(1, 1, uint40(START));
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_SessionKeyInvalid.selector, address(0)));
        market.authorize(address(0), limits);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_SessionKeyInvalid.selector, address(this)));
        market.authorize(address(this), limits);
    }

    function test_BidsWithinItsLimits() external {
        _authorize(ESCROW_UNITS, ESCROW_UNITS);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.SessionSpent(renter, key, ESCROW_UNITS, 0, ESCROW_UNITS);
        _settle(_byKey(0));
        assertEq(market.sessionOf(renter, key).totalLeft, 0, "spent");
    }

    function test_RevertWhen_TheTotalIsOneUnitShort() external {
        _authorize(ESCROW_UNITS - 1, ESCROW_UNITS);
        _refuse(
            _byKey(0),
            abi.encodeWithSelector(IMarketErrors.Market_SessionTotalPassed.selector, ESCROW_UNITS - 1, ESCROW_UNITS)
        );
    }

    function test_RevertWhen_TheDayCapIsPassedAndNotTheNextDay() external {
        _authorize(10 * ESCROW_UNITS, 2 * ESCROW_UNITS - 1);
        _settle(_byKey(0));
        _refuse(
            _byKey(1),
            abi.encodeWithSelector(IMarketErrors.Market_SessionDayCapPassed.selector, ESCROW_UNITS - 1, ESCROW_UNITS)
        );
        vm.warp((START / 1 days + 1) * 1 days - 1);
        _refuse(
            _byKey(1),
            abi.encodeWithSelector(IMarketErrors.Market_SessionDayCapPassed.selector, ESCROW_UNITS - 1, ESCROW_UNITS)
        );
        vm.warp((START / 1 days + 1) * 1 days);
        _settle(_byKey(1));
    }

    function test_RevertWhen_TheDayCapWasLoweredBelowWhatWasSpent() external {
        _authorize(10 * ESCROW_UNITS, 2 * ESCROW_UNITS);
        _settle(_byKey(0));
        _authorize(10 * ESCROW_UNITS, ESCROW_UNITS - 1);
        _refuse(_byKey(1), abi.encodeWithSelector(IMarketErrors.Market_SessionDayCapPassed.selector, 0, ESCROW_UNITS));
    }

    function test_CountsRelayFeesAndRoundsUp() external {
        _authorize(10 * ESCROW_UNITS, 10 * ESCROW_UNITS);
        SettleItem memory item = _byKey(0);
        item.relayFee = 1;
        _settle(item);
        assertEq(market.sessionOf(renter, key).spentToday, ESCROW_UNITS + 1, "a part of a unit counts as one");
    }

    function test_RefundsRestoreNothing() external {
        _authorize(ESCROW_UNITS, ESCROW_UNITS);
        (uint256 leaseId, LeaseTerms memory terms) = _bookedAs(_byKey(0));
        vm.prank(key);
        market.cancelLease(leaseId, terms);
        assertEq(_stateOf(leaseId), 0, "the key cancels");
        _refuse(_byKey(1), abi.encodeWithSelector(IMarketErrors.Market_SessionTotalPassed.selector, 0, ESCROW_UNITS));
    }

    function test_EndsAndExtendsDirectlyAndSigned() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        _authorize(10 * ESCROW_UNITS, 10 * ESCROW_UNITS);
        vm.prank(key);
        market.extend(leaseId, terms, uint40(START + 7_200 + 3_600));
        terms.durationSeconds = 10_800;
        assertEq(market.sessionOf(renter, key).spentToday, ESCROW_UNITS / 2, "half of the first two hours");
        uint40 expiry = uint40(START + 60);
        bytes32 message = OrderLib.hashExtend(leaseId, _keyOf(leaseId, terms), uint40(START + 14_400), 0, expiry);
        market.extendFor(leaseId, terms, uint40(START + 14_400), 0, expiry, _sign(KEY, _digest(message)));
        terms.durationSeconds = 14_400;
        assertEq(market.sessionOf(renter, key).spentToday, ESCROW_UNITS, "counted again");
        bytes memory signature = _sign(KEY, _digest(OrderLib.hashEnd(leaseId, _keyOf(leaseId, terms), true, expiry)));
        market.endFor(leaseId, terms, true, expiry, signature);
        assertEq(_stateOf(leaseId), 0, "the key ends");
    }

    function test_CountsTheRelayFeeOfAnExtension() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        _authorize(10 * ESCROW_UNITS, 10 * ESCROW_UNITS);
        uint40 expiry = uint40(START + 60);
        bytes32 message = OrderLib.hashExtend(leaseId, _keyOf(leaseId, terms), uint40(START + 14_400), 5e9, expiry);
        bytes memory signature = _sign(KEY, _digest(message));
        market.extendFor(leaseId, terms, uint40(START + 14_400), 5e9, expiry, signature);
        assertEq(market.sessionOf(renter, key).spentToday, ESCROW_UNITS + 5, "two hours more, and the fee");
    }

    function test_RevertWhen_AKeyDoesWhatKeysMayNot() external {
        _authorize(type(uint64).max, type(uint64).max);
        uint40 expiry = uint40(START + 60);
        bytes memory refusal = abi.encodeWithSelector(IMarketErrors.Market_SignerNotHolder.selector, key, renter);
        bytes32 message = OrderLib.hashWithdraw(renter, 1, key, 0, 5, expiry);
        bytes memory signature = _sign(KEY, _digest(message));
        vm.expectRevert(refusal);
        market.withdrawFor(renter, 1, key, 0, 5, expiry, signature);
        SessionLimits memory more = SessionLimits(1, 1, expiry);
        signature = _sign(KEY, _digest(OrderLib.hashAuthorize(renter, stranger, more, 0, 5, expiry)));
        vm.expectRevert(refusal);
        market.authorizeFor(renter, stranger, more, 0, 5, expiry, signature);
        signature = _sign(KEY, _digest(OrderLib.hashCancelBid(renter, 0, 5, expiry)));
        vm.expectRevert(refusal);
        market.cancelBidFor(renter, 0, 5, expiry, signature);
        vm.prank(key);
        vm.expectPartialRevert(IMarketErrors.Market_InsufficientBalance.selector);
        market.withdraw(1, key);
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 601);
        vm.prank(key);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CallerNotHolder.selector, key, renter));
        market.noShow(leaseId, terms);
    }

    function test_RevertWhen_TheKeyExpiredOrWasRevoked() external {
        _authorize(10 * ESCROW_UNITS, 10 * ESCROW_UNITS);
        vm.warp(START + 1 days + 1);
        bytes memory refusal = abi.encodeWithSelector(IMarketErrors.Market_SignerNotRenter.selector, key, renter);
        _refuse(_byKey(0), refusal);
        vm.warp(START + 1 days);
        _settle(_byKey(0));
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.SessionRevoked(renter, key);
        vm.prank(renter);
        market.revoke(key);
        _refuse(_byKey(1), refusal);
        assertEq(market.sessionOf(renter, key).expiry, 0, "gone");
    }

    function test_RevertWhen_TheKeyIsAnothersKey() external {
        vm.prank(stranger);
        market.authorize(key, SessionLimits(type(uint64).max, type(uint64).max, type(uint40).max));
        _refuse(_byKey(0), abi.encodeWithSelector(IMarketErrors.Market_SignerNotRenter.selector, key, renter));
    }

    function test_AuthorisesAndRevokesBySignatureOnce() external {
        uint40 expiry = uint40(START + 60);
        SessionLimits memory limits = SessionLimits(ESCROW_UNITS, ESCROW_UNITS, uint40(START + 1 days));
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashAuthorize(renter, key, limits, 0, 7, expiry)));
        market.authorizeFor(renter, key, limits, 0, 7, expiry, signature);
        assertEq(market.sessionOf(renter, key).totalLeft, ESCROW_UNITS, "authorised");
        bytes memory taken = _sign(RENTER_KEY, _digest(OrderLib.hashRevoke(renter, key, 0, 8, expiry)));
        market.revokeFor(renter, key, 0, 8, expiry, taken);
        assertEq(market.sessionOf(renter, key).expiry, 0, "revoked");
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_NonceUsed.selector, renter, uint64(7)));
        market.authorizeFor(renter, key, limits, 0, 7, expiry, signature);
        bytes memory again = _sign(RENTER_KEY, _digest(OrderLib.hashAuthorize(renter, key, limits, 0, 9, expiry)));
        market.authorizeFor(renter, key, limits, 0, 9, expiry, again);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_NonceUsed.selector, renter, uint64(8)));
        market.revokeFor(renter, key, 0, 8, expiry, taken);
    }

    function test_PaysTheSenderExactlyTheSignedFee() external {
        uint40 expiry = uint40(START + 60);
        uint256 before = _balance(renter);
        SessionLimits memory limits = SessionLimits(ESCROW_UNITS, ESCROW_UNITS, uint40(START + 1 days));
        bytes memory given = _sign(RENTER_KEY, _digest(OrderLib.hashAuthorize(renter, key, limits, 1e15, 7, expiry)));
        bytes memory taken = _sign(RENTER_KEY, _digest(OrderLib.hashRevoke(renter, key, 2e15, 8, expiry)));
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.authorizeFor(renter, key, limits, 1e15 + 1, 7, expiry, given);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.RelayFeePaid(renter, stranger, 1e15);
        vm.prank(stranger);
        market.authorizeFor(renter, key, limits, 1e15, 7, expiry, given);
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.revokeFor(renter, key, 0, 8, expiry, taken);
        vm.prank(stranger);
        market.revokeFor(renter, key, 2e15, 8, expiry, taken);
        assertEq(before - _balance(renter), 3e15, "the account pays");
        assertEq(_balance(stranger), 3e15, "the sender gets");
    }

    function test_RevertWhen_AStrangerSignedForTheAccount() external {
        uint40 expiry = uint40(START + 60);
        SessionLimits memory limits = SessionLimits(1, 1, expiry);
        bytes memory refusal = abi.encodeWithSelector(IMarketErrors.Market_SignerNotHolder.selector, stranger, renter);
        bytes memory signature = _sign(STRANGER_KEY, _digest(OrderLib.hashAuthorize(renter, key, limits, 0, 7, expiry)));
        vm.expectRevert(refusal);
        market.authorizeFor(renter, key, limits, 0, 7, expiry, signature);
        signature = _sign(STRANGER_KEY, _digest(OrderLib.hashRevoke(renter, key, 0, 8, expiry)));
        vm.expectRevert(refusal);
        market.revokeFor(renter, key, 0, 8, expiry, signature);
    }

    /// @dev Property 6 of docs/contracts.md: a session key never spends more than its limits.
    function testFuzz_NeverSpendsAboveItsLimits(uint64 total, uint64 cap, uint16[8] calldata lengths) external {
        uint256 most = bound(total, 0, 20 * uint256(ESCROW_UNITS));
        uint256 daily = bound(cap, 0, 8 * uint256(ESCROW_UNITS));
        vm.prank(renter);
        market.authorize(key, SessionLimits(uint64(most), uint64(daily), uint40(START + 30 days)));
        uint256 before = _balance(renter);
        uint256 dayBefore = before;
        for (uint256 i = 0; i < lengths.length; ++i) {
            vm.warp(START + i * 8 hours);
            if (block.timestamp % 1 days < 8 hours) dayBefore = _balance(renter);
            Bid memory bid = _bid();
            bid.nonce = uint64(i);
            bid.durationSeconds = uint32(bound(lengths[i], 60, 28_000));
            SettleItem memory item = _item(_ask(), bid);
            item.bidSignature = _sign(KEY, market.hashBid(bid));
            vm.prank(ENGINE);
            (bool done,) = address(market).call(abi.encodeCall(market.settle, (SettleItems.pack(item))));
            done;
            assertAtMost(before - _balance(renter), most * 1e9, "in all");
            assertAtMost(dayBefore - _balance(renter), daily * 1e9, "in a day");
        }
    }

    function _authorize(uint64 total, uint64 cap) private {
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.SessionAuthorized(renter, key, total, cap, uint40(START + 1 days));
        vm.prank(renter);
        market.authorize(key, SessionLimits(total, cap, uint40(START + 1 days)));
    }

    function _byKey(uint64 nonce) private view returns (SettleItem memory item) {
        Bid memory bid = _bid();
        bid.nonce = nonce;
        item = _item(_ask(), bid);
        item.bidSignature = _sign(KEY, market.hashBid(bid));
    }

    function _refuse(SettleItem memory item, bytes memory revertData) private {
        vm.prank(ENGINE);
        vm.expectRevert(revertData);
        market.settle(SettleItems.pack(item));
    }
}
