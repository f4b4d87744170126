// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title KeyHolderLib: calls that change the holder of a DAO key
/// @notice Recognises setGuardian(address), setOperator(address) and acceptOwnership(). The veto cannot stop a proposal
/// of only these calls, so that a vote can replace the holder of the veto. The timelock delays a proposal with one of
/// them for twice its delay.
/// @dev Does not compare the target: a foreign contract with such a function gains nothing from a call without value.
library KeyHolderLib {
    bytes4 private constant SET_GUARDIAN = bytes4(keccak256("setGuardian(address)"));
    bytes4 private constant SET_OPERATOR = bytes4(keccak256("setOperator(address)"));
    bytes4 private constant ACCEPT_OWNERSHIP = bytes4(keccak256("acceptOwnership()"));

    /// @notice True if every call changes a holder and none sends value. `values` and `calls` have the same length.
    function onlyChangesHolders(uint256[] memory values, bytes[] memory calls) internal pure returns (bool) {
        for (uint256 i = 0; i < calls.length; ++i) {
            if (values[i] != 0 || !changesHolder(calls[i])) return false;
        }
        return true;
    }

    /// @notice True when at least one call changes a holder.
    function hasHolderChange(bytes[] memory calls) internal pure returns (bool) {
        for (uint256 i = 0; i < calls.length; ++i) {
            if (changesHolder(calls[i])) return true;
        }
        return false;
    }

    /// @notice True for a call of one of the three functions; false for a call shorter than a selector.
    function changesHolder(bytes memory call) internal pure returns (bool) {
        if (call.length < 4) return false;
        bytes4 selector = bytes4(call);
        return selector == SET_GUARDIAN || selector == SET_OPERATOR || selector == ACCEPT_OWNERSHIP;
    }
}
