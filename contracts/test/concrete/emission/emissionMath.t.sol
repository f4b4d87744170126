// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EmissionMath} from "../../../src/libraries/EmissionMath.sol";
import {EmissionFactors, EmissionParameters} from "../../../src/types/EmissionTypes.sol";
import {Assertions} from "../../fixtures/Assertions.sol";

contract EmissionMathBoundsTest is Assertions {
    uint256 private constant WAD = 1e18;

    /// @dev The bounds of each parameter, in the order of `EmissionParameters`. A vote can set a parameter to each
    /// bound, but not one unit further.
    function test_EachParameterReachesItsBoundsAndNotFurther() external {
        uint256[2][8] memory bounds = [
            [uint256(0), 0.1e18],
            [uint256(0), 0.8e18],
            [uint256(100), 1_000_000_000],
            [uint256(0), 100e18],
            [uint256(0.5e18), 1e18],
            [uint256(0.01e18), 0.5e18],
            [uint256(1.1e18), 4e18],
            [uint256(0), 0.2e18]
        ];
        for (uint256 i = 0; i < 8; ++i) {
            (uint256 least, uint256 most) = (bounds[i][0], bounds[i][1]);
            this.checkParameters(_with(i, least));
            this.checkParameters(_with(i, most));
            _expectOutOfBounds(most + 1, least, most);
            this.checkParameters(_with(i, most + 1));
            if (least == 0) continue;
            _expectOutOfBounds(least - 1, least, most);
            this.checkParameters(_with(i, least - 1));
        }
    }

    function test_RevertWhen_AnInputIsTooLarge() external {
        EmissionFactors memory factors;
        factors.base = type(uint128).max;
        this.emissionOf(factors);
        ++factors.base;
        _expectTooLarge(factors.base, type(uint128).max);
        this.emissionOf(factors);
        assertEq(this.baseOf(type(uint96).max), type(uint96).max, "the most hours");
        _expectTooLarge(uint256(type(uint96).max) + 1, type(uint96).max);
        this.baseOf(uint256(type(uint96).max) + 1);
        _expectTooLarge(uint256(type(uint64).max) + 1, type(uint64).max);
        this.minerShare(uint256(type(uint64).max) + 1);
    }

    function test_RevertWhen_APartIsMoreThanItsWhole() external {
        assertEq(this.programmeShare(100, 7, 7), 100, "the only node has the whole budget");
        _expectTooLarge(8, 7);
        this.programmeShare(100, 8, 7);
        assertEq(this.payableOf(9, 9, 4), 4, "all that is available");
        _expectTooLarge(10, 9);
        this.payableOf(10, 9, 4);
    }

    function test_PaysNothingWhereNothingIsDueAndNothingAvailable() external view {
        assertEq(this.payableOf(0, 0, 0), 0, "nothing");
    }

    function checkParameters(EmissionParameters memory parameters) external pure {
        EmissionMath.checkParameters(parameters);
    }

    function emissionOf(EmissionFactors memory factors) external pure returns (uint256) {
        return EmissionMath.emissionOf(factors);
    }

    function baseOf(uint256 hours_) external pure returns (uint256) {
        return EmissionMath.baseOf(hours_, WAD);
    }

    function minerShare(uint256 activeNodes) external pure returns (uint256) {
        return EmissionMath.minerShare(activeNodes, 100);
    }

    function programmeShare(uint256 budget, uint256 weight, uint256 weightOfAll) external pure returns (uint256) {
        return EmissionMath.programmeShare(budget, weight, weightOfAll);
    }

    function payableOf(uint256 due, uint256 dueToAll, uint256 available) external pure returns (uint256) {
        return EmissionMath.payableOf(due, dueToAll, available);
    }

    function _with(uint256 place, uint256 value) private pure returns (EmissionParameters memory) {
        uint256[8] memory values = [uint256(0.002e18), 0.8e18, 10_000, 20e18, 0.8e18, 0.05e18, 1.5e18, 0.1e18];
        values[place] = value;
        return abi.decode(abi.encode(values), (EmissionParameters));
    }

    function _expectOutOfBounds(uint256 value, uint256 least, uint256 most) private {
        vm.expectRevert(
            abi.encodeWithSelector(EmissionMath.EmissionMath_ParameterOutOfBounds.selector, value, least, most)
        );
    }

    function _expectTooLarge(uint256 value, uint256 limit) private {
        vm.expectRevert(abi.encodeWithSelector(EmissionMath.EmissionMath_InputTooLarge.selector, value, limit));
    }
}
