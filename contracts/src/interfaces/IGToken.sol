// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title GToken: governs Infinitio
/// @notice 18 decimals. 100,000,000 G are minted once, to the published genesis table. The only other G there will ever be is staking interest,
/// at most 3,000,000 G in each year of 365 days since genesis; what a year does not use is gone.
interface IGToken {
    event GenesisMinted(address indexed to, uint256 amount);
    event InterestMinted(uint256 indexed year, uint256 amount, uint256 mintedInYear);

    error GToken_GenesisNotWhole(uint256 sum, uint256 required);
    error GToken_CallerNotStaking(address caller, address staking);

    /// @notice Mints up to `amount` to the staking contract, and no more than what this year has left. Only the staking contract.
    /// @return minted what was minted; 0 when the year is used up, never a revert, so that no stake is locked in by the cap.
    function mintInterest(uint256 amount) external returns (uint256 minted);

    /// @notice Years since genesis that have ended: 0 in the first.
    function year() external view returns (uint256);

    /// @notice Interest minted in a year, in base units.
    function mintedInYear(uint256 year) external view returns (uint256);
}
