// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Grant} from "../types/GovernanceTypes.sol";

/// @title Vesting: the part of the genesis table that is paid over years
/// @notice The grants are set at the deployment; none can be added, changed or revoked. Unreleased G cannot be staked
/// and does not vote. Amounts are in base units of G.
interface IVesting {
    event GrantCreated(
        uint256 indexed id,
        address indexed beneficiary,
        bytes32 indexed label,
        uint256 amount,
        uint40 startAt,
        uint40 cliffAt,
        uint40 endAt
    );
    event Released(uint256 indexed id, address indexed beneficiary, uint256 amount);
    event BeneficiaryChanged(uint256 indexed id, address indexed previous, address indexed current);

    error Vesting_GrantInvalid(uint256 id);
    error Vesting_NoSuchGrant(uint256 id);
    error Vesting_NothingToRelease(uint256 id);
    error Vesting_CallerNotBeneficiary(address caller, address beneficiary);

    /// @notice Pays the vested amount to the beneficiary. Anyone may call it.
    function release(uint256 id) external returns (uint256 amount);

    /// @notice Transfers the rest of a grant to another account. Only the grant's beneficiary may call it.
    function changeBeneficiary(uint256 id, address beneficiary) external;

    function grantCount() external view returns (uint256);
    function grantOf(uint256 id) external view returns (Grant memory);

    /// @notice The part of the grant that has vested at `time`, whether it was released or not; rounded down.
    function vestedAt(uint256 id, uint256 time) external view returns (uint256);

    /// @notice The sum of the unreleased parts of all grants. This contract holds at least as many G tokens.
    function totalUnreleased() external view returns (uint256);
}
