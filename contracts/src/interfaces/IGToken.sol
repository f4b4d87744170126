// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title GToken: governs Infinitio
/// @notice 18 decimals. 100,000,000 G tokens are minted once, according to the published genesis table. All others are
/// staking interest, at most 3,000,000 G in each year of 365 days since genesis. Unused interest of a year is not
/// carried over.
interface IGToken {
    event GenesisMinted(address indexed to, uint256 amount);
    event InterestMinted(uint256 indexed year, uint256 amount, uint256 mintedInYear);

    error GToken_GenesisNotWhole(uint256 sum, uint256 required);
    error GToken_CallerNotStaking(address caller, address staking);

    /// @notice Mints up to `amount` to the staking contract, but at most the rest of this year's limit. Only the
    /// staking contract may call it.
    /// @return minted The minted amount. It is 0 if the year's limit is used up. The call does not revert in this case,
    /// so that the limit cannot keep a stake from leaving.
    function mintInterest(uint256 amount) external returns (uint256 minted);

    /// @notice The number of full years since genesis: 0 in the first year.
    function year() external view returns (uint256);

    /// @notice Interest minted in a year, in base units.
    function mintedInYear(uint256 year) external view returns (uint256);
}
