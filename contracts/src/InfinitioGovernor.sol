// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorPreventLateQuorum} from "@openzeppelin/contracts/governance/extensions/GovernorPreventLateQuorum.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

import {IInfinitioGovernor} from "./interfaces/IInfinitioGovernor.sol";
import {IStakedGToken} from "./interfaces/IStakedGToken.sol";
import {ITimelock} from "./interfaces/ITimelock.sol";
import {KeyHolderLib} from "./libraries/KeyHolderLib.sol";
import {BoundedCall, PROPOSAL_BOND_UNITS} from "./types/GovernanceTypes.sol";

/// @title InfinitioGovernor
/// @notice OpenZeppelin's Governor with an absolute quorum, a bond for each proposal, a veto that expires, and limited
/// power while few G tokens are staked.
contract InfinitioGovernor is
    IInfinitioGovernor,
    GovernorSettings,
    GovernorCountingSimple,
    GovernorVotes,
    GovernorTimelockControl,
    GovernorPreventLateQuorum
{
    using Checkpoints for Checkpoints.Trace208;

    /// @notice The part of the proposer's own stake that a proposal locks, in base units of G.
    uint256 public constant PROPOSAL_BOND = PROPOSAL_BOND_UNITS;
    uint256 public constant FULL_POWER_STAKE = 10_000_000e18;
    uint256 public constant GUARDIAN_SECONDS = 365 days;
    /// @notice The longest time that a passed proposal may wait to be queued, and that a due proposal may wait to be
    /// executed.
    uint256 public constant GRACE_SECONDS = 14 days;

    uint256 public constant MIN_QUORUM = 2_000_000e18;
    uint256 public constant MAX_QUORUM = 20_000_000e18;
    uint256 public constant MIN_VOTING_DELAY = 12 hours;
    uint256 public constant MAX_VOTING_DELAY = 7 days;
    uint256 public constant MIN_VOTING_PERIOD = 3 days;
    uint256 public constant MAX_VOTING_PERIOD = 14 days;
    uint256 public constant MAX_PROPOSAL_THRESHOLD = 1_000_000e18;

    uint256 public immutable GUARDIAN_UNTIL;

    /// @inheritdoc IInfinitioGovernor
    address public override guardian;

    Checkpoints.Trace208 private _quorums;
    mapping(address target => mapping(bytes4 selector => bool bounded)) private _boundedCalls;
    mapping(uint256 proposalId => bool settled) private _bondSettled;

    constructor(
        IVotes stakedGToken,
        TimelockController timelock_,
        address initialGuardian,
        BoundedCall[] memory boundedCalls
    )
        Governor("InfinitioGovernor")
        GovernorSettings(1 days, 5 days, 0)
        GovernorVotes(stakedGToken)
        GovernorTimelockControl(timelock_)
        GovernorPreventLateQuorum(2 days)
    {
        uint48 tokenClock = GovernorVotes.clock();
        if (tokenClock != block.timestamp) revert InfinitioGovernor_ClockDiffers(tokenClock, uint48(block.timestamp));
        address bondKeeper = IStakedGToken(address(stakedGToken)).GOVERNOR();
        if (bondKeeper != address(this)) revert InfinitioGovernor_StakeOfAnother(bondKeeper);
        GUARDIAN_UNTIL = block.timestamp + GUARDIAN_SECONDS;
        guardian = initialGuardian;
        emit GuardianSet(address(0), initialGuardian);
        _setQuorum(4_000_000e18);
        for (uint256 i = 0; i < boundedCalls.length; ++i) {
            _setBoundedCall(boundedCalls[i].target, boundedCalls[i].selector, true);
        }
    }

    // ── Bonds and veto ──────────────────────────────────────────────────────

    /// @inheritdoc IInfinitioGovernor
    function veto(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        bytes32 descriptionHash,
        string calldata reason
    ) external override returns (uint256 proposalId) {
        if (msg.sender != guardian) revert InfinitioGovernor_CallerNotGuardian(msg.sender, guardian);
        if (block.timestamp >= GUARDIAN_UNTIL) revert InfinitioGovernor_GuardianExpired(GUARDIAN_UNTIL, block.timestamp);
        proposalId = getProposalId(targets, values, calldatas, descriptionHash);
        if (KeyHolderLib.onlyChangesHolders(values, calldatas)) revert InfinitioGovernor_HolderChangeNotVetoable(proposalId);
        _validateStateBitmap(
            proposalId,
            _encodeStateBitmap(ProposalState.Pending) | _encodeStateBitmap(ProposalState.Active)
                | _encodeStateBitmap(ProposalState.Succeeded) | _encodeStateBitmap(ProposalState.Queued)
        );
        _bondSettled[proposalId] = true;
        _cancel(targets, values, calldatas, descriptionHash);
        uint256 taken = _stake().takeBond(proposalProposer(proposalId), timelock());
        emit ProposalVetoed(proposalId, msg.sender, taken, reason);
    }

    /// @inheritdoc IInfinitioGovernor
    function returnBond(uint256 proposalId) external override {
        ProposalState current = state(proposalId);
        bool ended = current == ProposalState.Executed || current == ProposalState.Defeated
            || current == ProposalState.Canceled || current == ProposalState.Expired;
        if (!ended) revert InfinitioGovernor_BondHeld(proposalId, uint8(current));
        if (_bondSettled[proposalId]) revert InfinitioGovernor_BondSettled(proposalId);
        _bondSettled[proposalId] = true;
        address proposer = proposalProposer(proposalId);
        emit BondReturned(proposalId, proposer, PROPOSAL_BOND);
        _stake().freeBond(proposer);
    }

    // ── By a proposal only ──────────────────────────────────────────────────

    /// @inheritdoc IInfinitioGovernor
    function setQuorum(uint256 newQuorum) external override onlyGovernance {
        _setQuorum(newQuorum);
    }

    /// @inheritdoc IInfinitioGovernor
    function setBoundedCall(address target, bytes4 selector, bool bounded) external override onlyGovernance {
        _setBoundedCall(target, selector, bounded);
    }

    /// @inheritdoc IInfinitioGovernor
    function setGuardian(address newGuardian) external override onlyGovernance {
        emit GuardianSet(guardian, newGuardian);
        guardian = newGuardian;
    }

    /// @notice Reverts: the timelock owns everything that votes change, and can never be replaced.
    function updateTimelock(TimelockController) public pure override {
        revert InfinitioGovernor_TimelockFixed();
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @notice Returns the number of votes that a proposal needs if its voting starts at the second `timepoint`, in
    /// base units of G.
    function quorum(uint256 timepoint) public view override returns (uint256) {
        return _quorums.upperLookupRecent(uint48(timepoint));
    }

    /// @inheritdoc IInfinitioGovernor
    function isBoundedCall(address target, bytes4 selector) external view override returns (bool) {
        return _boundedCalls[target][selector];
    }

    /// @inheritdoc IInfinitioGovernor
    function isBondSettled(uint256 proposalId) external view override returns (bool) {
        return _bondSettled[proposalId];
    }

    /// @inheritdoc IInfinitioGovernor
    function hasFullPower() external view override returns (bool) {
        return _staked() >= FULL_POWER_STAKE;
    }

    /// @dev Returns the time in seconds. The deployment checked that the token's clock returns the same. Asking the
    /// token each time would make every vote more expensive.
    function clock() public view override(Governor, GovernorVotes) returns (uint48) {
        return uint48(block.timestamp);
    }

    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override(Governor, GovernorVotes) returns (string memory) {
        return "mode=timestamp";
    }

    /// @notice Returns the state of a proposal. A passed proposal expires if nobody queues it within 14 days, or if
    /// nobody executes it within 14 days after it is due. So no old proposal can be executed years later.
    function state(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (ProposalState current)
    {
        current = super.state(proposalId);
        if (current == ProposalState.Succeeded) {
            if (block.timestamp > proposalDeadline(proposalId) + GRACE_SECONDS) return ProposalState.Expired;
        } else if (current == ProposalState.Queued) {
            if (block.timestamp > proposalEta(proposalId) + GRACE_SECONDS) return ProposalState.Expired;
        }
    }

    function proposalDeadline(uint256 proposalId)
        public
        view
        override(Governor, GovernorPreventLateQuorum)
        returns (uint256)
    {
        return super.proposalDeadline(proposalId);
    }

    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.proposalThreshold();
    }

    function proposalNeedsQueuing(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (bool)
    {
        return super.proposalNeedsQueuing(proposalId);
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _setQuorum(uint256 newQuorum) private {
        _checkRange(newQuorum, MIN_QUORUM, MAX_QUORUM);
        (uint208 previous, uint208 current) = _quorums.push(clock(), uint208(newQuorum));
        emit QuorumSet(previous, current);
    }

    function _setBoundedCall(address target, bytes4 selector, bool bounded) private {
        _boundedCalls[target][selector] = bounded;
        emit BoundedCallSet(target, selector, bounded);
    }

    function _setVotingDelay(uint48 newVotingDelay) internal override {
        _checkRange(newVotingDelay, MIN_VOTING_DELAY, MAX_VOTING_DELAY);
        super._setVotingDelay(newVotingDelay);
    }

    function _setVotingPeriod(uint32 newVotingPeriod) internal override {
        _checkRange(newVotingPeriod, MIN_VOTING_PERIOD, MAX_VOTING_PERIOD);
        super._setVotingPeriod(newVotingPeriod);
    }

    function _setProposalThreshold(uint256 newProposalThreshold) internal override {
        _checkRange(newProposalThreshold, 0, MAX_PROPOSAL_THRESHOLD);
        super._setProposalThreshold(newProposalThreshold);
    }

    function _checkRange(uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert InfinitioGovernor_OutOfRange(value, least, most);
    }

    function _staked() private view returns (uint256) {
        return IERC20(address(token())).totalSupply();
    }

    function _stake() private view returns (IStakedGToken) {
        return IStakedGToken(address(token()));
    }

    /// @dev While too few G tokens are staked for full power, reverts if a proposal contains a call other than the few
    /// bounded ones. This is checked when a proposal is queued and again when it is executed, because the stake may be
    /// lower by then.
    function _checkBounded(address[] memory targets, uint256[] memory values, bytes[] memory calldatas) private view {
        uint256 staked = _staked();
        if (staked >= FULL_POWER_STAKE) return;
        for (uint256 i = 0; i < targets.length; ++i) {
            // A call of less than four bytes has no selector: its missing bytes read as zeros. So the length is
            // checked, too.
            bytes4 selector = bytes4(calldatas[i]);
            if (values[i] != 0 || calldatas[i].length < 4 || !_boundedCalls[targets[i]][selector]) {
                revert InfinitioGovernor_CallNotBounded(i, targets[i], selector, staked);
            }
        }
    }

    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    ) internal override returns (uint256 proposalId) {
        proposalId = super._propose(targets, values, calldatas, description, proposer);
        // The proposer is the caller. So only the caller's own stake can be locked.
        _stake().lockBond(proposer);
    }

    function _tallyUpdated(uint256 proposalId) internal override(Governor, GovernorPreventLateQuorum) {
        super._tallyUpdated(proposalId);
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint48) {
        _checkBounded(targets, values, calldatas);
        uint48 eta = super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
        if (!KeyHolderLib.hasHolderChange(calldatas)) return eta;
        // The timelock delays these calls twice as long, because they change the holder of a key (see
        // Timelock.scheduleBatch).
        return uint48(block.timestamp + ITimelock(timelock()).HOLDER_CHANGE_DELAY());
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) {
        _checkBounded(targets, values, calldatas);
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint256) {
        return super._cancel(targets, values, calldatas, descriptionHash);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }
}
