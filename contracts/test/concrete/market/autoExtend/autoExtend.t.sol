// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {OrderLib} from "../../../../src/libraries/OrderLib.sol";
import {Ask, AutoExtend, LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

contract AutoExtendTest is MarketFixture {
    function test_RevertWhen_TheOrderIsForAnotherLease() external {
        (uint256 leaseId, LeaseTerms memory terms) = _near();
        AutoExtend memory order = _order(leaseId + 1, terms);
        _refuse(leaseId, terms, order, abi.encodeWithSelector(IMarketErrors.Market_AutoExtendMismatch.selector, leaseId, leaseId + 1));
    }

    function test_RevertWhen_TheStepIsZeroOrAboveAnHour() external {
        (uint256 leaseId, LeaseTerms memory terms) = _near();
        AutoExtend memory order = _order(leaseId, terms);
        order.stepSeconds = 3_601;
        _refuse(leaseId, terms, order, abi.encodeWithSelector(IMarketErrors.Market_AutoExtendStepInvalid.selector, 3_601, 3_600));
        order.stepSeconds = 0;
        _refuse(leaseId, terms, order, abi.encodeWithSelector(IMarketErrors.Market_AutoExtendStepInvalid.selector, 0, 3_600));
    }

    function test_RevertWhen_MoreThan600SecondsAreLeft() external {
        (uint256 leaseId, LeaseTerms memory terms) = _near();
        AutoExtend memory order = _order(leaseId, terms);
        vm.warp(START + 6_599);
        _refuse(
            leaseId, terms, order, abi.encodeWithSelector(IMarketErrors.Market_AutoExtendTooEarly.selector, START + 6_600, START + 6_599)
        );
        vm.warp(START + 6_600);
        _step(leaseId, terms, order);
    }

    function test_RevertWhen_TheLeaseWouldPassTheSignedTotal() external {
        (uint256 leaseId, LeaseTerms memory terms) = _near();
        AutoExtend memory order = _order(leaseId, terms);
        order.maxTotalSeconds = 10_799;
        _refuse(
            leaseId, terms, order, abi.encodeWithSelector(IMarketErrors.Market_AutoExtendTotalPassed.selector, 10_800, 10_799)
        );
        order.maxTotalSeconds = 10_800;
        _step(leaseId, terms, order);
    }

    function test_RevertWhen_TheOrderRanOut() external {
        (uint256 leaseId, LeaseTerms memory terms) = _near();
        AutoExtend memory order = _order(leaseId, terms);
        order.expiry = uint40(block.timestamp - 1);
        _refuse(
            leaseId, terms, order, abi.encodeWithSelector(IMarketErrors.Market_SignatureExpired.selector, order.expiry, block.timestamp)
        );
    }

    function test_RevertWhen_TheOrderWasWithdrawn() external {
        (uint256 leaseId, LeaseTerms memory terms) = _near();
        AutoExtend memory order = _order(leaseId, terms);
        vm.prank(renter);
        market.cancelAsk(order.nonce);
        _refuse(leaseId, terms, order, abi.encodeWithSelector(IMarketErrors.Market_NonceUsed.selector, renter, order.nonce));
    }

    function test_RevertWhen_AStrangerSigned() external {
        (uint256 leaseId, LeaseTerms memory terms) = _near();
        AutoExtend memory order = _order(leaseId, terms);
        bytes memory signature = _sign(STRANGER_KEY, _digest(OrderLib.hashAutoExtend(order)));
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_SignerNotHolder.selector, stranger, renter));
        market.autoExtend(leaseId, terms, order, signature);
    }

    function test_ExtendsStepByStepAndPaysEachSender() external {
        (uint256 leaseId, LeaseTerms memory terms) = _near();
        AutoExtend memory order = _order(leaseId, terms);
        order.relayFee = 1e15;
        for (uint256 i = 1; i <= 3; ++i) {
            _step(leaseId, terms, order);
            assertEq(market.leaseSlot(leaseId).endOffset, 7_200 + i * 3_600, "end offset");
            assertEq(_balance(stranger), i * 1e15, "relay fees");
            _refuse(
                leaseId,
                terms,
                order,
                abi.encodeWithSelector(
                    IMarketErrors.Market_AutoExtendTooEarly.selector, START + terms.durationSeconds - 600, block.timestamp
                )
            );
            vm.warp(START + terms.durationSeconds - 1);
        }
        vm.warp(START + terms.durationSeconds);
        _refuse(
            leaseId,
            terms,
            order,
            abi.encodeWithSelector(IMarketErrors.Market_LeaseOver.selector, block.timestamp, block.timestamp)
        );
    }

    function test_RevertWhen_TheStepPassesTheLastTimestamp() external {
        vm.warp(type(uint40).max - 7_300);
        Ask memory ask = _ask();
        ask.expiry = type(uint40).max;
        (uint256 leaseId, LeaseTerms memory terms) = _activeAs(_item(ask, _bid()));
        AutoExtend memory order = _order(leaseId, terms);
        order.expiry = type(uint40).max;
        vm.warp(type(uint40).max - 200); // 100 s before the end
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashAutoExtend(order)));
        vm.expectPartialRevert(IMarketErrors.Market_EndNotLater.selector);
        market.autoExtend(leaseId, terms, order, signature);
    }

    function _near() private returns (uint256 leaseId, LeaseTerms memory terms) {
        (leaseId, terms) = _active();
        vm.warp(START + 7_000);
    }

    function _order(uint256 leaseId, LeaseTerms memory terms) private view returns (AutoExtend memory) {
        return AutoExtend({
            leaseId: leaseId,
            leaseKey: _keyOf(leaseId, terms),
            stepSeconds: 3_600,
            maxTotalSeconds: 20 days,
            relayFee: 0,
            nonce: 400,
            expiry: uint40(START + 10 days)
        });
    }

    function _step(uint256 leaseId, LeaseTerms memory terms, AutoExtend memory order) private {
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashAutoExtend(order)));
        vm.prank(stranger);
        market.autoExtend(leaseId, terms, order, signature);
        terms.durationSeconds += order.stepSeconds;
    }

    function _refuse(uint256 leaseId, LeaseTerms memory terms, AutoExtend memory order, bytes memory revertData) private {
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashAutoExtend(order)));
        vm.expectRevert(revertData);
        market.autoExtend(leaseId, terms, order, signature);
    }
}
