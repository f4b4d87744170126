// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Distribution of the market's fees: at least half is burned; treasury and validators get the rest
/// @notice Amounts are in PToken base units, shares in basis points. Validators get the share that is neither burned
/// nor paid to the treasury.
interface IFeeSplitter {
    event SharesSet(uint16 burnBps, uint16 treasuryBps);
    event FeesSplit(uint256 burned, uint256 toTreasury, uint256 toValidators);
    event ValidatorsRewarded(uint64 indexed epoch, uint256 amount, address[] accounts, uint256[] amounts);
    event RewardPaid(address indexed account, uint256 amount);

    error FeeSplitter_SharesOutOfRange(uint256 burnBps, uint256 treasuryBps);
    error FeeSplitter_EpochRewarded(uint64 epoch);
    error FeeSplitter_SetMismatch(bytes32 given, bytes32 expected);
    error FeeSplitter_NothingOwed(address account);

    /// @notice Sets the shares. Only the owner may call it. At least 5,000 bps must be burned. The two shares together
    /// are at most 10,000 bps; the validators get the rest.
    function setShares(uint16 newBurnBps, uint16 newTreasuryBps) external;

    /// @notice Splits all fees received since the last split. Anyone may call it. The share of a missing treasury or
    /// validator set is burned.
    function split() external returns (uint256 burned, uint256 toTreasury, uint256 toValidators);

    /// @notice Divides the amount that waits for the validators among the signers of the latest root about "nodes", in
    /// proportion to their stakes. Anyone may call it, once per epoch.
    /// @param members The set that signed the root.
    function reward(bytes32[] calldata members) external;

    /// @notice Pays an account the amount that this contract owes it. Anyone may call it.
    function pay(address account) external returns (uint256 amount);

    function burnBps() external view returns (uint16);
    function treasuryBps() external view returns (uint16);
    /// @notice The validators' part of the fees that the next call of `reward` divides.
    function waiting() external view returns (uint256);
    function owedTo(address account) external view returns (uint256);
}
