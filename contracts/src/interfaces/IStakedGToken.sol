// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Staker} from "../types/GovernanceTypes.sol";

/// @title StakedGToken: staked G with votes
/// @notice 1:1 with G, not transferable. Amounts in base units of G (1e-18). Interest has a separate index and never
/// changes the stake.
/// @dev Stake, unstaking and unclaimed interest together never exceed the G held here. Votes and delegation:
/// ERC20Votes, in timestamp mode.
interface IStakedGToken {
    event Staked(address indexed account, address indexed payer, uint256 amount, uint256 staked);
    event Unstaking(address indexed account, uint256 amount, uint256 staked, uint256 unstaking, uint40 releaseAt);
    event Withdrawn(address indexed account, address indexed to, uint256 amount);
    event Slashed(
        address indexed account,
        address indexed slasher,
        address indexed treasury,
        uint256 fromStake,
        uint256 fromUnstaking,
        uint256 staked,
        uint256 unstaking
    );
    event BondTaken(address indexed account, address indexed to, uint256 amount, uint256 staked);
    event InterestAccrued(uint256 minted, uint256 index);
    event InterestClaimed(address indexed account, address indexed to, uint256 amount);
    event InterestRateSet(uint16 bps);

    error StakedGToken_AmountZero();
    error StakedGToken_StakeTooLow(uint256 free, uint256 amount);
    error StakedGToken_BondNotCovered(uint256 free, uint256 bond);
    error StakedGToken_NothingToWithdraw();
    error StakedGToken_StillUnstaking(uint256 releaseAt, uint256 time);
    error StakedGToken_NothingToClaim(address account);
    error StakedGToken_NotTransferable();
    error StakedGToken_CallerNotSlasher(address caller);
    error StakedGToken_CallerNotTimelock(address caller, address timelock);
    error StakedGToken_CallerNotGovernor(address caller, address governor);
    error StakedGToken_NothingToSlash(address account);
    error StakedGToken_NoTreasury();
    error StakedGToken_RateTooHigh(uint16 bps, uint16 maxBps);

    /// @notice Stakes the caller's G, which must be approved before. A first-time staker votes for itself until it
    /// delegates.
    function stake(uint256 amount) external;

    /// @notice Stakes the caller's G for another account, whose unstaking time and delegate do not change.
    function stakeFor(address account, uint256 amount) external;

    /// @notice Removes the votes immediately and pays after 14 days; the amount is slashable until then. Unstaking more
    /// restarts the 14 days for the whole unstaking amount. Bonded stake stays.
    function unstake(uint256 amount) external;

    /// @notice Pays the unstaked amount that is due to `to`.
    function withdraw(address to) external returns (uint256 amount);

    /// @notice Pays the caller's interest to `to`.
    function claimInterest(address to) external returns (uint256 amount);

    /// @notice Mints the interest since the last call and shares it by stake. Anyone may call it; every change of a
    /// stake does this too.
    function accrue() external;

    /// @notice Moves up to `amount` from an account to the Directory's "Treasury": first from its free stake, then from
    /// its unstaking amount, last from bonded stake. Only the Directory's "Timelock" or "Slasher", once trusted with
    /// bonds (36 days after its announcement).
    function slash(address account, uint256 amount) external returns (uint256 slashed);

    /// @notice Locks the bond of a proposal in the account's stake, which still votes and earns interest. Governor
    /// only.
    function lockBond(address account) external;

    /// @notice Frees a bond that `lockBond` locked. Governor only.
    function freeBond(address account) external;

    /// @notice Moves a bond, or the part that slashes left of it, from the account's stake to `to`. Governor only.
    function takeBond(address account, address to) external returns (uint256 taken);

    /// @notice Sets the yearly interest in basis points of the stake, at most 1,000, and within GToken's cap. Timelock
    /// only.
    function setInterestBps(uint16 bps) external;

    /// @notice The only account that locks, frees and takes bonds.
    // solhint-disable-next-line func-name-mixedcase
    function GOVERNOR() external view returns (address);

    function interestBps() external view returns (uint16);

    function stakerOf(address account) external view returns (Staker memory);

    /// @notice The part of the account's stake that is locked by bonds of its proposals. After a slash, it may be less
    /// than a whole bond for each, until more is staked.
    function bondedOf(address account) external view returns (uint256);

    /// @notice The interest that the account could claim after an accrual now, unless the yearly cap reduces it.
    function interestOf(address account) external view returns (uint256);

    /// @notice The unstaking amount of all accounts together.
    function totalUnstaking() external view returns (uint256);

    /// @notice Minted interest that is not claimed yet.
    function unclaimedInterest() external view returns (uint256);

    /// @notice The amount that a slash can take: stake and unstaking.
    function atRisk(address account) external view returns (uint256);
}
