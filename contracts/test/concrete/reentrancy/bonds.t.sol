// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFeeSplitter} from "../../../src/interfaces/IFeeSplitter.sol";
import {IFuturesCommitment} from "../../../src/interfaces/IFuturesCommitment.sol";
import {IStakeVault} from "../../../src/interfaces/IStakeVault.sol";
import {FuturesFixture} from "../../fixtures/FuturesFixture.sol";
import {HostileSurplusToken} from "../../fixtures/HostileSurplusToken.sol";
import {Reentering} from "../../fixtures/Reentering.sol";

/// @dev Guards against known failure 17 (test/README.md): re-entry. Here the token in which bonds and fees are paid
/// calls back into the contracts.
contract BondsReentrancyTest is FuturesFixture, Reentering {
    function setUp() public override {
        super.setUp();
        hostile = new HostileSurplusToken();
        hostile.mint(provider, 1_000e18);
    }

    function test_NobodyEntersWhileABondOfACommitmentMoves() external {
        futures = IFuturesCommitment(_create("FuturesCommitment", abi.encode(hostile, directory)));
        vm.prank(provider);
        hostile.approve(address(futures), type(uint256).max);
        _enter(address(futures));
        bytes memory commit = abi.encodeCall(IFuturesCommitment.commit, (_terms()));
        _wayBack(commit);
        _wayBack(abi.encodeCall(IFuturesCommitment.settle, (1)));
        _wayBack(abi.encodeCall(IFuturesCommitment.withdraw, (renter)));
        _moves(provider, commit);
        _deliver(1, 0);
        vm.warp(block.timestamp + 72 hours);
        _moves(stranger, abi.encodeCall(IFuturesCommitment.settle, (1)));
        // Half of the bond is slashed. A tenth of that goes to the account to which the GPU time was promised; the rest
        // is burned.
        _moves(provider, abi.encodeCall(IFuturesCommitment.withdraw, (provider)));
        _moves(renter, abi.encodeCall(IFuturesCommitment.withdraw, (renter)));
        assertEq(hostile.balanceOf(provider), 1_000e18 - BONDED / 2, "half, once");
        assertEq(hostile.balanceOf(renter), BONDED / 20, "a twentieth, once");
        assertEq(hostile.balanceOf(address(futures)), 0, "the rest was burned");
    }

    function test_NobodyEntersWhileTheVaultTakesPaysOrSlashes() external {
        IStakeVault hostileVault = IStakeVault(_create("StakeVault", abi.encode(hostile, directory)));
        vm.prank(provider);
        hostile.approve(address(hostileVault), type(uint256).max);
        bytes32 purpose = VALIDATOR_PURPOSE;
        _enter(address(hostileVault));
        _wayBack(abi.encodeCall(IStakeVault.bond, (purpose, 1)));
        _wayBack(abi.encodeCall(IStakeVault.bondFor, (stranger, purpose, 1)));
        _wayBack(abi.encodeCall(IStakeVault.unbond, (purpose, 1)));
        _wayBack(abi.encodeCall(IStakeVault.withdraw, (purpose, stranger)));
        _wayBack(abi.encodeCall(IStakeVault.compensate, (provider, 1)));
        _wayBack(abi.encodeCall(IStakeVault.slash, (provider, purpose, 1, stranger, 1)));
        _wayBack(abi.encodeCall(IStakeVault.queueSlash, (provider, purpose, 1, stranger, 1)));
        _wayBack(abi.encodeCall(IStakeVault.executeSlash, (provider, purpose)));
        _moves(provider, abi.encodeCall(IStakeVault.bond, (purpose, 100e18)));
        _moves(provider, abi.encodeCall(IStakeVault.bondFor, (provider, PROVIDER_PURPOSE, 100e18)));
        _moves(address(market), abi.encodeCall(IStakeVault.compensate, (provider, 10e18)));
        assertEq(hostile.balanceOf(address(market)), 10e18, "compensated once");
        _moves(court, abi.encodeCall(IStakeVault.slash, (provider, purpose, 20e18, victim, 10e18)));
        assertEq(hostile.balanceOf(victim), 10e18, "the victim, once");
        assertEq(hostile.balanceOf(treasury), 5e18, "the treasury, once");
        vm.prank(address(attestations));
        hostileVault.queueSlash(provider, purpose, 5_000, victim, 40e18);
        vm.warp(block.timestamp + 72 hours);
        _moves(stranger, abi.encodeCall(IStakeVault.executeSlash, (provider, purpose)));
        assertEq(hostile.balanceOf(victim), 50e18, "half of the 80 that are left, once");
        vm.prank(provider);
        hostileVault.unbond(purpose, 40e18);
        vm.warp(block.timestamp + 14 days);
        _moves(provider, abi.encodeCall(IStakeVault.withdraw, (purpose, provider)));
        assertEq(hostile.balanceOf(provider), 840e18, "and the other half, once");
    }

    function test_NobodyEntersWhileFeesAreSplitAndPaid() external {
        IFeeSplitter fees = IFeeSplitter(_create("FeeSplitter", abi.encode(hostile, directory, address(this))));
        hostile.mint(address(fees), 4_000);
        _enter(address(fees));
        _wayBack(abi.encodeCall(IFeeSplitter.split, ()));
        _wayBack(abi.encodeCall(IFeeSplitter.reward, (_members())));
        _wayBack(abi.encodeCall(IFeeSplitter.pay, (vm.addr(validatorKeys[0]))));
        _moves(stranger, abi.encodeCall(IFeeSplitter.split, ()));
        assertEq(hostile.balanceOf(treasury), 1_000, "a quarter, once");
        assertEq(hostile.balanceOf(address(fees)), 1_000, "a quarter waits, half is burned");
        _attestByAll(NODES, keccak256("root"));
        fees.reward(_members());
        _moves(stranger, abi.encodeCall(IFeeSplitter.pay, (vm.addr(validatorKeys[0]))));
        assertEq(hostile.balanceOf(vm.addr(validatorKeys[0])), 250, "its part, once");
    }
}
