// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title InfinitioGovernor: additions to OpenZeppelin's Governor
/// @notice Votes are staked G. Amounts are in base units of G (1e-18), times in Unix seconds. If the description of a
/// proposal ends in `#proposer=0x…`, only that address can make the proposal. So nobody else can make the same proposal
/// first in order to cancel it.
interface IInfinitioGovernor {
    event QuorumSet(uint256 previous, uint256 current);
    event BoundedCallSet(address indexed target, bytes4 indexed selector, bool bounded);
    event GuardianSet(address indexed previous, address indexed current);
    event ProposalVetoed(uint256 indexed proposalId, address indexed guardian, uint256 bond, string reason);
    event BondReturned(uint256 indexed proposalId, address indexed proposer, uint256 bond);

    error InfinitioGovernor_ClockDiffers(uint48 tokenClock, uint48 clock);
    error InfinitioGovernor_StakeOfAnother(address governor);
    error InfinitioGovernor_OutOfRange(uint256 value, uint256 least, uint256 most);
    error InfinitioGovernor_CallNotBounded(uint256 index, address target, bytes4 selector, uint256 staked);
    error InfinitioGovernor_CallerNotGuardian(address caller, address guardian);
    error InfinitioGovernor_GuardianExpired(uint256 until, uint256 time);
    error InfinitioGovernor_HolderChangeNotVetoable(uint256 proposalId);
    error InfinitioGovernor_BondHeld(uint256 proposalId, uint8 state);
    error InfinitioGovernor_BondSettled(uint256 proposalId);
    error InfinitioGovernor_TimelockFixed();

    /// @notice Stops a proposal that is pending, active, succeeded or queued, and moves its bond from the proposer's
    /// stake to the treasury in the timelock. Only the guardian may call it, in the first 365 days. Reverts if the
    /// proposal only contains calls of setGuardian, setOperator and acceptOwnership without value, so that a vote can
    /// always replace the holder of a key, including the holder of the veto.
    function veto(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        bytes32 descriptionHash,
        string calldata reason
    ) external returns (uint256 proposalId);

    /// @notice Unlocks the bond in the proposer's stake after the proposal was executed or defeated, has expired, or
    /// was cancelled by its proposer. Anyone may call it.
    function returnBond(uint256 proposalId) external;

    /// @notice Sets the quorum, within fixed bounds: the number of for and abstain votes that a proposal needs if its
    /// voting starts from now on. Only a proposal can call it.
    /// @dev A proposal whose voting has started keeps its quorum, so that a lower quorum cannot make a defeated
    /// proposal succeed.
    function setQuorum(uint256 quorum) external;

    /// @notice Adds a call to the list of calls that a proposal may contain before 10,000,000 G tokens are staked, or
    /// removes it. Only a proposal can call it.
    function setBoundedCall(address target, bytes4 selector, bool bounded) external;

    /// @notice Sets another guardian, or none. The time when the guardian's right to veto ends (`GUARDIAN_UNTIL`) does
    /// not change. Only a proposal can call it.
    function setGuardian(address guardian) external;

    function guardian() external view returns (address);

    function isBoundedCall(address target, bytes4 selector) external view returns (bool);

    /// @notice Returns true after the bond was unlocked or moved to the treasury.
    function isBondSettled(uint256 proposalId) external view returns (bool);

    /// @notice Returns true while at least 10,000,000 G tokens are staked, so that any call may pass.
    function hasFullPower() external view returns (bool);
}
