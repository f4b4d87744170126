// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EmissionInputs, EmissionParameters, EmissionShare, EmissionTerms} from "../types/EmissionTypes.sol";
import {EmissionMath} from "./EmissionMath.sol";

/// @title The arithmetic of one Merkle leaf of emission
library EmissionCheckLib {
    /// @notice The largest number of nodes in a chunk. It is limited so that the arithmetic and the data of a chunk fit
    /// into one transaction.
    uint256 internal constant MAX_SHARES = 64;
    /// @notice The largest number of levels in a provider's tree of chunks: a provider has at most 2^20 chunks.
    uint256 internal constant MAX_DEPTH = 20;

    error EmissionCheckLib_TooLarge(uint256 value, uint256 limit);

    /// @notice The right value of a provider's leaf, in PToken base units. Reverts if an input is out of range. A leaf
    /// with such an input is always wrong, and nobody can answer a demand for it.
    function cumulativeOf(EmissionTerms calldata terms, EmissionInputs calldata inputs) internal pure returns (uint256) {
        if (inputs.depth > MAX_DEPTH) revert EmissionCheckLib_TooLarge(inputs.depth, MAX_DEPTH);
        // A provider earns in an epoch only if it has its bond in G and one of its tasks was verified.
        if (!inputs.isBonded || !inputs.hasVerifiedTask) return inputs.before;
        return inputs.before + EmissionMath.payableOf(inputs.due, terms.due, terms.available);
    }

    /// @notice The amount that a chunk's nodes earned before the epoch's cap reduces it, in PToken base units. Reverts
    /// if a share is out of range.
    function dueOf(
        EmissionTerms calldata terms,
        EmissionParameters memory parameters,
        EmissionShare[] calldata shares
    ) internal pure returns (uint256 due) {
        if (shares.length > MAX_SHARES) revert EmissionCheckLib_TooLarge(shares.length, MAX_SHARES);
        for (uint256 i = 0; i < shares.length; ++i) {
            due += _dueOf(terms, parameters, shares[i]);
        }
    }

    /// @notice The largest amount that can be due to all nodes together: the share κ (`rebateShare`) of the burned
    /// fees, plus the budgets of all programmes.
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
