// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {LeaseLib} from "../../../../src/libraries/LeaseLib.sol";
import {Ask, Bid, LeaseSlot, LeaseTerms, Mandate} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";
import {SettleItem, SettleItems} from "../../../fixtures/SettleItems.sol";

contract SettleTest is MarketFixture {
    uint256 private constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    // ── Executor ────────────────────────────────────────────────────────────

    function test_RevertWhen_CallerIsStrangerToTheEngineSet() external {
        SettleItem memory item = _defaultItem();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CallerNotExecutor.selector, stranger, address(1)));
        market.settle(SettleItems.pack(item));
    }

    function test_RevertWhen_OnlyTheAskNamesItsExecutor() external {
        Ask memory ask = _ask();
        ask.executor = provider;
        Bid memory bid = _bid();
        bid.executor = address(0);
        SettleItem memory item = _item(ask, bid);
        vm.prank(ENGINE);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CallerNotExecutor.selector, ENGINE, provider));
        market.settle(SettleItems.pack(item));
        vm.prank(provider);
        market.settle(SettleItems.pack(item));
    }

    function test_RevertWhen_EngineIsNotTheNamedExecutor() external {
        Bid memory bid = _bid();
        bid.executor = stranger;
        _refuse(_item(_ask(), bid), abi.encodeWithSelector(IMarketErrors.Market_CallerNotExecutor.selector, ENGINE, stranger));
    }

    function test_RevertWhen_EngineWasTakenOutOfTheSet() external {
        directory.setEngine(ENGINE, false);
        _refuse(
            _defaultItem(), abi.encodeWithSelector(IMarketErrors.Market_CallerNotExecutor.selector, ENGINE, address(1))
        );
    }

    function test_SettlesForAnyoneWhenBothOrdersNameNobody() external {
        Ask memory ask = _ask();
        Bid memory bid = _bid();
        ask.executor = address(0);
        bid.executor = address(0);
        SettleItem memory item = _item(ask, bid);
        vm.prank(stranger);
        assertEq(market.settle(SettleItems.pack(item)), 1, "lease id");
    }

    // ── Ask ─────────────────────────────────────────────────────────────────

    function test_RevertWhen_AskExpired() external {
        Ask memory ask = _ask();
        ask.expiry = uint40(block.timestamp - 1);
        _refuse(
            _item(ask, _bid()),
            abi.encodeWithSelector(IMarketErrors.Market_AskExpired.selector, ask.expiry, block.timestamp)
        );
        ask.expiry = uint40(block.timestamp);
        _settle(_item(ask, _bid()));
    }

    function test_RevertWhen_AskBitIsSet() external {
        Ask memory ask = _ask();
        ask.nonce = 300;
        vm.prank(provider);
        market.cancelAsk(300);
        _refuse(
            _item(ask, _bid()),
            abi.encodeWithSelector(IMarketErrors.Market_AskCancelled.selector, provider, uint64(300))
        );
        ask.nonce = 301;
        _settle(_item(ask, _bid()));
    }

    function test_RevertWhen_AskLiesBelowTheFloor() external {
        vm.prank(provider);
        market.raiseFloor(1);
        _refuse(
            _defaultItem(), abi.encodeWithSelector(IMarketErrors.Market_AskCancelled.selector, provider, uint64(0))
        );
    }

    function test_RevertWhen_StrangerSignedTheAsk() external {
        SettleItem memory item = _defaultItem();
        item.askSignature = _sign(STRANGER_KEY, market.hashAsk(item.ask));
        _refuse(item, abi.encodeWithSelector(IMarketErrors.Market_SignerNotProvider.selector, stranger, provider));
    }

    function test_RevertWhen_NodeKeySignedTheAskWithoutMandate() external {
        SettleItem memory item = _defaultItem();
        item.askSignature = _sign(NODE_KEY, market.hashAsk(item.ask));
        _refuse(
            item,
            abi.encodeWithSelector(IMarketErrors.Market_SignerNotProvider.selector, vm.addr(NODE_KEY), provider)
        );
    }

    // ── Mandate ─────────────────────────────────────────────────────────────

    function test_SettlesAnAskOfTheNodeKeyWithinItsMandate() external {
        assertEq(_settle(_mandated(_ask(), _mandate(), PROVIDER_KEY)), 1, "lease id");
    }

    function test_RevertWhen_AnotherKeyUsesTheMandate() external {
        SettleItem memory item = _mandated(_ask(), _mandate(), PROVIDER_KEY);
        item.askSignature = _sign(STRANGER_KEY, market.hashAsk(item.ask));
        _refuse(item, abi.encodeWithSelector(IMarketErrors.Market_SignerNotNodeKey.selector, stranger, node));
    }

    function test_RevertWhen_MandateIsForAnotherNode() external {
        Mandate memory mandate = _mandate();
        mandate.node = bytes32(uint256(1));
        _refuse(
            _mandated(_ask(), mandate, PROVIDER_KEY),
            abi.encodeWithSelector(IMarketErrors.Market_MandateMismatch.selector, provider, mandate.node)
        );
    }

    function test_RevertWhen_MandateEnded() external {
        Mandate memory mandate = _mandate();
        mandate.until = uint40(block.timestamp - 1);
        _refuse(
            _mandated(_ask(), mandate, PROVIDER_KEY),
            abi.encodeWithSelector(IMarketErrors.Market_MandateExpired.selector, mandate.until, block.timestamp)
        );
        mandate.until = uint40(block.timestamp);
        _settle(_mandated(_ask(), mandate, PROVIDER_KEY));
    }

    function test_RevertWhen_MandateWasCancelled() external {
        vm.prank(provider);
        market.cancelAsk(77);
        _refuse(
            _mandated(_ask(), _mandate(), PROVIDER_KEY),
            abi.encodeWithSelector(IMarketErrors.Market_MandateCancelled.selector, provider, uint64(77))
        );
    }

    function test_RevertWhen_AskPricesBelowTheMandate() external {
        Mandate memory mandate = _mandate();
        mandate.minPricePerGpuSecond = PRICE + 1;
        _refuse(
            _mandated(_ask(), mandate, PROVIDER_KEY),
            abi.encodeWithSelector(IMarketErrors.Market_MandateExceeded.selector, uint8(2), PRICE, PRICE + 1)
        );
    }

    function test_RevertWhen_AskAllowsLongerThanTheMandate() external {
        Mandate memory mandate = _mandate();
        mandate.maxDurationSeconds = 27 days - 1;
        _refuse(
            _mandated(_ask(), mandate, PROVIDER_KEY),
            abi.encodeWithSelector(IMarketErrors.Market_MandateExceeded.selector, uint8(3), 27 days, 27 days - 1)
        );
    }

    function test_RevertWhen_ProviderDidNotSignTheMandate() external {
        _refuse(
            _mandated(_ask(), _mandate(), STRANGER_KEY),
            abi.encodeWithSelector(IMarketErrors.Market_SignerNotProvider.selector, stranger, provider)
        );
    }

    // ── Bid ─────────────────────────────────────────────────────────────────

    function test_RevertWhen_BidExpired() external {
        Bid memory bid = _bid();
        bid.expiry = uint40(block.timestamp - 1);
        _refuse(
            _item(_ask(), bid),
            abi.encodeWithSelector(IMarketErrors.Market_BidExpired.selector, bid.expiry, block.timestamp)
        );
        bid.expiry = uint40(block.timestamp);
        _settle(_item(_ask(), bid));
    }

    function test_RevertWhen_BidLivesLongerThanSevenDays() external {
        Bid memory bid = _bid();
        bid.expiry = uint40(block.timestamp + 7 days + 1);
        _refuse(
            _item(_ask(), bid),
            abi.encodeWithSelector(
                IMarketErrors.Market_BidExpiryTooFar.selector, bid.expiry, block.timestamp + 7 days
            )
        );
        bid.expiry = uint40(block.timestamp + 7 days);
        _settle(_item(_ask(), bid));
    }

    function test_RevertWhen_BidLaneIsCancelled() external {
        Bid memory bid = _bid();
        bid.nonce = 63;
        vm.prank(renter);
        market.cancelBid(63);
        _refuse(
            _item(_ask(), bid), abi.encodeWithSelector(IMarketErrors.Market_BidCancelled.selector, renter, uint64(63))
        );
        bid.nonce = 62;
        _settle(_item(_ask(), bid));
        bid.nonce = 64;
        _settle(_item(_ask(), bid));
    }

    function test_RevertWhen_BidLiesBelowTheFloor() external {
        vm.prank(renter);
        market.raiseFloor(5);
        Bid memory bid = _bid();
        bid.nonce = 4;
        _refuse(
            _item(_ask(), bid), abi.encodeWithSelector(IMarketErrors.Market_BidCancelled.selector, renter, uint64(4))
        );
        bid.nonce = 5;
        _settle(_item(_ask(), bid));
    }

    function test_RevertWhen_BidIsReplayed() external {
        SettleItem memory item = _defaultItem();
        _settle(item);
        _refuse(item, abi.encodeWithSelector(IMarketErrors.Market_BidOverfilled.selector, 2, 2, 2));
    }

    function test_FillsABidInPartsUpToItsSize() external {
        SettleItem memory item = _defaultItem();
        item.gpus = 1;
        _settle(item);
        assertEq(market.bidLane(renter, 0), 1, "lane");
        _settle(item);
        assertEq(market.bidLane(renter, 0), 2, "lane");
        _refuse(item, abi.encodeWithSelector(IMarketErrors.Market_BidOverfilled.selector, 2, 1, 2));
    }

    function test_RevertWhen_BidAsksForMoreThan254Gpus() external {
        Bid memory bid = _bid();
        bid.gpus = 255;
        SettleItem memory item = _item(_ask(), bid);
        item.gpus = 2;
        _refuse(item, abi.encodeWithSelector(IMarketErrors.Market_BidTooLarge.selector, 255, 254));
    }

    function test_RevertWhen_StrangerSignedTheBid() external {
        SettleItem memory item = _defaultItem();
        item.bidSignature = _sign(STRANGER_KEY, market.hashBid(item.bid));
        _refuse(item, abi.encodeWithSelector(IMarketErrors.Market_SignerNotRenter.selector, stranger, renter));
    }

    // ── Form of signatures ──────────────────────────────────────────────────

    function test_RevertWhen_SignatureIsTheHighSTwin() external {
        SettleItem memory item = _defaultItem();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(RENTER_KEY, market.hashBid(item.bid));
        bytes32 highS = bytes32(ORDER - uint256(s));
        item.bidSignature = abi.encodePacked(r, highS, v == 27 ? uint8(28) : uint8(27));
        _refuse(item, abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureS.selector, highS));
    }

    function test_RevertWhen_SignatureHas64Bytes() external {
        SettleItem memory item = _defaultItem();
        item.askSignature = new bytes(64);
        _refuse(item, abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureLength.selector, 64));
    }

    // ── Money ───────────────────────────────────────────────────────────────

    function test_RevertWhen_BalanceIsOneUnitShort() external {
        SettleItem memory item = _defaultItem();
        item.relayFee = 5;
        uint256 needed = _escrowOf(_termsOf(item, block.timestamp, true)) + 5;
        uint256 surplus = _balance(renter) - needed + 1;
        vm.prank(renter);
        market.withdraw(surplus, renter);
        _refuse(item, abi.encodeWithSelector(IMarketErrors.Market_InsufficientBalance.selector, needed - 1, needed));
        _deposit(renter, 1);
        _settle(item);
        assertEq(_balance(renter), 0, "renter's balance");
    }

    function test_LocksEscrowAndPaysTheRelayFeeToTheSender() external {
        SettleItem memory item = _defaultItem();
        item.relayFee = 1e17;
        uint256 before = _balance(renter);
        _settle(item);
        uint256 price = uint256(PRICE) * 2 * 7200;
        assertEq(before - _balance(renter), price + _feeUp(price) + 1e17, "taken from the renter");
        assertEq(_balance(ENGINE), 1e17, "paid to the sender");
    }

    function test_StoresTheTermsAndEmitsSettled() external {
        SettleItem memory item = _defaultItem();
        LeaseTerms memory terms = _termsOf(item, block.timestamp, true);
        bytes32 askHash = market.hashAsk(item.ask);
        bytes32 bidHash = market.hashBid(item.bid);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.Settled(1, askHash, bidHash, terms, _escrowOf(terms), 0, ENGINE, 0);
        uint256 leaseId = _settle(item);
        LeaseSlot memory slot = market.leaseSlot(leaseId);
        assertEq(slot.termsHash, LeaseLib.hashTerms(leaseId, terms), "terms hash");
        assertEq(LeaseLib.stateOf(slot), LeaseLib.STATE_BOOKED, "state");
        assertEq(slot.endOffset, 7200, "end offset");
        assertEq(slot.readyDelay + uint256(slot.paidSeconds) + slot.credit, 0, "untouched fields");
    }

    /// @dev No stored term is zero here, so that the test notices a term that is not stored.
    function test_StoresTermsOfWhichNoneIsZero() external {
        Ask memory ask = _ask();
        ask.nonce = 9;
        ask.noticeSeconds = 77;
        ask.transferable = true;
        Bid memory bid = _bid();
        bid.nonce = 4;
        SettleItem memory item = _item(ask, bid);
        uint256 leaseId = _settle(item);
        LeaseTerms memory terms = _termsOf(item, START, true);
        assertEq(terms.flags, 5, "spot, transferable");
        assertEq(market.leaseSlot(leaseId).termsHash, LeaseLib.hashTerms(leaseId, terms), "terms");
    }

    function test_GrantsATrialOnceADay() external {
        (, LeaseTerms memory first) = _booked();
        assertEq(first.trialSeconds, TRIAL, "first lease");
        vm.warp(block.timestamp + 1 days - 1);
        Bid memory bid = _bid();
        bid.nonce = 1;
        SettleItem memory item = _item(_ask(), bid);
        uint256 second = _settle(item);
        assertEq(
            market.leaseSlot(second).termsHash,
            LeaseLib.hashTerms(second, _termsOf(item, block.timestamp, false)),
            "no second trial within a day"
        );
        vm.warp(block.timestamp + 1);
        bid = _bid();
        bid.nonce = 2;
        item = _item(_ask(), bid);
        uint256 third = _settle(item);
        assertEq(
            market.leaseSlot(third).termsHash,
            LeaseLib.hashTerms(third, _termsOf(item, block.timestamp, true)),
            "a trial again after a day"
        );
    }

    function test_GrantsATrialToALeaseThatStartsInTenMinutes() external {
        SettleItem memory item = _defaultItem();
        item.start = uint40(block.timestamp + 600);
        uint256 leaseId = _settle(item);
        assertEq(
            market.leaseSlot(leaseId).termsHash,
            LeaseLib.hashTerms(leaseId, _termsOf(item, block.timestamp, true)),
            "a trial"
        );
    }

    function test_GrantsNoTrialToALeaseThatStartsLater() external {
        SettleItem memory item = _defaultItem();
        item.start = uint40(block.timestamp + 601);
        uint256 leaseId = _settle(item);
        assertEq(
            market.leaseSlot(leaseId).termsHash,
            LeaseLib.hashTerms(leaseId, _termsOf(item, block.timestamp, false)),
            "no trial"
        );
        assertEq(market.account(renter).lastTrialAt, 0, "last trial untouched");
    }

    // ── Calendar ────────────────────────────────────────────────────────────

    function test_BooksEveryHourTheWindowTouches() external {
        vm.warp(START + 3599);
        Bid memory bid = _bid();
        bid.durationSeconds = 3602; // the last second of one hour, the whole next hour, the first second of a third
        _settle(_item(_ask(), bid));
        uint256 hour = START / 3600;
        uint256 word = market.calendarWord(node, hour / 64);
        for (uint256 i = 0; i < 3; ++i) {
            assertEq((word >> (4 * ((hour + i) % 64))) & 15, 2, "booked hour");
        }
        assertEq((word >> (4 * ((hour + 3) % 64))) & 15, 0, "hour after");
    }

    /// @dev START is hour 32 of its calendar word of 64 hours, so a lease of 97 hours touches three words.
    function test_BooksAndGivesBackAcrossWords() external {
        Bid memory bid = _bid();
        bid.durationSeconds = 97 hours;
        (uint256 leaseId, LeaseTerms memory terms) = _bookedAs(_item(_ask(), bid));
        uint256 word = START / 3600 / 64;
        uint256 twos = 0x2222222222222222222222222222222222222222222222222222222222222222;
        assertEq(market.calendarWord(node, word), twos << 128, "from its hour on");
        assertEq(market.calendarWord(node, word + 1), twos, "all of the next");
        assertEq(market.calendarWord(node, word + 2), 2, "one hour of the last");
        vm.prank(renter);
        market.cancelLease(leaseId, terms);
        for (uint256 i = 0; i < 3; ++i) assertEq(market.calendarWord(node, word + i), 0, "given back");
    }

    function test_EndsBookingAtAFullHour() external {
        Bid memory bid = _bid();
        bid.durationSeconds = 3600;
        _settle(_item(_ask(), bid));
        uint256 hour = START / 3600;
        uint256 word = market.calendarWord(node, hour / 64);
        assertEq((word >> (4 * (hour % 64))) & 15, 2, "booked hour");
        assertEq((word >> (4 * ((hour + 1) % 64))) & 15, 0, "hour after");
    }

    function test_RevertWhen_HoursAreTaken() external {
        Bid memory bid = _bid();
        bid.gpus = 7;
        _settle(_item(_ask(), bid));
        bid.nonce = 1;
        bid.gpus = 2;
        _refuse(
            _item(_ask(), bid),
            abi.encodeWithSelector(IMarketErrors.Market_CalendarFull.selector, node, START / 3600 / 64)
        );
        bid.gpus = 1;
        _settle(_item(_ask(), bid));
    }

    // ── Shapes ──────────────────────────────────────────────────────────────

    function _refuse(SettleItem memory item, bytes memory revertData) private {
        vm.prank(ENGINE);
        vm.expectRevert(revertData);
        market.settle(SettleItems.pack(item));
    }

    function _mandated(Ask memory ask, Mandate memory mandate, uint256 mandateKey)
        private
        view
        returns (SettleItem memory item)
    {
        item = _item(ask, _bid());
        item.askSignature = _sign(NODE_KEY, market.hashAsk(ask));
        item.mandate = mandate;
        item.mandateSignature = _sign(mandateKey, market.hashMandate(mandate));
    }
}
