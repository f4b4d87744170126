// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EmissionInputs, EmissionParameters, EmissionShare, EmissionTerms} from "../types/EmissionTypes.sol";
import {EmissionMath} from "./EmissionMath.sol";

/// @title The arithmetic of one leaf
library EmissionCheckLib {
    /// @notice What the leaf of a provider must say, in PToken base units. Reverts for inputs that no arithmetic takes: such a leaf is never right.
    function cumulativeOf(
        EmissionTerms calldata terms,
        EmissionParameters memory parameters,
        EmissionInputs calldata inputs
    ) internal pure returns (uint256) {
        // First the G bond and a verified task, then rewards.
        if (!inputs.isBonded || !inputs.hasVerifiedTask) return inputs.before;
        uint256 due = 0;
        for (uint256 i = 0; i < inputs.shares.length; ++i) {
            due += _dueOf(terms, parameters, inputs.shares[i]);
        }
        return inputs.before + EmissionMath.payableOf(due, terms.due, terms.available);
    }

    /// @notice The most that all nodes can be due: κ of what was burned, and the programmes' budgets.
    function mostDue(EmissionTerms calldata terms, uint256 rebateShare) internal pure returns (uint256 most) {
        most = EmissionMath.rebateOf(type(uint256).max, terms.burned, rebateShare);
        for (uint256 i = 0; i < terms.budgets.length; ++i) {
            most += terms.budgets[i].budget;
        }
    }

    function _dueOf(EmissionTerms calldata terms, EmissionParameters memory parameters, EmissionShare calldata share)
        private
        pure
        returns (uint256 due)
    {
        (uint256 emission, uint256 weight) = EmissionMath.nodeEmission(share.node, terms.common, parameters);
        due = EmissionMath.rebateOf(emission, share.node.burned, parameters.rebateShare);
        for (uint256 i = 0; i < terms.budgets.length; ++i) {
            if ((share.programmes >> i) & 1 == 0) continue;
            due += EmissionMath.programmeShare(terms.budgets[i].budget, weight, terms.budgets[i].weightOfAll);
        }
    }
}
