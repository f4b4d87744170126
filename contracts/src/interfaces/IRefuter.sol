// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A contract that proves attested roots wrong
interface IRefuter {
    /// @notice Returns the account that proved a root wrong; 0 for a root that nobody refuted.
    function refuterOf(bytes32 root) external view returns (address);
}
