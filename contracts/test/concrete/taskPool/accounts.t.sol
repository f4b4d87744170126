// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaskPoolErrors} from "../../../src/interfaces/ITaskPoolErrors.sol";
import {ITaskPool} from "../../../src/interfaces/ITaskPool.sol";
import {Batch, PoolCall, PoolPermit, TaskState} from "../../../src/types/TaskPoolTypes.sol";
import {PoolFixture} from "../../fixtures/PoolFixture.sol";

/// @dev Tests balances, stakes and signed calls of the task pool.
contract PoolAccountsTest is PoolFixture {
    // ── Balances ────────────────────────────────────────────────────────────

    function test_DepositsAndWithdrawsToTheOwnerOnly() external {
        uint256 before = pool.balanceOf(submitter);
        vm.prank(submitter);
        pool.withdraw(5e18);
        assertEq(pool.balanceOf(submitter), before - 5e18, "less");
        assertEq(ptoken.balanceOf(submitter), 5e18, "paid out");
        vm.startPrank(stranger);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_BalanceTooLow.selector);
        pool.withdraw(1);
        vm.expectRevert(ITaskPoolErrors.TaskPool_AmountZero.selector);
        pool.withdraw(0);
        vm.expectRevert(ITaskPoolErrors.TaskPool_AmountZero.selector);
        pool.depositFor(stranger, 0);
        vm.stopPrank();
        _checkMoney(0);
    }

    function test_DepositsByPermitAlsoIfSomebodyUsedItBefore() external {
        _mintPToken(stranger, 2e18);
        PoolPermit memory permit = _permit(2e18);
        ptoken.permit(stranger, address(pool), 2e18, permit.deadline, permit.v, permit.r, permit.s);
        pool.depositWithPermit(stranger, 2e18, permit);
        assertEq(pool.balanceOf(stranger), 2e18, "deposited");
        _mintPToken(stranger, 1e18);
        pool.depositWithPermit(stranger, 1e18, _permit(1e18));
        assertEq(pool.balanceOf(stranger), 3e18, "by a fresh permit");
    }

    function test_RevertWhen_AStrangerMovesAnOpenAllowanceIntoTheBalance() external {
        _mintPToken(stranger, 5e18);
        vm.prank(stranger);
        ptoken.approve(address(pool), 4e18);
        PoolPermit memory forged = _permit(5e18);
        vm.prank(submitter);
        vm.expectRevert(abi.encodeWithSelector(ITaskPoolErrors.TaskPool_PermitInvalid.selector, stranger, 4e18, 3e18));
        pool.depositWithPermit(stranger, 3e18, forged);
        vm.prank(stranger);
        ptoken.approve(address(pool), type(uint256).max);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_PermitInvalid.selector);
        pool.depositWithPermit(stranger, 4e18, forged);
        assertEq(pool.balanceOf(stranger), 0, "nothing moved");
        assertEq(ptoken.balanceOf(stranger), 5e18, "all of it still in the wallet");
    }

    function test_SweepBurnsAndSendsFees() external {
        Batch memory batch = _revealed(RIGHT);
        _show(batch, 0, 1, RIGHT);
        vm.warp(_task(batch).changedAt + 10 minutes);
        pool.settle(batch, 0);
        uint256 supply = ptoken.totalSupply();
        uint256 burn = pool.dues().burn;
        uint256 fees = pool.dues().fees;
        assertTrue(burn != 0 && fees != 0, "both wait");
        pool.sweep();
        assertEq(ptoken.totalSupply(), supply - burn, "burned");
        assertEq(ptoken.balanceOf(splitter), fees, "sent");
        pool.sweep();
        _checkMoney(_escrowOf(batch, 2));
    }

    // ── Stakes ──────────────────────────────────────────────────────────────

    function test_AStakeCountsAfterAnHourAndEveryPaymentBeginsTheHourAgain() external {
        uint256 total = pool.totals().bonded;
        vm.prank(_providerAt(0));
        pool.addStake(1e9);
        vm.warp(block.timestamp + 1 hours - 1);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_NotRipe.selector);
        pool.ripen(_providerAt(0));
        vm.prank(_providerAt(0));
        pool.addStake(1e9);
        vm.warp(block.timestamp + 1);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_NotRipe.selector);
        pool.ripen(_providerAt(0));
        vm.warp(block.timestamp + 1 hours);
        vm.prank(stranger);
        pool.ripen(_providerAt(0));
        assertEq(_account(0).bonded, STAKE + 2e9, "counts");
        assertEq(pool.totals().bonded, total + 2e9, "and in the total");
        assertEq(pool.totals().accounts, PROVIDERS, "the same accounts");
    }

    function test_ALaterPaymentDoesNotHoldBackARipeOne() external {
        vm.prank(_providerAt(0));
        pool.addStake(1e9);
        vm.warp(block.timestamp + 1 hours);
        vm.prank(_providerAt(0));
        pool.addStake(2e9);
        assertEq(_account(0).bonded, STAKE + 1e9, "the first counts");
        assertEq(_account(0).young, 2e9, "the second waits");
    }

    function test_WhatLeavesHasNoWeightAtOnceAndIsPaidAfterSevenDays() external {
        vm.startPrank(_providerAt(0));
        pool.unstake(STAKE);
        assertEq(_account(0).bonded, 0, "no weight");
        assertEq(pool.totals().bonded, 9 * uint256(STAKE), "not in the total");
        assertEq(pool.totals().accounts, PROVIDERS - 1, "no account");
        vm.warp(block.timestamp + 7 days - 1);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_StillLeaving.selector);
        pool.collect();
        vm.warp(block.timestamp + 1);
        uint256 before = pool.balanceOf(_providerAt(0));
        pool.collect();
        assertEq(pool.balanceOf(_providerAt(0)), before + 100e18, "back");
        vm.expectRevert(ITaskPoolErrors.TaskPool_AmountZero.selector);
        pool.collect();
        vm.stopPrank();
        _checkMoney(0);
    }

    function test_RevertWhen_LockedStakeLeaves() external {
        Batch memory batch = _split();
        _submit(batch);
        _accept(batch, 0);
        vm.startPrank(_providerAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_StakeTooLow.selector);
        pool.unstake(STAKE - 3e9 + 1);
        pool.unstake(STAKE - 3e9);
        vm.stopPrank();
    }

    function test_AProviderThatIsOutCannotTakeItsStake() external {
        Batch memory batch = _judged(WRONG);
        vm.prank(_providerAt(0));
        pool.unstake(STAKE - 3e9);
        vm.warp(_task(batch).changedAt + 24 hours);
        pool.settle(batch, 0);
        vm.warp(block.timestamp + 8 days);
        vm.prank(_providerAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_StillLeaving.selector);
        pool.collect();
        vm.warp(_account(0).outUntil);
        vm.prank(_providerAt(0));
        pool.collect();
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_OnlyTheOwnerOfTheDirectorySetsTheGasOfARun() external {
        pool.setRunGas(5);
        assertEq(pool.totals().runGas, 5, "set");
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_RunGasTooHigh.selector);
        pool.setRunGas(1e9 + 1);
        vm.prank(stranger);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_CallerNotOwner.selector);
        pool.setRunGas(1);
    }

    // ── Signed calls ────────────────────────────────────────────────────────

    function test_AWholeTaskByRelayedCalls() external {
        Batch memory batch = _split();
        PoolCall memory call = _call(submitter, SUBMIT, abi.encodeCall(pool.submit, (batch)));
        call.maxSpend = 10e18;
        _relay(SUBMITTER_KEY, call);
        _later();
        _relay(_nodeKey(0), _call(_nodeAt(0), ACCEPT, abi.encodeCall(pool.accept, (batch, 0, _providerAt(0)))));
        bytes32 commitment = _commitmentOf(batch);
        bytes memory data = abi.encodeCall(pool.commit, (batch, 0, commitment, _receipt(batch, commitment)));
        call = _call(_nodeAt(0), COMMIT, data);
        call.nonce = 2;
        _relay(_nodeKey(0), call);
        _checkTask(batch, TaskState.Committed);
        _later();
        _relay(_nodeKey(1), _call(_nodeAt(1), TAKE, abi.encodeCall(pool.takeRun, (batch, 0, 0, _providerAt(1)))));
        _checkTask(batch, TaskState.Auditing);
    }

    function test_RevertWhen_ASignedCallIsReplayedExpiredChangedOrOfAnotherSigner() external {
        PoolCall memory call = _call(submitter, "withdraw(uint256)", abi.encodeCall(pool.withdraw, (1e18)));
        call.maxSpend = 1e18;
        bytes memory signature = _sign(SUBMITTER_KEY, pool.hashCall(call));
        pool.relay(call, signature);
        assertTrue(pool.isNonceUsed(submitter, 1), "used");
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_NonceUsed.selector);
        pool.relay(call, signature);
        call.nonce = 2;
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_SignatureInvalid.selector);
        pool.relay(call, signature);
        signature = _sign(STRANGER_KEY, pool.hashCall(call));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_SignatureInvalid.selector);
        pool.relay(call, signature);
        signature = _sign(SUBMITTER_KEY, pool.hashCall(call));
        vm.chainId(2);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_SignatureInvalid.selector);
        pool.relay(call, signature);
        vm.chainId(31337);
        vm.warp(uint256(call.expiry) + 1);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_CallExpired.selector);
        pool.relay(call, signature);
    }

    function test_RevertWhen_TheNameIsNotOfTheFunctionOrMoreIsSpent() external {
        PoolCall memory call = _call(submitter, "unstake(uint64)", abi.encodeCall(pool.withdraw, (1e18)));
        bytes memory signature = _sign(SUBMITTER_KEY, pool.hashCall(call));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_CallUnnamed.selector);
        pool.relay(call, signature);
        call.what = "withdraw(uint256)";
        call.maxSpend = 1e18 - 1;
        signature = _sign(SUBMITTER_KEY, pool.hashCall(call));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_SpentTooMuch.selector);
        pool.relay(call, signature);
    }

    function test_ARelayedDepositIsPaidByItsSignerAndNotByTheRelayer() external {
        _mintPToken(renter, 1e18);
        vm.prank(renter);
        ptoken.approve(address(pool), 1e18);
        PoolCall memory call =
            _call(stranger, "depositFor(address,uint256)", abi.encodeCall(pool.depositFor, (stranger, 1e18)));
        bytes memory signature = _sign(STRANGER_KEY, pool.hashCall(call));
        vm.prank(renter);
        (bool done,) = address(pool).call(abi.encodeCall(pool.relay, (call, signature)));
        assertTrue(!done, "the signer has no tokens");
        assertEq(ptoken.balanceOf(renter), 1e18, "the relayer keeps its own");
    }

    function test_ManyCallsSkipWhatFailsAndLeaveItsNonceUnused() external {
        PoolCall[] memory calls = new PoolCall[](2);
        bytes[] memory signatures = new bytes[](2);
        calls[0] = _call(stranger, "withdraw(uint256)", abi.encodeCall(pool.withdraw, (1e18)));
        calls[1] = _call(submitter, "withdraw(uint256)", abi.encodeCall(pool.withdraw, (1e18)));
        (calls[0].maxSpend, calls[1].maxSpend) = (1e18, 1e18);
        signatures[0] = _sign(STRANGER_KEY, pool.hashCall(calls[0]));
        signatures[1] = _sign(SUBMITTER_KEY, pool.hashCall(calls[1]));
        pool.relayMany(calls, signatures);
        assertTrue(!pool.isNonceUsed(stranger, 1), "unused");
        assertEq(ptoken.balanceOf(submitter), 1e18, "the other one worked");
        calls = new PoolCall[](17);
        signatures = new bytes[](17);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooManyCalls.selector);
        pool.relayMany(calls, signatures);
    }

    function test_RevertWhen_ASignedCallContainsAnother() external {
        PoolCall memory inner = _call(submitter, "withdraw(uint256)", abi.encodeCall(pool.withdraw, (1e18)));
        bytes memory signature = _sign(SUBMITTER_KEY, pool.hashCall(inner));
        string memory what = "relay((address,string,bytes,uint128,uint64,uint40),bytes)";
        PoolCall memory outer = _call(stranger, what, abi.encodeCall(pool.relay, (inner, signature)));
        signature = _sign(STRANGER_KEY, pool.hashCall(outer));
        vm.expectRevert(ITaskPoolErrors.TaskPool_CallNested.selector);
        pool.relay(outer, signature);
    }

    function test_TheCodeOfTheVerifierDoesNothingAtItsOwnAddress() external {
        Batch memory batch = _committed();
        ITaskPool code = ITaskPool(_create("TaskVerifier", abi.encode(ptoken, directory)));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_BatchUnknown.selector);
        code.settle(batch, 0);
    }

    string private constant BATCH =
        "(bytes32,address,bytes32,bytes32,uint256,uint8,uint16,uint32,uint16,uint8,uint96,uint96,uint96,uint32,uint16,uint40,address)";
    string private constant SUBMIT = string.concat("submit(", BATCH, ")");
    string private constant ACCEPT = string.concat("accept(", BATCH, ",uint256,address)");
    string private constant COMMIT = string.concat("commit(", BATCH, ",uint256,bytes32,bytes)");
    string private constant TAKE = string.concat("takeRun(", BATCH, ",uint256,uint256,address)");

    function _permit(uint256 amount) private view returns (PoolPermit memory) {
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        uint256 deadline = block.timestamp + 60;
        bytes32 structHash =
            keccak256(abi.encode(typeHash, stranger, address(pool), amount, ptoken.nonces(stranger), deadline));
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", ptoken.DOMAIN_SEPARATOR(), structHash));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(STRANGER_KEY, digest);
        return PoolPermit(deadline, v, r, s);
    }
}
