// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title KeyHolderLib: calls that change who holds a key of the DAO
/// @notice Recognises setGuardian(address), setOperator(address) and acceptOwnership(). The veto cannot stop a proposal of these calls only, since a
/// vote must be able to replace whoever holds the veto, and the timelock holds a proposal with one of them for twice its delay.
/// @dev The target is not compared: a foreign contract that has such a function gains nothing by being called without value.
library KeyHolderLib {
    bytes4 private constant SET_GUARDIAN = bytes4(keccak256("setGuardian(address)"));
    bytes4 private constant SET_OPERATOR = bytes4(keccak256("setOperator(address)"));
    bytes4 private constant ACCEPT_OWNERSHIP = bytes4(keccak256("acceptOwnership()"));

    /// @notice True when every call changes a holder and none sends value. `values` and `calls` have one length.
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

    /// @notice True for a call of one of the three functions. A call shorter than a selector is none.
    function changesHolder(bytes memory call) internal pure returns (bool) {
        if (call.length < 4) return false;
        bytes4 selector = bytes4(call);
        return selector == SET_GUARDIAN || selector == SET_OPERATOR || selector == ACCEPT_OWNERSHIP;
    }
}
