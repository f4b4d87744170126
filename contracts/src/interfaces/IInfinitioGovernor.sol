// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title InfinitioGovernor: what it adds to OpenZeppelin's Governor
/// @notice Staked G votes; amounts in base units of G (1e-18), times in Unix seconds. A description that ends in `#proposer=0x…` can be proposed by
/// that address alone, so that nobody proposes it first to cancel it.
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

    /// @notice Stops a proposal that is pending, active, succeeded or queued; its bond goes out of its proposer's stake to the timelock's treasury.
    /// Guardian only, and only in the first 365 days. Reverts for a proposal that consists only of setGuardian, setOperator and acceptOwnership calls
    /// without value: a vote can always replace whoever holds a key, the veto included.
    function veto(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        bytes32 descriptionHash,
        string calldata reason
    ) external returns (uint256 proposalId);

    /// @notice Frees the bond in its proposer's stake, once the proposal was executed, defeated, cancelled by its proposer, or expired. Anyone.
    function returnBond(uint256 proposalId) external;

    /// @notice For and abstaining votes that proposals need whose voting starts from now on; in the bounds of the code. By a proposal only.
    /// @dev Proposals whose voting has started keep theirs: a lower quorum revives nothing.
    function setQuorum(uint256 quorum) external;

    /// @notice Adds a call to those that may pass before 10,000,000 G are staked, or takes it out. By a proposal only.
    function setBoundedCall(address target, bytes4 selector, bool bounded) external;

    /// @notice Names another guardian, or none; its last day stays. By a proposal only.
    function setGuardian(address guardian) external;

    function guardian() external view returns (address);

    function isBoundedCall(address target, bytes4 selector) external view returns (bool);

    /// @notice True when the bond was freed or went to the treasury.
    function isBondSettled(uint256 proposalId) external view returns (bool);

    /// @notice True while any call may pass: at least 10,000,000 G are staked.
    function hasFullPower() external view returns (bool);
}
