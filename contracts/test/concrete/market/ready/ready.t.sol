// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {NodeIdLib} from "../../../../src/libraries/NodeIdLib.sol";
import {Ask, Bid, LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

contract ReadyTest is MarketFixture {
    bytes4 private constant SIGNER = IMarketErrors.Market_SignerNotNodeKey.selector;

    function test_RevertWhen_TermsAreNotTheLeases() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        terms.pricePerGpuSecond -= 1;
        _refuse(leaseId, terms, abi.encodeWithSelector(SIGNER, vm.addr(NODE_KEY), node));
        terms.pricePerGpuSecond += 1;
        terms.provider = stranger;
        bytes32 strangers = NodeIdLib.nodeIdOf(stranger, vm.addr(NODE_KEY));
        _refuse(leaseId, terms, abi.encodeWithSelector(SIGNER, vm.addr(NODE_KEY), strangers));
        terms.provider = provider;
        terms.start -= 1;
        _refuse(leaseId, terms, abi.encodeWithSelector(SIGNER, vm.addr(NODE_KEY), node));
    }

    function test_RevertWhen_TermsAreThoseOfAnotherLease() external {
        (, LeaseTerms memory terms) = _booked();
        Bid memory bid = _bid();
        bid.nonce = 1;
        (uint256 second,) = _bookedAs(_item(_ask(), bid));
        _refuse(second, terms, abi.encodeWithSelector(SIGNER, vm.addr(NODE_KEY), node));
    }

    function test_RevertWhen_LeaseIsNotBooked() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        _refuse(leaseId, terms, abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, leaseId, uint8(2)));
        _refuse(99, terms, abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, 99, uint8(0)));
    }

    function test_RevertWhen_StartHasNotCome() external {
        (uint256 leaseId, LeaseTerms memory terms) = _bookedLater();
        vm.warp(terms.start - 1);
        _refuse(
            leaseId,
            terms,
            abi.encodeWithSelector(IMarketErrors.Market_NotStarted.selector, terms.start, uint256(terms.start) - 1)
        );
        vm.warp(terms.start);
        _ready(leaseId, terms, NODE_KEY);
    }

    function test_RevertWhen_GraceHasPassed() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 601);
        _refuse(
            leaseId, terms, abi.encodeWithSelector(IMarketErrors.Market_GracePassed.selector, START + 600, START + 601)
        );
        vm.warp(START + 600);
        _ready(leaseId, terms, NODE_KEY);
        assertEq(market.leaseSlot(leaseId).readyDelay, 600, "ready delay");
    }

    function test_RevertWhen_WindowIsOver() external {
        Bid memory bid = _bid();
        bid.durationSeconds = 60;
        (uint256 leaseId, LeaseTerms memory terms) = _bookedAs(_item(_ask(), bid));
        vm.warp(START + 60);
        _refuse(
            leaseId, terms, abi.encodeWithSelector(IMarketErrors.Market_LeaseOver.selector, START + 60, START + 60)
        );
        vm.warp(START + 59);
        _ready(leaseId, terms, NODE_KEY);
    }

    function test_RevertWhen_SignatureIsStale() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 200);
        _refuseAt(leaseId, terms, START + 79);
        _refuseAt(leaseId, terms, START + 321);
        _readyAt(leaseId, terms, START + 80);
    }

    function test_AcceptsASignatureWhoseClockRunsAhead() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 200);
        _readyAt(leaseId, terms, START + 320);
        assertEq(market.leaseSlot(leaseId).readyDelay, 200, "the block's time counts");
    }

    function test_RevertWhen_SignerIsNotTheNodeKey() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        (bytes32 r, bytes32 vs) = _signReady(PROVIDER_KEY, leaseId, START, terms);
        vm.expectRevert(abi.encodeWithSelector(SIGNER, provider, NodeIdLib.nodeIdOf(provider, provider)));
        market.ready(leaseId, uint40(START), r, vs, _headOf(terms));
    }

    function test_RevertWhen_SignatureIsForAnotherLease() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        (bytes32 r, bytes32 vs) = _signReady(NODE_KEY, leaseId + 1, START, terms);
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotNodeKey.selector);
        market.ready(leaseId, uint40(START), r, vs, _headOf(terms));
    }

    function test_StartsBillingAtTheBlocksTimeWhoeverSendsIt() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 37);
        uint40 signedAt = uint40(START + 20);
        (bytes32 r, bytes32 vs) = _signReady(NODE_KEY, leaseId, signedAt, terms);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseReady(leaseId, uint40(START + 37));
        vm.prank(stranger);
        market.ready(leaseId, signedAt, r, vs, _headOf(terms));
        assertEq(market.leaseSlot(leaseId).readyDelay, 37, "ready delay");
        assertEq(_stateOf(leaseId), 2, "active");
    }

    // ── Shapes ──────────────────────────────────────────────────────────────

    function _bookedLater() private returns (uint256 leaseId, LeaseTerms memory terms) {
        Ask memory ask = _ask();
        Bid memory bid = _bid();
        bid.startFrom = uint40(START + 1 days);
        (leaseId, terms) = _bookedAs(_later(ask, bid, START + 1 days));
    }

    function _refuse(uint256 leaseId, LeaseTerms memory terms, bytes memory revertData) private {
        uint40 signedAt = uint40(block.timestamp);
        (bytes32 r, bytes32 vs) = _signReady(NODE_KEY, leaseId, signedAt, terms);
        vm.expectRevert(revertData);
        market.ready(leaseId, signedAt, r, vs, _headOf(terms));
    }

    function _refuseAt(uint256 leaseId, LeaseTerms memory terms, uint256 signedAt) private {
        (bytes32 r, bytes32 vs) = _signReady(NODE_KEY, leaseId, signedAt, terms);
        vm.expectRevert(
            abi.encodeWithSelector(IMarketErrors.Market_ReadyStale.selector, signedAt, block.timestamp)
        );
        market.ready(leaseId, uint40(signedAt), r, vs, _headOf(terms));
    }

    function _readyAt(uint256 leaseId, LeaseTerms memory terms, uint256 signedAt) private {
        (bytes32 r, bytes32 vs) = _signReady(NODE_KEY, leaseId, signedAt, terms);
        market.ready(leaseId, uint40(signedAt), r, vs, _headOf(terms));
    }
}
