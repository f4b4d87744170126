// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What both codes of emission read
interface IEmissionState {
    function parametersVersion() external view returns (uint32);
    function lastEpoch() external view returns (uint64);
    /// @notice What a provider was paid so far.
    function claimedOf(address provider) external view returns (uint256);
    /// @notice True for the statement of an epoch that was taken back as wrong, or as nobody showed what it follows from: never published again.
    function isBarred(bytes32 statement) external view returns (bool);
    /// @notice Who proved a leaf under this statement wrong; zero while nobody has.
    function refuterOf(bytes32 statement) external view returns (address);
    function programmeCount() external view returns (uint32);
    /// @notice Surplus promised to programmes and not spent.
    function promised() external view returns (uint256);
}
