// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGuardian} from "../../../../src/interfaces/IGuardian.sol";
import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {OrderLib} from "../../../../src/libraries/OrderLib.sol";
import {LeaseTerms, Permit} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

interface TokenDomain {
    function DOMAIN_SEPARATOR() external view returns (bytes32);
    function nonces(address owner) external view returns (uint256);
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;
}

contract SignedFormsTest is MarketFixture {
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    uint40 private constant EXPIRY = uint40(START + 60);

    // ── Deposits ────────────────────────────────────────────────────────────

    function test_DepositsWithAPermit() external {
        _mintPToken(renter, 5e18);
        uint256 before = _balance(renter);
        Permit memory permit = _permit(5e18);
        vm.prank(renter);
        market.depositWithPermit(5e18, permit);
        assertEq(_balance(renter) - before, 5e18, "deposited");
    }

    /// @dev Guards against known failure 5 (test/README.md): an attacker uses the permit before the deposit arrives.
    function test_DepositsThoughThePermitWasUsedBefore() external {
        _mintPToken(renter, 5e18);
        uint256 before = _balance(renter);
        Permit memory permit = _permit(5e18);
        vm.prank(stranger);
        TokenDomain(address(ptoken)).permit(
            renter, address(market), 5e18, permit.deadline, permit.v, permit.r, permit.s
        );
        vm.prank(renter);
        market.depositWithPermit(5e18, permit);
        assertEq(_balance(renter) - before, 5e18, "deposited");
    }

    /// @dev Guards against known failure 5 (test/README.md) for an account without gas: somebody uses the permit before
    /// the account's signed deposit arrives.
    function test_DepositsBySignatureThoughThePermitWasUsedBefore() external {
        _mintPToken(renter, 5e18);
        uint256 before = _balance(renter);
        Permit memory permit = _permit(5e18);
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashDeposit(renter, 5e18, 0, 3, EXPIRY)));
        vm.prank(stranger);
        TokenDomain(address(ptoken)).permit(
            renter, address(market), 5e18, permit.deadline, permit.v, permit.r, permit.s
        );
        market.depositSignedFor(renter, 5e18, 0, 3, EXPIRY, permit, signature);
        assertEq(_balance(renter) - before, 5e18, "deposited");
    }

    /// @dev Guards against known failure 1 (test/README.md): the EIP-712 domain of PToken's permits depends on the
    /// chain id.
    function test_RevertWhen_ThePermitIsForAnotherChain() external {
        Permit memory permit = _permit(5e18);
        vm.chainId(424_242);
        vm.expectPartialRevert(bytes4(keccak256("ERC2612InvalidSigner(address,address)")));
        TokenDomain(address(ptoken)).permit(
            renter, address(market), 5e18, permit.deadline, permit.v, permit.r, permit.s
        );
    }

    function test_RevertWhen_ThePermitIsNoneAndNothingIsAllowed() external {
        _mintPToken(renter, 5e18);
        Permit memory permit = _permit(4e18); // signed for another amount
        vm.prank(renter);
        vm.expectPartialRevert(bytes4(keccak256("ERC20InsufficientAllowance(address,uint256,uint256)")));
        market.depositWithPermit(5e18, permit);
    }

    function test_DepositsBySignatureOnceAndPaysTheSender() external {
        _mintPToken(renter, 10e18);
        uint256 before = _balance(renter);
        Permit memory permit = _permit(5e18);
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashDeposit(renter, 5e18, 1e16, 3, EXPIRY)));
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.Deposited(renter, renter, 5e18, before + 5e18);
        vm.prank(stranger);
        market.depositSignedFor(renter, 5e18, 1e16, 3, EXPIRY, permit, signature);
        assertEq(_balance(renter) - before, 5e18 - 1e16, "deposited");
        assertEq(_balance(stranger), 1e16, "relay fee");
        permit = _permit(5e18);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_NonceUsed.selector, renter, uint64(3)));
        market.depositSignedFor(renter, 5e18, 1e16, 3, EXPIRY, permit, signature);
    }

    /// @dev Guards against known failure 8 (test/README.md): a stranger restarts a victim's waiting time. Here, the
    /// stranger deposits 0 for a renter, which must not change the time of the renter's last trial.
    function test_AStrangersZeroDepositLeavesTheTrialsClockAlone() external {
        _booked();
        uint32 lastTrialAt = market.account(renter).lastTrialAt;
        uint256 balance = _balance(renter);
        vm.warp(START + 1_000);
        vm.prank(stranger);
        market.depositFor(renter, 0);
        assertEq(market.account(renter).lastTrialAt, lastTrialAt, "clock");
        assertEq(_balance(renter), balance, "balance");
    }

    /// @dev An allowance for the Market is not enough to move a wallet's tokens. The owner of the tokens must sign each
    /// deposit.
    function test_RevertWhen_NobodySignedTheDeposit() external {
        _mintPToken(renter, 5e18);
        vm.prank(renter);
        ptoken.approve(address(market), 5e18);
        bytes memory signature = _sign(STRANGER_KEY, _digest(OrderLib.hashDeposit(renter, 5e18, 0, 3, EXPIRY)));
        Permit memory none;
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_SignerNotHolder.selector, stranger, renter));
        market.depositSignedFor(renter, 5e18, 0, 3, EXPIRY, none, signature);
    }

    // ── Withdrawals ─────────────────────────────────────────────────────────

    function test_WithdrawsBySignatureOnce() external {
        uint256 before = _balance(renter);
        bytes memory signature = _withdrawal(2e18, 1e16, 4);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.NonceUsed(renter, 4);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.RelayFeePaid(renter, stranger, 1e16);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.Withdrawn(renter, renter, 2e18, before - 2e18 - 1e16);
        vm.prank(stranger);
        market.withdrawFor(renter, 2e18, renter, 1e16, 4, EXPIRY, signature);
        assertEq(ptoken.balanceOf(renter), 2e18, "paid out");
        assertEq(_balance(stranger), 1e16, "relay fee");
        assertEq(before - _balance(renter), 2e18 + 1e16, "taken");
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_NonceUsed.selector, renter, uint64(4)));
        market.withdrawFor(renter, 2e18, renter, 1e16, 4, EXPIRY, signature);
    }

    function test_NamesNoRelayFeeWhereNoneWasSigned() external {
        bytes memory signature = _withdrawal(2e18, 0, 4);
        vm.recordLogs();
        market.withdrawFor(renter, 2e18, renter, 0, 4, EXPIRY, signature);
        assertEq(countLogs(IMarketEvents.RelayFeePaid.selector), 0, "a fee of nothing");
    }

    function test_WithdrawsWhileTheMarketIsPaused() external {
        IGuardian guarded = IGuardian(address(directory));
        guarded.setGuardian(address(this));
        guarded.pause(1 hours);
        market.withdrawFor(renter, 2e18, renter, 0, 4, EXPIRY, _withdrawal(2e18, 0, 4));
        assertEq(ptoken.balanceOf(renter), 2e18, "paid out");
    }

    function test_RevertWhen_TheWithdrawalIsChangedOrLate() external {
        bytes memory signature = _withdrawal(2e18, 0, 4);
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.withdrawFor(renter, 2e18, stranger, 0, 4, EXPIRY, signature);
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.withdrawFor(renter, 2e18, renter, 1, 4, EXPIRY, signature);
        vm.warp(START + 61);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_SignatureExpired.selector, START + 60, START + 61));
        market.withdrawFor(renter, 2e18, renter, 0, 4, EXPIRY, signature);
    }

    /// @dev A withdrawal to the Market, its annex, the lease token or PToken must revert, because nobody could withdraw
    /// the PToken from there.
    function test_RevertWhen_TheReceiverIsAContractOfTheMarket() external {
        (, bytes memory answer) = address(market).staticcall(abi.encodeWithSignature("ANNEX()"));
        address[4] memory sinks =
            [address(market), abi.decode(answer, (address)), market.leaseToken(), address(ptoken)];
        for (uint256 i = 0; i < sinks.length; ++i) {
            bytes memory refusal = abi.encodeWithSelector(IMarketErrors.Market_ReceiverInvalid.selector, sinks[i]);
            vm.prank(renter);
            vm.expectRevert(refusal);
            market.withdraw(2e18, sinks[i]);
            bytes32 message = OrderLib.hashWithdraw(renter, 2e18, sinks[i], 0, 4, EXPIRY);
            bytes memory signature = _sign(RENTER_KEY, _digest(message));
            vm.expectRevert(refusal);
            market.withdrawFor(renter, 2e18, sinks[i], 0, 4, EXPIRY, signature);
        }
    }

    function test_RevertWhen_TheNonceWasCancelledOrLiesBelowTheFloor() external {
        vm.prank(renter);
        market.cancelAsk(4);
        bytes memory signature = _withdrawal(2e18, 0, 4);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_NonceUsed.selector, renter, uint64(4)));
        market.withdrawFor(renter, 2e18, renter, 0, 4, EXPIRY, signature);
        vm.prank(renter);
        market.raiseFloor(100);
        signature = _withdrawal(2e18, 0, 99);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_NonceUsed.selector, renter, uint64(99)));
        market.withdrawFor(renter, 2e18, renter, 0, 99, EXPIRY, signature);
    }

    function test_RevertWhen_TheMessageIsForAnotherChain() external {
        bytes memory signature = _withdrawal(2e18, 0, 4);
        vm.chainId(424_242);
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.withdrawFor(renter, 2e18, renter, 0, 4, EXPIRY, signature);
    }

    // ── Cancels ─────────────────────────────────────────────────────────────

    function test_CancelsBySignatureAndPaysTheSenderExactlyTheSignedFee() external {
        _deposit(provider, 1e18);
        uint256 providers = _balance(provider);
        uint256 renters = _balance(renter);
        bytes memory ask = _cancelledAsk(PROVIDER_KEY, provider, 1e15);
        bytes memory bid = _cancelledBid(RENTER_KEY, 2e15);
        bytes memory floor = _raisedFloor(RENTER_KEY, 3e15);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.RelayFeePaid(provider, stranger, 1e15);
        vm.prank(stranger);
        market.cancelAskFor(provider, 1e15, 300, EXPIRY, ask);
        assertTrue(market.askCancelled(provider, 300), "ask");
        vm.prank(stranger);
        market.cancelBidFor(renter, 2e15, 33, EXPIRY, bid);
        assertEq(market.bidLane(renter, 33), 255, "bid");
        vm.prank(stranger);
        market.raiseFloorFor(renter, 3e15, 40, EXPIRY, floor);
        assertEq(market.floorOf(renter), 40, "floor");
        assertEq(providers - _balance(provider), 1e15, "the provider pays one fee");
        assertEq(renters - _balance(renter), 5e15, "the renter pays two fees");
        assertEq(_balance(stranger), 6e15, "the sender gets all three");
    }

    function test_CancelsBySignatureWithoutAnyBalance() external {
        assertEq(_balance(provider), 0, "nothing to pay from");
        market.cancelAskFor(provider, 0, 300, EXPIRY, _cancelledAsk(PROVIDER_KEY, provider, 0));
        assertTrue(market.askCancelled(provider, 300), "ask");
    }

    /// @dev An order that is cancelled by signature cannot be cancelled again. So its relay fee is paid only once.
    function test_RevertWhen_TheCancelIsSentAgain() external {
        bytes memory bid = _cancelledBid(RENTER_KEY, 2e15);
        bytes memory floor = _raisedFloor(RENTER_KEY, 3e15);
        bytes memory ask = _cancelledAsk(RENTER_KEY, renter, 1e15);
        market.cancelAskFor(renter, 1e15, 300, EXPIRY, ask);
        market.cancelBidFor(renter, 2e15, 33, EXPIRY, bid);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_AskCancelled.selector, renter, uint64(300)));
        market.cancelAskFor(renter, 1e15, 300, EXPIRY, ask);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_BidCancelled.selector, renter, uint64(33)));
        market.cancelBidFor(renter, 2e15, 33, EXPIRY, bid);
        market.raiseFloorFor(renter, 3e15, 40, EXPIRY, floor);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_FloorNotRaised.selector, uint64(40), uint64(40)));
        market.raiseFloorFor(renter, 3e15, 40, EXPIRY, floor);
    }

    function test_RevertWhen_TheFloorCancelledTheBidBefore() external {
        vm.prank(renter);
        market.raiseFloor(34);
        bytes memory bid = _cancelledBid(RENTER_KEY, 2e15);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_BidCancelled.selector, renter, uint64(33)));
        market.cancelBidFor(renter, 2e15, 33, EXPIRY, bid);
    }

    /// @dev The signature covers the relay fee, so the sender can take neither more nor less.
    function test_RevertWhen_TheSenderChangesTheFee() external {
        bytes memory signature = _cancelledAsk(RENTER_KEY, renter, 1e15);
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.cancelAskFor(renter, 1e15 + 1, 300, EXPIRY, signature);
        signature = _cancelledBid(RENTER_KEY, 2e15);
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.cancelBidFor(renter, 0, 33, EXPIRY, signature);
        signature = _raisedFloor(RENTER_KEY, 3e15);
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.raiseFloorFor(renter, 3e15 + 1, 40, EXPIRY, signature);
    }

    function test_RevertWhen_TheBalanceIsBelowTheFee() external {
        bytes memory signature = _cancelledAsk(PROVIDER_KEY, provider, 1);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_InsufficientBalance.selector, 0, 1));
        market.cancelAskFor(provider, 1, 300, EXPIRY, signature);
    }

    function test_RevertWhen_AnotherSignedTheCancel() external {
        bytes memory refusal = abi.encodeWithSelector(IMarketErrors.Market_SignerNotHolder.selector, stranger, renter);
        bytes memory signature = _cancelledAsk(STRANGER_KEY, renter, 0);
        vm.expectRevert(refusal);
        market.cancelAskFor(renter, 0, 300, EXPIRY, signature);
        signature = _cancelledBid(STRANGER_KEY, 0);
        vm.expectRevert(refusal);
        market.cancelBidFor(renter, 0, 33, EXPIRY, signature);
        signature = _raisedFloor(STRANGER_KEY, 0);
        vm.expectRevert(refusal);
        market.raiseFloorFor(renter, 0, 40, EXPIRY, signature);
    }

    function test_ReportsANoShowBySignature() external {
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 601);
        uint40 expiry = uint40(START + 700);
        bytes memory signature = _sign(STRANGER_KEY, _digest(OrderLib.hashNoShow(leaseId, _keyOf(leaseId, terms), expiry)));
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_SignerNotHolder.selector, stranger, renter));
        market.noShowFor(leaseId, terms, expiry, signature);
        signature = _sign(RENTER_KEY, _digest(OrderLib.hashNoShow(leaseId, _keyOf(leaseId, terms), expiry)));
        vm.prank(stranger);
        market.noShowFor(leaseId, terms, expiry, signature);
        assertEq(_balance(renter), before, "refund");
    }

    /// @dev The annex (the second contract with code of the Market) must refuse calls at its own address, because
    /// nobody could withdraw the money that it would hold.
    function test_RevertWhen_TheAnnexIsCalledDirectly() external {
        (bool known, bytes memory answer) = address(market).staticcall(abi.encodeWithSignature("ANNEX()"));
        assertTrue(known, "named");
        address annex = abi.decode(answer, (address));
        Permit memory none;
        (bool done, bytes memory refusal) = annex.call(abi.encodeCall(market.depositWithPermit, (1, none)));
        assertTrue(!done && bytes4(refusal) == IMarketErrors.Market_CallerNotMarket.selector, "refused");
        (done, refusal) = annex.call(abi.encodeCall(market.cancelAsk, (1)));
        assertTrue(!done && bytes4(refusal) == IMarketErrors.Market_CallerNotMarket.selector, "refused");
    }

    function _cancelledAsk(uint256 key, address owner, uint96 relayFee) private view returns (bytes memory) {
        return _sign(key, _digest(OrderLib.hashCancelAsk(owner, relayFee, 300, EXPIRY)));
    }

    function _cancelledBid(uint256 key, uint96 relayFee) private view returns (bytes memory) {
        return _sign(key, _digest(OrderLib.hashCancelBid(renter, relayFee, 33, EXPIRY)));
    }

    function _raisedFloor(uint256 key, uint96 relayFee) private view returns (bytes memory) {
        return _sign(key, _digest(OrderLib.hashRaiseFloor(renter, relayFee, 40, EXPIRY)));
    }

    function _withdrawal(uint256 amount, uint96 relayFee, uint64 nonce) private view returns (bytes memory) {
        return _sign(RENTER_KEY, _digest(OrderLib.hashWithdraw(renter, amount, renter, relayFee, nonce, EXPIRY)));
    }

    function _permit(uint256 amount) private view returns (Permit memory permit) {
        permit.deadline = START + 60;
        uint256 nonce = TokenDomain(address(ptoken)).nonces(renter);
        bytes32 structHash =
            keccak256(abi.encode(PERMIT_TYPEHASH, renter, address(market), amount, nonce, permit.deadline));
        bytes32 digest =
            keccak256(abi.encodePacked("\x19\x01", TokenDomain(address(ptoken)).DOMAIN_SEPARATOR(), structHash));
        (permit.v, permit.r, permit.s) = vm.sign(RENTER_KEY, digest);
    }
}
