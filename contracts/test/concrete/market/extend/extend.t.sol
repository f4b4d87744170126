// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGuardian} from "../../../../src/interfaces/IGuardian.sol";
import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {LeaseLib} from "../../../../src/libraries/LeaseLib.sol";
import {OrderLib} from "../../../../src/libraries/OrderLib.sol";
import {Ask, Bid, LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {NodeRegistryContract, Upgradeable} from "../../../fixtures/Contracts.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

contract ExtendTest is MarketFixture {
    uint256 private constant HOUR_WORD = START / 3600 / 64;

    function test_RevertWhen_LeaseIsBooked() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        _refuse(leaseId, terms, START + 9_000, abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, leaseId, uint8(1)));
    }

    function test_RevertWhen_TermsAreOthers() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        terms.pricePerGpuSecond -= 1;
        _refuse(leaseId, terms, START + 9_000, abi.encodeWithSelector(IMarketErrors.Market_TermsMismatch.selector, leaseId));
    }

    function test_RevertWhen_TimeIsUp() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 7_200);
        _refuse(
            leaseId, terms, START + 9_000, abi.encodeWithSelector(IMarketErrors.Market_LeaseOver.selector, START + 7_200, START + 7_200)
        );
        vm.warp(START + 7_199);
        vm.prank(renter);
        market.extend(leaseId, terms, uint40(START + 9_000));
    }

    function test_RevertWhen_CallerIsNotTheHolder() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CallerNotHolder.selector, provider, renter));
        market.extend(leaseId, terms, uint40(START + 9_000));
    }

    function test_RevertWhen_EndIsNotLater() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        _refuse(
            leaseId, terms, START + 7_200, abi.encodeWithSelector(IMarketErrors.Market_EndNotLater.selector, START + 7_200, START + 7_200)
        );
        vm.prank(renter);
        market.extend(leaseId, terms, uint40(START + 7_201));
    }

    function test_RevertWhen_PastTheAsksLongestLease() external {
        Ask memory ask = _ask();
        ask.maxDurationSeconds = 10_000;
        (uint256 leaseId, LeaseTerms memory terms) = _activeAs(_item(ask, _bid()));
        _refuse(
            leaseId, terms, START + 10_001, abi.encodeWithSelector(IMarketErrors.Market_DurationOutOfRange.selector, 10_001, 0, 10_000)
        );
        vm.prank(renter);
        market.extend(leaseId, terms, uint40(START + 10_000));
    }

    function test_RevertWhen_PastTheAsksLastMoment() external {
        Ask memory ask = _ask();
        ask.availableUntil = uint40(START + 10_000);
        (uint256 leaseId, LeaseTerms memory terms) = _activeAs(_item(ask, _bid()));
        _refuse(
            leaseId,
            terms,
            START + 10_001,
            abi.encodeWithSelector(IMarketErrors.Market_WindowOutsideAsk.selector, START, START + 10_001, 0, START + 10_000)
        );
        vm.prank(renter);
        market.extend(leaseId, terms, uint40(START + 10_000));
    }

    function test_RevertWhen_PastTwentyEightDaysFromNow() external {
        Ask memory ask = _ask();
        ask.maxDurationSeconds = 90 days;
        (uint256 leaseId, LeaseTerms memory terms) = _activeAs(_item(ask, _bid()));
        vm.warp(START + 100);
        uint256 latest = START + 100 + 28 days;
        _refuse(leaseId, terms, latest + 1, abi.encodeWithSelector(IMarketErrors.Market_EndTooFar.selector, latest + 1, latest));
        vm.prank(renter);
        market.extend(leaseId, terms, uint40(latest));
    }

    function test_RevertWhen_TheDurationNoLongerFitsTheSlot() external {
        Ask memory ask = _ask();
        ask.maxDurationSeconds = type(uint32).max;
        (uint256 leaseId, LeaseTerms memory terms) = _activeAs(_item(ask, _bid()));
        uint256 most = type(uint24).max;
        for (uint256 end = 27 days; end < most; end += 27 days) {
            _extend(leaseId, terms, START + end);
            vm.warp(START + end - 1);
        }
        _refuse(
            leaseId, terms, START + most + 1, abi.encodeWithSelector(IMarketErrors.Market_DurationOutOfRange.selector, most + 1, 0, most)
        );
        _extend(leaseId, terms, START + most);
        assertEq(market.leaseSlot(leaseId).endOffset, most, "the slot is full");
    }

    function test_RevertWhen_TheAskWasCancelled() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.prank(provider);
        market.cancelAsk(terms.askNonce);
        _refuse(
            leaseId, terms, START + 9_000, abi.encodeWithSelector(IMarketErrors.Market_AskCancelled.selector, provider, terms.askNonce)
        );
    }

    function test_RevertWhen_TheAskFellBelowTheFloor() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.prank(provider);
        market.raiseFloor(terms.askNonce + 1);
        _refuse(
            leaseId, terms, START + 9_000, abi.encodeWithSelector(IMarketErrors.Market_AskCancelled.selector, provider, terms.askNonce)
        );
    }

    function test_RevertWhen_AnAddedHourIsTaken() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active(); // two GPUs of eight
        Bid memory bid = _bid();
        bid.nonce = 1;
        bid.gpus = 7;
        bid.durationSeconds = 3_600;
        bid.expiry = uint40(START + 1 hours);
        _settle(_later(_ask(), bid, START + 10_800)); // the hour after next
        _refuse(leaseId, terms, START + 10_801, abi.encodeWithSelector(IMarketErrors.Market_CalendarFull.selector, node, HOUR_WORD));
        _extend(leaseId, terms, START + 10_800);
    }

    // ── The node's listing: finding M6 ──────────────────────────────────────

    function test_RevertWhen_TheNodeIsNotListed() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.prank(provider);
        registry.retire(node);
        _refuse(leaseId, terms, START + 9_000, abi.encodeWithSelector(IMarketErrors.Market_NodeNotListed.selector, node));
    }

    function test_RevertWhen_TheNewRegistryDoesNotKnowTheNode() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        _replaceRegistry();
        _refuse(leaseId, terms, START + 9_000, abi.encodeWithSelector(IMarketErrors.Market_NodeNotListed.selector, node));
        assertEq(market.calendarWord(node, HOUR_WORD + 1), 0, "no hour was booked");
    }

    /// @dev The case that a review found: 8 GPUs of a node with 4 were booked in one hour, because the calendar trusted
    /// the new registry's capacity.
    function test_RevertWhen_TheNewRegistryHasFewerGpusThanTheLease() external {
        Bid memory bid = _bid();
        bid.gpus = CAPACITY;
        (uint256 leaseId, LeaseTerms memory terms) = _activeAs(_item(_ask(), bid));
        _replaceRegistry();
        _register(PROVIDER_KEY, NODE_KEY, CAPACITY - 1);
        _refuse(
            leaseId,
            terms,
            START + 9_000,
            abi.encodeWithSelector(IMarketErrors.Market_GpusOutOfRange.selector, CAPACITY, 1, CAPACITY - 1)
        );
    }

    function test_ExtendsWhenTheNewRegistryHasJustTheGpusOfTheLease() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active(); // two GPUs
        _replaceRegistry();
        _register(PROVIDER_KEY, NODE_KEY, 2);
        _extend(leaseId, terms, START + 9_000);
    }

    function _replaceRegistry() private {
        bytes memory start = abi.encodeCall(Upgradeable.initialize, (address(this)));
        address code = _create("NodeRegistry", abi.encode(directory));
        registry = NodeRegistryContract(_create("UpgradeableProxy", abi.encode(code, start)));
        directory.set("NodeRegistry", address(registry));
    }

    function test_RevertWhen_SettlingIsPaused() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        IGuardian guarded = IGuardian(address(directory));
        guarded.setGuardian(address(this));
        guarded.pause(1 hours);
        vm.prank(renter);
        vm.expectPartialRevert(IGuardian.Guardian_Paused.selector);
        market.extend(leaseId, terms, uint40(START + 9_000));
        vm.warp(START + 1 hours + 1);
        _extend(leaseId, terms, START + 9_000);
    }

    function test_RevertWhen_TheBalanceIsOneUnitShort() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        uint256 added = _priceOf(terms, 9_000) - _priceOf(terms, 7_200);
        uint256 surplus = _balance(renter) - added + 1;
        vm.prank(renter);
        market.withdraw(surplus, renter);
        _refuse(leaseId, terms, START + 9_000, abi.encodeWithSelector(IMarketErrors.Market_InsufficientBalance.selector, added - 1, added));
        _deposit(renter, 1);
        _extend(leaseId, terms, START + 9_000);
        assertEq(_balance(renter), 0, "all of it");
    }

    function test_LocksTheAddedPriceAndNamesTheNewDuration() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        uint256 before = _balance(renter);
        uint256 added = _priceOf(terms, 9_000) - _priceOf(terms, 7_200);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseExtended(leaseId, uint40(START + 9_000), 9_000, added, 0, renter);
        vm.prank(renter);
        market.extend(leaseId, terms, uint40(START + 9_000));
        assertEq(before - _balance(renter), added, "taken");
        assertEq(market.leaseSlot(leaseId).endOffset, 9_000, "end offset");
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_TermsMismatch.selector, leaseId));
        market.end(leaseId, terms, true);
        terms.durationSeconds = 9_000;
        vm.warp(START + 9_000 + 1 hours);
        market.close(leaseId, terms);
        uint256 pay = uint256(PRICE) * 2 * 9_000;
        assertEq(before + _priceOf(terms, 7_200) - _balance(renter), pay + _feeUp(pay), "paid in all");
        _assertAllMoneyIsInAccounts();
    }

    function test_BooksTheAddedHoursAndGivesThemBack() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        _extend(leaseId, terms, START + 7_201); // one second of a third hour
        uint256 first = START / 3600 % 64;
        assertEq(_booked(first + 2), 2, "the hour that the second touches");
        assertEq(_booked(first + 3), 0, "the hour after");
        _extend(leaseId, terms, START + 10_800); // the rest of that hour
        assertEq(_booked(first + 2), 2, "not counted twice");
        vm.warp(START + 1_000);
        vm.prank(renter);
        market.end(leaseId, terms, true);
        assertEq(market.calendarWord(node, HOUR_WORD), 0, "all given back, also the extension's");
    }

    function test_ExtendsBySignatureAndPaysTheSender() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        uint40 end = uint40(START + 9_000);
        uint40 expiry = uint40(START + 60);
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashExtend(leaseId, _keyOf(leaseId, terms), end, 5e15, expiry)));
        uint256 before = _balance(renter);
        vm.prank(stranger);
        market.extendFor(leaseId, terms, end, 5e15, expiry, signature);
        assertEq(_balance(stranger), 5e15, "relay fee");
        assertEq(before - _balance(renter), _priceOf(terms, 9_000) - _priceOf(terms, 7_200) + 5e15, "taken");
        terms.durationSeconds = 9_000;
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_EndNotLater.selector, end, end));
        market.extendFor(leaseId, terms, end, 5e15, expiry, signature);
    }

    function test_RevertWhen_TheSignedFormIsChangedOrLate() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        uint40 end = uint40(START + 9_000);
        uint40 expiry = uint40(START + 60);
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashExtend(leaseId, _keyOf(leaseId, terms), end, 5e15, expiry)));
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.extendFor(leaseId, terms, end, 6e15, expiry, signature);
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.extendFor(leaseId, terms, end + 1, 5e15, expiry, signature);
        vm.warp(START + 61);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_SignatureExpired.selector, START + 60, START + 61));
        market.extendFor(leaseId, terms, end, 5e15, expiry, signature);
    }

    /// @dev Guards against known failures 15 and 16 (test/README.md): many small extensions cost exactly as much as one
    /// large one.
    function testFuzz_SplittingAnExtensionCostsTheSame(uint16[6] calldata steps, uint96 price) external {
        Ask memory ask = _ask();
        ask.pricePerGpuSecond = uint96(bound(price, 1, PRICE));
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _activeAs(_item(ask, _bid()));
        for (uint256 i = 0; i < steps.length; ++i) {
            _extend(leaseId, terms, START + terms.durationSeconds + bound(steps[i], 1, 30_000));
        }
        assertEq(before - _balance(renter), _priceOf(terms, terms.durationSeconds), "escrow of the whole");
        vm.warp(START + terms.durationSeconds + 1 hours);
        market.close(leaseId, terms);
        assertEq(_balance(provider), _payOf(terms) - _feeUp(_payOf(terms)), "the provider's");
        _assertAllMoneyIsInAccounts();
    }

    function _extend(uint256 leaseId, LeaseTerms memory terms, uint256 newEnd) private {
        vm.prank(renter);
        market.extend(leaseId, terms, uint40(newEnd));
        terms.durationSeconds = uint32(newEnd - terms.start);
    }

    function _refuse(uint256 leaseId, LeaseTerms memory terms, uint256 newEnd, bytes memory revertData) private {
        vm.prank(renter);
        vm.expectRevert(revertData);
        market.extend(leaseId, terms, uint40(newEnd));
    }

    function _priceOf(LeaseTerms memory terms, uint256 seconds_) private pure returns (uint256) {
        uint256 price = uint256(terms.pricePerGpuSecond) * terms.gpus * seconds_;
        return price + _feeUp(price);
    }

    function _payOf(LeaseTerms memory terms) private pure returns (uint256) {
        return uint256(terms.pricePerGpuSecond) * terms.gpus * terms.durationSeconds;
    }

    function _booked(uint256 hour) private view returns (uint256) {
        return (market.calendarWord(node, HOUR_WORD + hour / 64) >> (4 * (hour % 64))) & 15;
    }
}
