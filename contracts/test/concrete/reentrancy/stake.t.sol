// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStakedGToken} from "../../../src/interfaces/IStakedGToken.sol";
import {IVesting} from "../../../src/interfaces/IVesting.sol";
import {GovernanceFixture} from "../../fixtures/GovernanceFixture.sol";
import {HostileInterestToken} from "../../fixtures/HostileInterestToken.sol";
import {Reentering} from "../../fixtures/Reentering.sol";

/// @dev Guards against known failure 17 (test/README.md): re-entry. Uses a G token with a callback on every mint and
/// transfer.
contract StakeReentrancyTest is GovernanceFixture, Reentering {
    function setUp() public override {
        super.setUp();
        hostile = new HostileInterestToken();
    }

    function test_NobodyEntersWhileStakeInterestOrABondMoves() external {
        address place = _create("StakedGToken", abi.encode(hostile, directory, address(this), INTEREST_BPS));
        hostile.mint(alice, 20_000e18);
        vm.prank(alice);
        hostile.approve(place, type(uint256).max);
        _openWays(place);
        _moves(alice, abi.encodeCall(IStakedGToken.stake, (10_000e18)));
        _moves(alice, abi.encodeCall(IStakedGToken.stakeFor, (bob, 10_000e18)));
        vm.warp(START + 365 days);
        _moves(stranger, abi.encodeCall(IStakedGToken.accrue, ()));
        uint256 interest = IStakedGToken(place).interestOf(alice);
        _moves(alice, abi.encodeCall(IStakedGToken.claimInterest, (alice)));
        assertEq(hostile.balanceOf(alice), interest, "her interest, once");
        // `unstake` and `setInterestBps` move tokens only when they mint interest, and only then can the token call
        // back. So at least one second passes before each of them.
        _warpOn();
        _moves(alice, abi.encodeCall(IStakedGToken.unstake, (4_000e18)));
        vm.warp(block.timestamp + 14 days);
        _moves(alice, abi.encodeCall(IStakedGToken.withdraw, (carol)));
        assertEq(hostile.balanceOf(carol), 4_000e18, "what she took out, once");
        _warpOn();
        _moves(slasher, abi.encodeCall(IStakedGToken.slash, (bob, 7_000e18)));
        assertEq(hostile.balanceOf(address(timelock)), 7_000e18, "the slash, once");
        IStakedGToken(place).lockBond(alice);
        _warpOn();
        _moves(address(this), abi.encodeCall(IStakedGToken.takeBond, (alice, stranger)));
        assertEq(hostile.balanceOf(stranger), BOND, "the bond, once");
        _warpOn();
        _moves(address(timelock), abi.encodeCall(IStakedGToken.setInterestBps, (0)));
    }

    function test_NobodyEntersWhileAGrantIsReleased() external {
        address place = _create("Vesting", abi.encode(hostile, _grants()));
        hostile.mint(place, VESTED);
        _enter(place);
        _wayBack(abi.encodeCall(IVesting.release, (0)));
        _wayBack(abi.encodeCall(IVesting.release, (1)));
        vm.warp(START + 50 days);
        _moves(stranger, abi.encodeCall(IVesting.release, (1)));
        assertEq(hostile.balanceOf(bob), 10_000_000e18, "half, once");
    }

    function _openWays(address place) private {
        _enter(place);
        _wayBack(abi.encodeCall(IStakedGToken.stake, (1)));
        _wayBack(abi.encodeCall(IStakedGToken.stakeFor, (stranger, 1)));
        _wayBack(abi.encodeCall(IStakedGToken.unstake, (1)));
        _wayBack(abi.encodeCall(IStakedGToken.withdraw, (stranger)));
        _wayBack(abi.encodeCall(IStakedGToken.slash, (alice, 1)));
        _wayBack(abi.encodeCall(IStakedGToken.accrue, ()));
        _wayBack(abi.encodeCall(IStakedGToken.claimInterest, (stranger)));
        _wayBack(abi.encodeCall(IStakedGToken.setInterestBps, (0)));
    }

    function _warpOn() private {
        vm.warp(block.timestamp + 1);
    }
}
