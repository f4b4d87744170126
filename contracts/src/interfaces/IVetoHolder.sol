// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The Directory's view of its entry "Governor"
interface IVetoHolder {
    /// @notice The account that may veto proposals and cancel a waiting key; zero for nobody.
    function guardian() external view returns (address);
}
