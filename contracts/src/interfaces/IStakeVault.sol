// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {Bond} from "../types/StakeVaultTypes.sol";

/// @title Bonds by purpose
/// @notice Amounts in PToken base units. Purposes are ASCII, right-padded: bytes32("Provider").
interface IStakeVault {
    event Bonded(address indexed account, bytes32 indexed purpose, address indexed payer, uint256 amount, uint256 bonded);
    event Unbonding(address indexed account, bytes32 indexed purpose, uint256 amount, uint256 bonded, uint40 releaseAt);
    event BondWithdrawn(address indexed account, bytes32 indexed purpose, address indexed to, uint256 amount);

    error StakeVault_BondTooLow(uint256 bonded, uint256 amount);
    error StakeVault_StillUnbonding(uint40 releaseAt, uint256 time);
    error StakeVault_NothingToWithdraw();
    error StakeVault_AmountZero();

    /// @notice Bonds the caller's PToken.
    function bond(bytes32 purpose, uint256 amount) external;

    /// @notice Bonds the caller's PToken for `account`. Leaves the account's unbonding clock alone.
    function bondFor(address account, bytes32 purpose, uint256 amount) external;

    /// @notice Starts the wait: 35 days for "Provider" (delisted at once), 14 days for all else. A further call restarts it for all that is unbonding.
    function unbond(bytes32 purpose, uint256 amount) external;

    /// @notice Pays out all that has waited long enough.
    function withdraw(bytes32 purpose, address to) external returns (uint256 amount);

    function bondOf(address account, bytes32 purpose) external view returns (Bond memory);
}
