// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Staker} from "../types/GovernanceTypes.sol";

/// @title StakedGToken: G that votes
/// @notice 1:1 with G, not transferable. Amounts in base units of G (1e-18). Interest is a separate index and never changes what is staked.
/// @dev Stake, unstaking and unclaimed interest together are never more than the G held here. Votes and delegation: ERC20Votes, in timestamp mode.
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

    /// @notice Stakes the caller's G, which must be approved before. Who stakes for the first time votes for itself until it delegates.
    function stake(uint256 amount) external;

    /// @notice The same with the caller's G for someone else, whose clock and delegate stay as they are.
    function stakeFor(address account, uint256 amount) external;

    /// @notice Takes the votes away at once and pays after 14 days; slashable until then. Unstaking more starts the 14 days of all again.
    /// What is bonded stays.
    function unstake(uint256 amount) external;

    /// @notice Pays what is unstaked and due to `to`.
    function withdraw(address to) external returns (uint256 amount);

    /// @notice Pays the caller's interest to `to`.
    function claimInterest(address to) external returns (uint256 amount);

    /// @notice Mints the interest of the time since the last call and shares it by stake. Anyone; every change of a stake does it too.
    function accrue() external;

    /// @notice Takes up to `amount` from an account to the Directory's "Treasury": of its free stake first, then of what it unstakes, last of what is bonded.
    /// Only the Directory's "Timelock" or "Slasher", once trusted with bonds (36 days after it was announced).
    function slash(address account, uint256 amount) external returns (uint256 slashed);

    /// @notice Locks the bond of a proposal in the account's stake, which votes and earns as before. Governor only.
    function lockBond(address account) external;

    /// @notice Frees a bond that `lockBond` locked. Governor only.
    function freeBond(address account) external;

    /// @notice Takes a bond out of the account's stake to `to`: as much of it as slashes left. Governor only.
    function takeBond(address account, address to) external returns (uint256 taken);

    /// @notice Interest of a year in basis points of what is staked, at most 1,000, and within the cap of GToken. Timelock only.
    function setInterestBps(uint16 bps) external;

    /// @notice Who alone locks, frees and takes bonds.
    // solhint-disable-next-line func-name-mixedcase
    function GOVERNOR() external view returns (address);

    function interestBps() external view returns (uint16);

    function stakerOf(address account) external view returns (Staker memory);

    /// @notice What of the account's stake is locked by bonds of its proposals. After a slash it may be less than a whole bond for each, until more is staked.
    function bondedOf(address account) external view returns (uint256);

    /// @notice What the account could claim had interest been accrued now, unless the cap of the year cuts it.
    function interestOf(address account) external view returns (uint256);

    /// @notice What all accounts together unstake.
    function totalUnstaking() external view returns (uint256);

    /// @notice What has been minted as interest and not claimed.
    function unclaimedInterest() external view returns (uint256);

    /// @notice What a slash can take: stake and unstaking.
    function atRisk(address account) external view returns (uint256);
}
