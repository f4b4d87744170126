// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title State that both contracts of emission read
interface IEmissionState {
    function parametersVersion() external view returns (uint32);
    function lastEpoch() external view returns (uint64);
    /// @notice A provider's total pay so far.
    function claimedOf(address provider) external view returns (uint256);
    /// @notice Returns true for the statement of an epoch that was rejected because it was wrong, or because nobody
    /// answered a demand to see its inputs. Such an epoch can never be published again.
    function isBarred(bytes32 statement) external view returns (bool);
    /// @notice The account that proved that this statement (a signed epoch of emission) is wrong; zero if nobody proved
    /// it.
    function refuterOf(bytes32 statement) external view returns (address);
    function programmeCount() external view returns (uint32);
    /// @notice The part of the surplus that is promised to incentive programmes and not spent yet.
    function promised() external view returns (uint256);
}
