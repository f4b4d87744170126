// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title PToken: a voucher for compute, always backed by its full value in the reserve coin
/// @notice 18 decimals. Amounts named `stableUnits` are base units of the reserve coin; all others are PToken base
/// units.
interface IPToken {
    event Minted(address indexed payer, address indexed to, uint256 stableUnits, uint256 amount);
    event Redeemed(address indexed holder, address indexed to, uint256 amount, uint256 stableUnits);
    event Burned(address indexed holder, uint256 amount);
    event SurplusMinted(address indexed to, uint256 amount);

    error PToken_AmountTooSmall(uint256 amount, uint256 minimum);
    error PToken_SurplusTooLow(uint256 surplus, uint256 amount);
    error PToken_CallerNotSurplusMinter(address caller, address surplusMinter);
    error PToken_TransfersClosed(address from, address to);
    error PToken_SupplyTooLarge(uint256 supply, uint256 maxSupply);
    error PToken_StableDecimalsUnsupported(uint8 decimals);

    /// @notice Takes `stableUnits` of the reserve coin from the caller and mints 98 % of their value to `to`. Reverts
    /// with Guardian_Paused while paused.
    /// @dev Counts the coins that arrive, not those that were sent. Rounded down; exact for coins of at most 16
    /// decimals.
    function mint(uint256 stableUnits, address to) external returns (uint256 amount);

    /// @notice Burns `amount` of the caller's PToken and pays its value in the reserve coin, rounded down to the coin's
    /// base unit. Anyone may call it at any time, also during a pause.
    function redeem(uint256 amount, address to) external returns (uint256 stableUnits);

    /// @notice Burns the caller's own tokens. The reserve that backed them becomes surplus.
    function burn(uint256 amount) external;

    /// @notice Mints from the surplus. Only the Directory's "SurplusMinter" may call it.
    function mintSurplus(address to, uint256 amount) external;

    /// @notice The value of the reserve coin held here, in PToken base units.
    function reserve() external view returns (uint256);

    /// @notice The reserve minus the supply, in PToken base units.
    function surplus() external view returns (uint256);
}
