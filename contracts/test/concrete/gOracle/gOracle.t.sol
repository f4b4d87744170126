// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGOracle} from "../../../src/interfaces/IGOracle.sol";
import {MedianLib} from "../../../src/libraries/MedianLib.sol";
import {WeightedRate} from "../../../src/types/GOracleTypes.sol";
import {RateFixture} from "../../fixtures/RateFixture.sol";

contract GOracleTest is RateFixture {
    function test_TheMedianWeighsByBond() external {
        vm.expectEmit(true, true, true, true, address(oracle));
        emit IGOracle.RateReported(_reporter(0), 4e18);
        _reportAll(_rates(4e18, 1e18, 3e18, 2e18));
        vm.expectEmit(true, true, true, true, address(oracle));
        emit IGOracle.RateUpdated(2e18, 2e18, 2e18, 4);
        assertEq(oracle.update(), 2e18, "the lower of the two in the middle");
        assertEq(oracle.rate(), 2e18, "the rate");
        _report(4, 5e18);
        vm.warp(block.timestamp + 1 hours);
        vm.expectEmit(true, true, true, true, address(oracle));
        emit IGOracle.RateUpdated(2.2e18, 3e18, 2e18, 5);
        oracle.update();
        (uint96 current, uint40 updatedAt) = oracle.lastRate();
        assertEq(current, 2.2e18, "towards 3, by a tenth");
        assertEq(updatedAt, block.timestamp, "now");
        // One reporter has a larger bond than all others together.
        _bondFor(_reporter(1), VALIDATOR_PURPOSE, 9_000e18);
        vm.warp(block.timestamp + 1 hours);
        assertEq(oracle.update(), 1.98e18, "towards 1, by a tenth");
    }

    function test_TheFirstRateMovesFromWhatTheDeploymentSaid() external {
        (uint96 said, uint40 madeAt) = oracle.lastRate();
        assertTrue(said == 2e18 && madeAt == 0, "said, and no rate");
        _reportAll(_rates(9e18, 9e18, 9e18, 9e18));
        assertEq(oracle.update(), 2.2e18, "up by a tenth of it");
        oracle = _createOracle(2e18);
        _reportAll(_rates(1e12, 1e12, 1e12, 1e12));
        assertEq(oracle.update(), 1.8e18, "or down");
        uint96[2] memory ends = [uint96(1e12), uint96(1e24)];
        for (uint256 i = 0; i < 2; ++i) {
            oracle = _createOracle(ends[i]);
            uint96 outside = i == 0 ? ends[i] - 1 : ends[i] + 1;
            bytes memory code = abi.encodePacked(vm.getCode("GOracle.sol:GOracle"), abi.encode(directory, outside));
            address created;
            assembly ("memory-safe") {
                created := create(0, add(code, 32), mload(code))
            }
            assertTrue(created == address(0), "out of range");
        }
    }

    function test_OnlyThoseCountWhoStandWithEnoughBondedAndSpokeLately() external {
        vm.prank(stranger);
        oracle.report(uint96(1e12));
        assertEq(oracle.reportOf(stranger).rate, 1e12, "heard");
        for (uint256 i = 0; i < 3; ++i) {
            _report(i, 2e18);
        }
        attestations.admit(_reporter(0), false);
        _expectTooFew(2, 2 * STAKE, 4 * STAKE);
        oracle.update();
        attestations.admit(_reporter(0), true);
        vm.prank(_reporter(1));
        vault.unbond(VALIDATOR_PURPOSE, 1_500e18);
        _expectTooFew(2, 2 * STAKE, 4 * STAKE);
        oracle.update();
        vm.prank(_reporter(2));
        attestations.resign();
        _report(3, 2e18);
        _report(4, 2e18);
        // Only three candidates have enough bond. Unless there are at least four, there is no rate, even if all of
        // them report.
        _expectTooFew(3, 3 * STAKE, 3 * STAKE);
        oracle.update();
        // This raises the bond to exactly the minimum stake, so a fourth candidate counts.
        _bondFor(_reporter(1), VALIDATOR_PURPOSE, 500e18);
        vm.warp(block.timestamp + 6 hours);
        assertEq(oracle.update(), 2e18, "six hours are fresh");
        vm.warp(block.timestamp + 1 hours);
        _expectTooFew(0, 0, 3 * STAKE + 1_000e18);
        oracle.update();
    }

    function test_RevertWhen_TwoThirdsOfTheBondsReported() external {
        _reportAll(_rates(2e18, 2e18, 2e18, 2e18));
        // The fifth candidate, which does not report, first holds one unit less than a third of all bonds, then exactly
        // a third.
        _bondFor(_reporter(4), VALIDATOR_PURPOSE, 2_000e18 - 1);
        assertEq(oracle.update(), 2e18, "more than two thirds");
        _bondFor(_reporter(4), VALIDATOR_PURPOSE, 1);
        vm.warp(block.timestamp + 1 hours);
        _expectTooFew(4, 4 * STAKE, 6 * STAKE);
        oracle.update();
    }

    function test_OfExactlyFourThreeAreEnough() external {
        vm.prank(_reporter(4));
        attestations.resign();
        _report(0, 1e18);
        _report(1, 3e18);
        _expectTooFew(2, 2 * STAKE, 4 * STAKE);
        oracle.update();
        _report(2, 2e18);
        assertEq(oracle.update(), 2e18, "three of four");
        // With five candidates, three reporters are too few, however large their bonds are.
        vm.prank(_reporter(4));
        attestations.join(address(0));
        _bondFor(_reporter(0), VALIDATOR_PURPOSE, 9_000e18);
        vm.warp(block.timestamp + 1 hours);
        _expectTooFew(3, 3 * STAKE + 9_000e18, 5 * STAKE + 9_000e18);
        oracle.update();
        vm.prank(_reporter(4));
        attestations.resign();
        // Three of four candidates report, but they have less than two thirds of all bonds.
        _bondFor(_reporter(3), VALIDATOR_PURPOSE, 20_000e18);
        _expectTooFew(3, 3 * STAKE + 9_000e18, 4 * STAKE + 29_000e18);
        oracle.update();
    }

    /// @dev One wrong report of three cannot move the median outside of the range of the other two. The same holds for
    /// one wrong report of many.
    function testFuzz_OneReporterAloneMovesNothing(uint96 said, uint8 who) external {
        vm.prank(_reporter(4));
        attestations.resign();
        uint256 liar = uint256(who) % 3;
        for (uint256 i = 0; i < 3; ++i) {
            _report(i, i == liar ? bound(said, 1e12, 1e24) : 2e18);
        }
        assertEq(oracle.update(), 2e18, "as the two others say");
    }

    function test_RevertWhen_UpdatedWithinTheHourOrOutOfRange() external {
        _reportAll(_rates(2e18, 2e18, 2e18, 2e18));
        oracle.update();
        uint256 from = block.timestamp + 1 hours;
        vm.warp(from - 1);
        vm.expectRevert(abi.encodeWithSelector(IGOracle.GOracle_UpdatedJustNow.selector, from, from - 1));
        oracle.update();
        vm.warp(from);
        oracle.update();
        uint96[2] memory wrong = [uint96(1e12 - 1), uint96(1e24 + 1)];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IGOracle.GOracle_RateOutOfRange.selector, wrong[i], 1e12, 1e24)
            );
            oracle.report(wrong[i]);
        }
        oracle.report(uint96(1e12));
        oracle.report(uint96(1e24));
    }

    function test_RevertWhen_ThereIsNoRateOrItIsOld() external {
        vm.expectRevert(abi.encodeWithSelector(IGOracle.GOracle_Stale.selector, 0, block.timestamp));
        oracle.rate();
        _reportAll(_rates(2e18, 2e18, 2e18, 2e18));
        oracle.update();
        uint256 made = block.timestamp;
        vm.warp(made + 1 days);
        assertEq(oracle.rate(), 2e18, "good for a day");
        vm.warp(made + 1 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IGOracle.GOracle_Stale.selector, made, made + 1 days + 1));
        oracle.rate();
    }

    /// @dev Compares with a simple definition: at least half of the stake is at or below the median, and less than half
    /// is below it.
    function testFuzz_TheMedianSplitsTheStake(uint256 seed, uint8 size) external pure {
        uint256 count = 1 + uint256(size) % 12;
        WeightedRate[] memory list = new WeightedRate[](count + 2);
        uint256 total = 0;
        for (uint256 i = 0; i < count; ++i) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, i)));
            list[i] = WeightedRate(1 + drawn % 6, 1 + (drawn >> 8) % 10);
            total += list[i].stake;
        }
        uint256 median = MedianLib.medianOf(list, count);
        (uint256 below, uint256 upTo) = (0, 0);
        for (uint256 i = 0; i < count; ++i) {
            if (list[i].rate < median) below += list[i].stake;
            if (list[i].rate <= median) upTo += list[i].stake;
        }
        assertTrue(upTo * 2 >= total && below * 2 < total, "splits the stake");
    }

    function testFuzz_NeverJumpsByMoreThanATenth(uint96 first, uint96 next) external {
        uint256 from = bound(first, 1e12, 1e24);
        uint256 to = bound(next, 1e12, 1e24);
        oracle = _createOracle(uint96(from));
        _reportAll(_rates(to, to, to, to));
        uint256 current = oracle.update();
        uint256 tenth = from / 10;
        assertAtMost(current, from + tenth, "up");
        assertAtMost(from - tenth, current, "down");
        if (to <= from + tenth && to >= from - tenth) assertEq(current, to, "within a tenth as it is");
    }

    function _expectTooFew(uint256 count, uint256 fresh, uint256 total) private {
        vm.expectRevert(abi.encodeWithSelector(IGOracle.GOracle_TooFewReports.selector, count, fresh, total));
    }
}
