// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILeaseToken} from "../../../../src/interfaces/ILeaseToken.sol";
import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {LeaseLib} from "../../../../src/libraries/LeaseLib.sol";
import {OrderLib} from "../../../../src/libraries/OrderLib.sol";
import {Ask, LeaseTerms, SessionLimits} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

contract TransferLeaseTest is MarketFixture {
    uint256 private constant BUYER_KEY = uint256(keccak256("buyer"));

    ILeaseToken private token;
    address private buyer;

    function setUp() public override {
        super.setUp();
        token = ILeaseToken(market.leaseToken());
        buyer = vm.addr(BUYER_KEY);
    }

    function test_RevertWhen_CallerIsNotTheHolder() external {
        (uint256 leaseId, LeaseTerms memory terms) = _transferable();
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CallerNotHolder.selector, buyer, renter));
        market.transferLease(leaseId, terms, buyer);
        vm.prank(renter);
        market.authorize(stranger, SessionLimits(1e9, 1e9, uint40(START + 1 days)));
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CallerNotHolder.selector, stranger, renter));
        market.transferLease(leaseId, terms, stranger);
    }

    function test_RevertWhen_TheAskDoesNotAllowIt() external {
        (uint256 leaseId, LeaseTerms memory terms) = _bookedAs(_later(_ask(), _bid(), START + 1 hours));
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_NotTransferable.selector, leaseId));
        market.transferLease(leaseId, terms, buyer);
    }

    function test_RevertWhen_TheLeaseHasStarted() external {
        (uint256 leaseId, LeaseTerms memory terms) = _transferable();
        vm.warp(terms.start);
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_NotTransferable.selector, leaseId));
        market.transferLease(leaseId, terms, buyer);
        vm.warp(terms.start - 1);
        _give(leaseId, terms);
    }

    function test_MintsTheTokenToTheNewHolder() external {
        (uint256 leaseId, LeaseTerms memory terms) = _transferable();
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseTokenised(leaseId, buyer);
        _give(leaseId, terms);
        assertTrue(token.ownerOf(leaseId) == buyer, "owner");
        assertEq(token.startOf(leaseId), terms.start, "movable until");
        assertEq(market.leaseSlot(leaseId).status, 0x81, "booked and tokenised");
    }

    /// @dev Guards against known failure 17 (test/README.md): the transfer does not call the new holder, so a contract
    /// without token support can receive it too.
    function test_GivesItToAContractWithoutCallingIt() external {
        (uint256 leaseId, LeaseTerms memory terms) = _transferable();
        vm.prank(renter);
        market.transferLease(leaseId, terms, address(directory));
        assertTrue(token.ownerOf(leaseId) == address(directory), "owner");
    }

    function test_RightsAndRefundBelongToTheOwner() external {
        (uint256 leaseId, LeaseTerms memory terms) = _transferable();
        uint256 renters = _balance(renter);
        _give(leaseId, terms);
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CallerNotHolder.selector, renter, buyer));
        market.cancelLease(leaseId, terms);
        vm.prank(buyer);
        market.cancelLease(leaseId, terms);
        assertEq(_balance(buyer), _escrowOf(terms), "refund");
        assertEq(_balance(renter), renters, "nothing to the renter");
        _assertBurned(leaseId);
    }

    function test_TheOwnerEndsARunningLease() external {
        (uint256 leaseId, LeaseTerms memory terms) = _transferable();
        _give(leaseId, terms);
        vm.warp(terms.start);
        _ready(leaseId, terms, NODE_KEY);
        assertEq(market.leaseSlot(leaseId).status, 0x82, "active and tokenised");
        vm.warp(terms.start + 1_000);
        uint40 expiry = uint40(block.timestamp + 60);
        bytes memory byRenter = _sign(RENTER_KEY, _digest(OrderLib.hashEnd(leaseId, _keyOf(leaseId, terms), false, expiry)));
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_SignerNotHolder.selector, renter, buyer));
        market.endFor(leaseId, terms, false, expiry, byRenter);
        market.endFor(leaseId, terms, false, expiry, _sign(BUYER_KEY, _digest(OrderLib.hashEnd(leaseId, _keyOf(leaseId, terms), false, expiry))));
        uint256 pay = uint256(PRICE) * 2 * 1_000;
        assertEq(_balance(buyer), _escrowOf(terms) - pay - _feeUp(pay), "refund to the owner");
        assertTrue(token.ownerOf(leaseId) == buyer, "held until the close, which may still refund");
        vm.warp(terms.start + 1_000 + 1 hours);
        market.close(leaseId, terms);
        _assertBurned(leaseId);
    }

    function test_TimeUpRefundsTheOwnerAndBurns() external {
        (uint256 leaseId, LeaseTerms memory terms) = _transferable();
        _give(leaseId, terms);
        vm.warp(terms.start + 200);
        _ready(leaseId, terms, NODE_KEY);
        vm.warp(terms.start + 7_200 + 1 hours);
        market.close(leaseId, terms);
        uint256 pay = uint256(PRICE) * 2 * 7_000;
        assertEq(_balance(buyer), _escrowOf(terms) - pay - _feeUp(pay), "refund to the owner");
        _assertBurned(leaseId);
    }

    function test_NoShowRefundsTheOwnerAndBurns() external {
        (uint256 leaseId, LeaseTerms memory terms) = _transferable();
        _give(leaseId, terms);
        vm.warp(terms.start + 601);
        vm.prank(buyer);
        market.noShow(leaseId, terms);
        assertEq(_balance(buyer), _escrowOf(terms), "refund");
        _assertBurned(leaseId);
    }

    function test_MovesOnHereAndAtTheToken() external {
        (uint256 leaseId, LeaseTerms memory terms) = _transferable();
        _give(leaseId, terms);
        vm.prank(buyer);
        token.transferFrom(buyer, stranger, leaseId);
        assertTrue(token.ownerOf(leaseId) == stranger, "moved at the token");
        vm.prank(stranger);
        market.transferLease(leaseId, terms, renter);
        assertTrue(token.ownerOf(leaseId) == renter, "moved here");
        vm.prank(renter);
        market.cancelLease(leaseId, terms);
        _assertBurned(leaseId);
    }

    function test_RevertWhen_TheTokenMovesAtOrAfterTheStart() external {
        (uint256 leaseId, LeaseTerms memory terms) = _transferable();
        _give(leaseId, terms);
        vm.warp(terms.start);
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(ILeaseToken.LeaseToken_NotTransferable.selector, leaseId));
        token.transferFrom(buyer, stranger, leaseId);
        _ready(leaseId, terms, NODE_KEY);
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(ILeaseToken.LeaseToken_NotTransferable.selector, leaseId));
        token.transferFrom(buyer, stranger, leaseId);
    }

    function test_RevertWhen_AnotherThanTheMarketRulesTheToken() external {
        (uint256 leaseId, LeaseTerms memory terms) = _transferable();
        _give(leaseId, terms);
        bytes memory refusal = abi.encodeWithSelector(ILeaseToken.LeaseToken_CallerNotMarket.selector, address(this));
        vm.expectRevert(refusal);
        token.mint(stranger, 99, uint40(START));
        vm.expectRevert(refusal);
        token.move(buyer, stranger, leaseId);
        vm.expectRevert(refusal);
        token.burn(leaseId);
    }

    function test_TransfersOnceBySignature() external {
        (uint256 leaseId, LeaseTerms memory terms) = _transferable();
        uint40 expiry = uint40(START + 60);
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashTransferLease(leaseId, _keyOf(leaseId, terms), buyer, 0, 9, expiry)));
        market.transferLeaseFor(leaseId, terms, buyer, 0, 9, expiry, signature);
        assertTrue(token.ownerOf(leaseId) == buyer, "moved");
        vm.prank(buyer);
        token.transferFrom(buyer, renter, leaseId);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_NonceUsed.selector, renter, uint64(9)));
        market.transferLeaseFor(leaseId, terms, buyer, 0, 9, expiry, signature);
    }

    function test_PaysTheSenderExactlyTheSignedFee() external {
        (uint256 leaseId, LeaseTerms memory terms) = _transferable();
        uint40 expiry = uint40(START + 60);
        bytes32 message = OrderLib.hashTransferLease(leaseId, _keyOf(leaseId, terms), buyer, 1e15, 9, expiry);
        bytes memory signature = _sign(RENTER_KEY, _digest(message));
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.transferLeaseFor(leaseId, terms, buyer, 1e15 + 1, 9, expiry, signature);
        uint256 before = _balance(renter);
        vm.prank(stranger);
        market.transferLeaseFor(leaseId, terms, buyer, 1e15, 9, expiry, signature);
        assertEq(before - _balance(renter), 1e15, "the holder pays");
        assertEq(_balance(stranger), 1e15, "the sender gets");
    }

    function test_RevertWhen_AnotherSignedTheTransfer() external {
        (uint256 leaseId, LeaseTerms memory terms) = _transferable();
        uint40 expiry = uint40(START + 60);
        bytes memory signature = _sign(STRANGER_KEY, _digest(OrderLib.hashTransferLease(leaseId, _keyOf(leaseId, terms), stranger, 0, 9, expiry)));
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_SignerNotHolder.selector, stranger, renter));
        market.transferLeaseFor(leaseId, terms, stranger, 0, 9, expiry, signature);
    }

    function test_KeysOfTheRenterLoseTheirRights() external {
        (uint256 leaseId, LeaseTerms memory terms) = _transferable();
        vm.prank(renter);
        market.authorize(stranger, SessionLimits(1e18, 1e18, uint40(START + 1 days)));
        _give(leaseId, terms);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CallerNotHolder.selector, stranger, buyer));
        market.cancelLease(leaseId, terms);
    }

    function _transferable() private returns (uint256 leaseId, LeaseTerms memory terms) {
        Ask memory ask = _ask();
        ask.transferable = true;
        return _bookedAs(_later(ask, _bid(), START + 1 hours));
    }

    function _give(uint256 leaseId, LeaseTerms memory terms) private {
        vm.prank(renter);
        market.transferLease(leaseId, terms, buyer);
    }

    function _assertBurned(uint256 leaseId) private {
        vm.expectPartialRevert(bytes4(keccak256("ERC721NonexistentToken(uint256)")));
        token.ownerOf(leaseId);
        assertEq(token.startOf(leaseId), 0, "forgotten");
    }
}
