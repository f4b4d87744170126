// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The function that the Directory calls at its entry "Governor"
interface IVetoHolder {
    /// @notice The account that may veto proposals and cancel a waiting key; zero for nobody.
    function guardian() external view returns (address);
}
