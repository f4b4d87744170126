// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title KeyHolderLib: calls that change the holder of a DAO key
/// @notice Recognises setGuardian(address), setOperator(address) and acceptOwnership(). The veto cannot stop a proposal
/// that contains only these calls, so that a vote can replace the holder of the veto. If a proposal contains one of
/// them, the timelock delays it for twice the usual time.
/// @dev The called contract is not checked, because a call without value gives another contract with such a function no
/// advantage.
library KeyHolderLib {
    bytes4 private constant SET_GUARDIAN = bytes4(keccak256("setGuardian(address)"));
    bytes4 private constant SET_OPERATOR = bytes4(keccak256("setOperator(address)"));
    bytes4 private constant ACCEPT_OWNERSHIP = bytes4(keccak256("acceptOwnership()"));

    /// @notice Returns true if every call changes the holder of a key and none sends coins. `values` and `calls` have
    /// the same length.
    function onlyChangesHolders(uint256[] memory values, bytes[] memory calls) internal pure returns (bool) {
        for (uint256 i = 0; i < calls.length; ++i) {
            if (values[i] != 0 || !changesHolder(calls[i])) return false;
        }
        return true;
    }

    /// @notice Returns true if at least one call changes the holder of a key.
    function hasHolderChange(bytes[] memory calls) internal pure returns (bool) {
        for (uint256 i = 0; i < calls.length; ++i) {
            if (changesHolder(calls[i])) return true;
        }
        return false;
    }

    /// @notice Returns true for a call of setGuardian, setOperator or acceptOwnership, and false for a call that is
    /// shorter than a selector.
    function changesHolder(bytes memory call) internal pure returns (bool) {
        if (call.length < 4) return false;
        bytes4 selector = bytes4(call);
        return selector == SET_GUARDIAN || selector == SET_OPERATOR || selector == ACCEPT_OWNERSHIP;
    }
}
