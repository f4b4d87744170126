// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What the Directory asks its entry "Governor"
interface IVetoHolder {
    /// @notice Who may veto proposals and cancel a key that waits; zero for nobody.
    function guardian() external view returns (address);
}
