// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {Ask, Mandate} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";
import {SettleItem, SettleItems} from "../../../fixtures/SettleItems.sol";

/// @dev Tests for finding H5 of a review: a node's key must not be able to sign an ask that is worse for the provider
/// than the mandate of the provider's wallet allows.
contract MandateLimitsTest is MarketFixture {
    Ask private ask;
    Mandate private mandate;

    function setUp() public override {
        super.setUp();
        ask = _ask();
        mandate = _mandate();
    }

    function test_RevertWhen_ThePriceIsBelowTheLeast() external {
        mandate.minPricePerGpuSecond = PRICE + 1;
        _refuse(2, PRICE, PRICE + 1);
        mandate.minPricePerGpuSecond = PRICE;
        _take();
    }

    function test_RevertWhen_LeasesMayBeLonger() external {
        mandate.maxDurationSeconds = 27 days - 1;
        _refuse(3, 27 days, 27 days - 1);
        mandate.maxDurationSeconds = 27 days;
        _take();
    }

    function test_RevertWhen_TheTrialIsLonger() external {
        mandate.maxTrialSeconds = TRIAL - 1;
        _refuse(4, TRIAL, TRIAL - 1);
        mandate.maxTrialSeconds = TRIAL;
        _take();
    }

    function test_RevertWhen_TheNoticeIsShorter() external {
        (mandate.minNoticeSeconds, mandate.maxNoticeSeconds) = (1_000, 1_000);
        ask.noticeSeconds = 999;
        _refuse(5, 999, 1_000);
        ask.noticeSeconds = 1_000;
        _take();
    }

    function test_RevertWhen_TheNoticeIsLonger() external {
        (mandate.minNoticeSeconds, mandate.maxNoticeSeconds) = (1_000, 1_000);
        ask.noticeSeconds = 1_001;
        _refuse(6, 1_001, 1_000);
    }

    function test_RevertWhen_TheAskIsAvailableForLonger() external {
        ask.availableUntil = uint40(START + 10 days);
        mandate.availableUntil = uint40(START + 10 days - 1);
        _refuse(7, START + 10 days, START + 10 days - 1);
        mandate.availableUntil = uint40(START + 10 days);
        _take();
    }

    function test_RevertWhen_AFlagIsNotAllowed() external {
        ask.transferable = true;
        mandate.flags = 2;
        _refuse(8, 1, 2);
        ask.privateRenter = renter;
        _refuse(8, 3, 2);
        mandate.flags = 1;
        _refuse(8, 3, 1);
        mandate.flags = 3;
        _take();
    }

    function test_AllowsFlagsThatTheAskDoesNotUse() external {
        mandate.flags = 255;
        _take();
    }

    function _refuse(uint8 field, uint256 value, uint256 limit) private {
        SettleItem memory item = _mandated();
        vm.prank(ENGINE);
        vm.expectRevert(
            abi.encodeWithSelector(IMarketErrors.Market_MandateExceeded.selector, field, value, limit)
        );
        market.settle(SettleItems.pack(item));
    }

    function _take() private {
        assertEq(_settle(_mandated()), 1, "settled");
    }

    function _mandated() private view returns (SettleItem memory item) {
        item = _item(ask, _bid());
        item.askSignature = _sign(NODE_KEY, market.hashAsk(ask));
        item.mandate = mandate;
        item.mandateSignature = _sign(PROVIDER_KEY, market.hashMandate(mandate));
    }
}
