// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Switch of mutants
/// @notice Compiled only into a copy of the sources, by `runMutation.ts`.
/// @dev The block's coinbase selects the mutant, because no contract reads the coinbase. So one compilation contains
/// many mutants.
library MutantLib {
    function on(uint256 mutant) internal pure returns (bool) {
        function() internal view returns (uint256) read = _chosen;
        function() internal pure returns (uint256) pureRead;
        assembly {
            pureRead := read
        }
        return pureRead() == mutant;
    }

    function _chosen() private view returns (uint256) {
        return uint160(address(block.coinbase));
    }
}
