// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Drawing, PanelPlace, WeightSum, WeightTree} from "../types/PanelsTypes.sol";

/// @title A list of weights, from which a random number selects one
/// @dev Each place of the list has an account and a weight. Four neighbouring places form a block. Above the blocks is
/// a binary tree; each of its nodes stores the sum of the weights in its left half. A change of a weight writes each
/// node above it at most once, and a selection reads one node per level. Each slot stores its current value and its
/// value when the last round closed. A selection uses the values of that moment, so no later change affects it.
library WeightTreeLib {
    uint256 private constant BLOCK = 4;
    uint256 private constant TOTAL = 0;

    /// @notice Adds a place with weight 0 for an account. Returns the index of the place.
    function append(WeightTree storage tree, address account) internal returns (uint32 index) {
        index = tree.count;
        tree.count = index + 1;
        tree.places[index].account = account;
        uint256 first = index / BLOCK;
        // When the number of a block is a power of two, the tree gets a new root, and the block begins the right half
        // below it. All earlier places are in the left half.
        if (index % BLOCK == 0 && first != 0 && first & (first - 1) == 0) {
            tree.sums[_nodeOf(0, Math.log2(first) + 1)] = tree.sums[TOTAL];
        }
    }

    /// @notice Changes the weight of a place. `round` is the last closed round.
    function set(WeightTree storage tree, uint32 index, uint32 weight, uint32 round) internal {
        PanelPlace storage place = tree.places[index];
        uint32 previous = place.weight;
        if (place.round < round) {
            place.weightAtClose = previous;
            place.round = round;
        }
        place.weight = weight;
        uint256 number = index / BLOCK;
        uint256 depth = _depthOf(tree.count);
        for (uint256 level = 1; level <= depth; ++level) {
            if ((number >> (level - 1)) & 1 == 0) {
                _change(tree.sums[_nodeOf(number, level)], previous, weight, round);
            }
        }
        _change(tree.sums[TOTAL], previous, weight, round);
    }

    /// @notice Starts a selection that uses the weights at the close of `round`, which is the last closed round. The
    /// selected places and the places that are left out may together be at most `most`.
    function begin(WeightTree storage tree, uint32 round, uint256 most) internal view returns (Drawing memory drawing) {
        drawing.round = round;
        drawing.depth = _depthOf(tree.count);
        drawing.left = _at(tree.sums[TOTAL], round);
        drawing.indices = new uint256[](most);
        drawing.weights = new uint256[](most);
    }

    /// @notice Excludes a place (a position of the list) from the selection. Excluding it again changes nothing.
    function leaveOut(WeightTree storage tree, Drawing memory drawing, uint32 index) internal view {
        for (uint256 i = 0; i < drawing.count; ++i) {
            if (drawing.indices[i] == index) return;
        }
        _take(drawing, index, _weightAt(tree.places[index], drawing.round));
    }

    /// @notice Selects the place at `point`, which must be below `drawing.left`: a place's chance is in proportion to
    /// its weight among the remaining places.
    function take(WeightTree storage tree, Drawing memory drawing, uint256 point)
        internal
        view
        returns (uint32)
    {
        // No subtraction underflows: `point` is below the sum of all remaining weights.
        unchecked {
            uint256 number = 0;
            for (uint256 level = drawing.depth; level != 0; --level) {
                uint256 half = 1 << (level - 1);
                uint256 sum = _at(tree.sums[_nodeOf(number, level)], drawing.round);
                if (drawing.count != 0) sum -= _takenIn(drawing, number * BLOCK, (number + half) * BLOCK);
                if (point < sum) continue;
                point -= sum;
                number += half;
            }
            uint256 index = number * BLOCK;
            uint256 weight = _weightLeft(tree, drawing, index);
            while (point >= weight) {
                point -= weight;
                weight = _weightLeft(tree, drawing, ++index);
            }
            _take(drawing, index, weight);
            return uint32(index);
        }
    }

    function _take(Drawing memory drawing, uint256 index, uint256 weight) private pure {
        drawing.indices[drawing.count] = index;
        drawing.weights[drawing.count] = weight;
        ++drawing.count;
        drawing.left -= weight;
    }

    function _change(WeightSum storage sum, uint32 previous, uint32 weight, uint32 round) private {
        WeightSum memory changed = sum;
        if (changed.round < round) {
            changed.sumAtClose = changed.sum;
            changed.round = round;
        }
        changed.sum = changed.sum + weight - previous;
        sum.sum = changed.sum;
        sum.sumAtClose = changed.sumAtClose;
        sum.round = changed.round;
    }

    /// @dev Returns the total weight of the selected and left-out places with numbers from `first` to below `end`.
    function _takenIn(Drawing memory drawing, uint256 first, uint256 end) private pure returns (uint256 taken) {
        // The sums fit their types, because each weight was a part of a sum that fits. The count is at most the length
        // of both arrays.
        unchecked {
            uint256 count = drawing.count;
            for (uint256 i = 0; i < count; ++i) {
                uint256 index = drawing.indices[i];
                if (index >= first && index < end) taken += drawing.weights[i];
            }
        }
    }

    function _weightLeft(WeightTree storage tree, Drawing memory drawing, uint256 index) private view returns (uint256) {
        for (uint256 i = 0; i < drawing.count; ++i) {
            if (drawing.indices[i] == index) return 0;
        }
        return _weightAt(tree.places[index], drawing.round);
    }

    function _weightAt(PanelPlace storage place, uint32 round) private view returns (uint256) {
        return place.round < round ? place.weight : place.weightAtClose;
    }

    function _at(WeightSum storage sum, uint32 round) private view returns (uint256) {
        return sum.round < round ? sum.sum : sum.sumAtClose;
    }

    function _nodeOf(uint256 number, uint256 level) private pure returns (uint256) {
        return level << 32 | number >> level;
    }

    /// @dev Returns the number of levels above the blocks of `count` places.
    function _depthOf(uint256 count) private pure returns (uint256) {
        uint256 last = (count - 1) / BLOCK;
        return last == 0 ? 0 : Math.log2(last) + 1;
    }
}
