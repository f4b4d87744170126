// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Staker} from "../types/GovernanceTypes.sol";

/// @title StakedGToken: staked G with votes
/// @notice One unit for each G; not transferable. Amounts are in base units of G (1e-18). Interest is counted
/// separately by an index and never changes the stake.
/// @dev Stake, unstaking and unclaimed interest together never exceed this contract's balance of G. Votes and
/// delegation: ERC20Votes, in timestamp mode.
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

    /// @notice Stakes the caller's G, which the caller must have approved. An account that stakes for the first time
    /// votes with its own stake, until it delegates the votes.
    function stake(uint256 amount) external;

    /// @notice Stakes the caller's G for another account. Does not change when the account's unstaking amount can be
    /// withdrawn. If the account has a delegate, the delegate remains; otherwise the account gets its own votes.
    function stakeFor(address account, uint256 amount) external;

    /// @notice Starts to unstake an amount: its votes are removed at once, and it can be withdrawn after 14 days; until
    /// then, it can be slashed. A further call restarts the 14 days for the whole unstaking amount. A bonded part of
    /// the stake cannot be unstaked.
    function unstake(uint256 amount) external;

    /// @notice Pays the caller's unstaked amount to `to`, once its 14 days are over.
    function withdraw(address to) external returns (uint256 amount);

    /// @notice Pays the caller's interest to `to`.
    function claimInterest(address to) external returns (uint256 amount);

    /// @notice Mints the interest since the last call and divides it in proportion to the stakes. Anyone may call it;
    /// every change of a stake does the same.
    function accrue() external;

    /// @notice Moves up to `amount` from an account to the Directory's "Treasury": first from its free stake, then from
    /// its unstaking amount, last from bonded stake. Only the Directory's "Timelock" or "Slasher" may call it, if it is
    /// trusted with bonds (36 days after its announcement).
    function slash(address account, uint256 amount) external returns (uint256 slashed);

    /// @notice Locks the bond of a proposal in the account's stake. The locked stake still votes and earns interest.
    /// Only the governor may call it.
    function lockBond(address account) external;

    /// @notice Unlocks a bond that `lockBond` locked. Only the governor may call it.
    function freeBond(address account) external;

    /// @notice Moves the bond of a proposal from the account's stake to `to`. If slashes have taken a part of the bond,
    /// moves the rest. Only the governor may call it.
    function takeBond(address account, address to) external returns (uint256 taken);

    /// @notice Sets the yearly interest on the stake in basis points, at most 1,000; GToken's yearly limit applies,
    /// too. Only the timelock may call it.
    function setInterestBps(uint16 bps) external;

    /// @notice The governor: the only account that may lock, unlock and take the bonds of proposals.
    // solhint-disable-next-line func-name-mixedcase
    function GOVERNOR() external view returns (address);

    function interestBps() external view returns (uint16);

    function stakerOf(address account) external view returns (Staker memory);

    /// @notice The part of the account's stake that is locked by bonds of its proposals. After a slash, it may be less
    /// than a whole bond for each of the proposals, until the account stakes more.
    function bondedOf(address account) external view returns (uint256);

    /// @notice The interest that the account could claim if `accrue` were called now, unless the yearly limit reduces
    /// it.
    function interestOf(address account) external view returns (uint256);

    /// @notice The unstaking amount of all accounts together.
    function totalUnstaking() external view returns (uint256);

    /// @notice Minted interest that is not claimed yet.
    function unclaimedInterest() external view returns (uint256);

    /// @notice The amount that a slash can take: the stake and the unstaking amount.
    function atRisk(address account) external view returns (uint256);
}
