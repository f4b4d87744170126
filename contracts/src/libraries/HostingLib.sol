// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {HostingBudget, HostingShare} from "../types/HostingPoolTypes.sol";

/// @title Leaves of the hosting programme's trees
/// @notice Every leaf contains its kind and is hashed twice, so that no budget is valid as a share, and no inner node
/// as a leaf.
library HostingLib {
    bytes32 internal constant BUDGET = "HostingBudget";
    bytes32 internal constant SHARE = "HostingShare";

    function leafOf(HostingBudget memory budget) internal pure returns (bytes32) {
        return _twice(abi.encode(BUDGET, budget));
    }

    function leafOf(HostingShare memory share) internal pure returns (bytes32) {
        return _twice(abi.encode(SHARE, share));
    }

    function _twice(bytes memory encoded) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(encoded)));
    }
}
