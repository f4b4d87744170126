// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {WeightTreeLib} from "../../src/libraries/WeightTreeLib.sol";
import {Drawing, WeightTree} from "../../src/types/PanelsTypes.sol";
import {Assertions} from "../fixtures/Assertions.sol";

/// @dev Tests that many random selections choose each member in proportion to its weight. Uses the library directly,
/// because through the contract each selection would need its own panel.
contract PanelSharesTest is Assertions {
    using WeightTreeLib for WeightTree;

    uint256 private constant DRAWS = 20_000;
    WeightTree private _tree;

    /// @dev Always uses the same seeds. Each of ten members must get its part of the 20,000 selections in proportion to
    /// its weight. The tolerance is 1 % of all selections, 200, which is at least 3.5 standard deviations.
    function test_SharesOf20000DrawsAreTheWeights() external {
        uint256 total = 0;
        uint32[10] memory weights;
        for (uint32 i = 0; i < 10; ++i) {
            weights[i] = 200_000 * (1 + i % 8);
            _tree.set(_tree.append(address(uint160(i + 1))), weights[i], 1);
            total += weights[i];
        }
        uint256[10] memory drawn;
        for (uint256 i = 0; i < DRAWS; ++i) {
            Drawing memory drawing = _tree.begin(2, 1);
            ++drawn[_tree.take(drawing, uint256(keccak256(abi.encode("share", i))) % drawing.left)];
        }
        for (uint256 i = 0; i < 10; ++i) {
            uint256 expected = DRAWS * weights[i] / total;
            uint256 off = drawn[i] > expected ? drawn[i] - expected : expected - drawn[i];
            assertAtMost(off, DRAWS / 100, "one in a hundred of all draws");
        }
    }

    /// @dev Every random point belongs to one place of the list, in the list's order, and each place has as many points
    /// as its weight.
    /// hardhat-config: fuzz.runs = 24
    /// hardhat-config: long.fuzz.runs = 480
    function testFuzz_EachPlaceHasAsManyPointsAsItWeighs(uint8 places, uint256 word) external {
        uint256 count = 1 + uint256(places) % 100;
        uint256[] memory weights = new uint256[](count);
        uint256 total = 0;
        for (uint256 i = 0; i < count; ++i) {
            uint32 index = _tree.append(address(uint160(i + 1)));
            weights[i] = uint256(keccak256(abi.encode(word, i))) % 4;
            _tree.set(index, uint32(weights[i]), 1);
            total += weights[i];
        }
        Drawing memory drawing = _tree.begin(2, 1);
        assertEq(drawing.left, total, "all of them");
        uint256 point = 0;
        for (uint256 i = 0; i < count; ++i) {
            for (uint256 j = 0; j < weights[i]; ++j) {
                assertEq(_tree.take(_tree.begin(2, 1), point++), i, "the place of this point");
            }
        }
    }

    /// @dev If a member's weight changes, selections use the new weight only after the next time at which a round of
    /// the random beacon closes.
    function test_ADrawLooksAtTheLastClose() external {
        uint32 first = _tree.append(address(1));
        uint32 second = _tree.append(address(2));
        _tree.set(first, 100, 1);
        _tree.set(second, 100, 1);
        assertEq(_tree.begin(1, 1).left, 0, "they joined after round 1 closed");
        _tree.set(first, 0, 2);
        _tree.set(first, 50, 2);
        assertEq(_tree.begin(2, 1).left, 200, "two changes after round 2 closed change nothing of it");
        assertEq(_tree.begin(3, 1).left, 150, "round 3 sees them");
    }
}
