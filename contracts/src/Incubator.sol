// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IIncubator} from "./interfaces/IIncubator.sol";
import {Milestone, Project, ProjectEnd, ProjectState, Sponsorship} from "./types/IncubatorTypes.sol";

/// @title Incubator
/// @notice Holds G tokens that sponsors locked for projects. Its code cannot be changed and it has no owner.
contract Incubator is IIncubator, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;

    uint256 public constant MAX_MILESTONES = 12;
    uint256 public constant LEAST_FUNDING_SECONDS = 1 days;
    uint256 public constant MOST_FUNDING_SECONDS = 90 days;
    /// @notice The shortest time between the dates of two milestones. It includes three days in which sponsors may
    /// leave, and time to show the work, to check it and to vote.
    uint256 public constant LEAST_MILESTONE_SECONDS = 14 days;
    uint256 public constant MOST_PROJECT_SECONDS = 4 * 365 days;
    uint40 public constant LEAVING_SECONDS = 3 days;
    uint256 public constant MOST_TEXT_BYTES = 4_000;
    uint256 public constant MOST_REASON_BYTES = 1_000;

    IERC20 public immutable GTOKEN;

    /// @inheritdoc IIncubator
    uint256 public override projectCount;

    mapping(uint256 id => Project project) private _projects;
    mapping(uint256 id => Milestone[] milestones) private _milestones;
    mapping(uint256 id => mapping(address account => Sponsorship sponsorship)) private _sponsorships;

    constructor(IERC20 gtoken) {
        GTOKEN = gtoken;
    }

    // ── For the proposer ────────────────────────────────────────────────────

    /// @inheritdoc IIncubator
    function propose(address payee, uint40 fundingUntil, Milestone[] calldata milestones, string calldata text)
        external
        override
        returns (uint256 id)
    {
        uint256 count = milestones.length;
        bool payable_ = payee != address(0) && payee != address(this) && payee != address(GTOKEN);
        if (
            !payable_ || count == 0 || count > MAX_MILESTONES || fundingUntil < block.timestamp + LEAST_FUNDING_SECONDS
                || fundingUntil > block.timestamp + MOST_FUNDING_SECONDS
        ) revert Incubator_ProjectInvalid(payee, fundingUntil, count);
        _checkText(bytes(text).length, 1, MOST_TEXT_BYTES);
        id = ++projectCount;
        uint256 goal = 0;
        uint256 before = fundingUntil;
        for (uint256 i = 0; i < count; ++i) {
            Milestone calldata it = milestones[i];
            bool inTime =
                it.dueAt >= before + LEAST_MILESTONE_SECONDS && it.dueAt <= fundingUntil + MOST_PROJECT_SECONDS;
            if (it.amount == 0 || !inTime) revert Incubator_MilestoneInvalid(i);
            before = it.dueAt;
            goal += it.amount;
            _milestones[id].push(it);
        }
        Project storage project = _projects[id];
        project.proposer = msg.sender;
        project.fundingUntil = fundingUntil;
        project.milestoneCount = uint8(count);
        project.state = ProjectState.Funding;
        project.payee = payee;
        project.rest = goal.toUint128();
        emit ProjectProposed(id, msg.sender, payee, fundingUntil, milestones, text);
    }

    /// @inheritdoc IIncubator
    function show(uint256 id, uint256 milestone, string calldata evidence) external override {
        Project storage project = _in(id, ProjectState.Running);
        _checkProposer(project);
        if (milestone != project.milestone) revert Incubator_OtherMilestone(id, project.milestone);
        _checkText(bytes(evidence).length, 1, MOST_REASON_BYTES);
        emit MilestoneShown(id, milestone, evidence);
    }

    /// @inheritdoc IIncubator
    function abandon(uint256 id) external override {
        (ProjectState state,) = stateOf(id);
        if (state != ProjectState.Funding && state != ProjectState.Running) revert Incubator_StateMismatch(id, state);
        Project storage project = _projects[id];
        _checkProposer(project);
        _end(id, project, ProjectEnd.Abandoned);
    }

    // ── For the sponsors ────────────────────────────────────────────────────

    /// @inheritdoc IIncubator
    function sponsor(uint256 id, uint256 amount) external override nonReentrant returns (uint256 taken) {
        Project storage project = _in(id, ProjectState.Funding);
        if (amount == 0) revert Incubator_AmountZero();
        uint256 locked = project.locked;
        uint256 goal = project.rest;
        taken = Math.min(amount, goal - locked);
        locked += taken;
        // The locked sum is at most the goal, which fits into uint128.
        project.locked = uint128(locked);
        project.held = uint128(locked);
        _sponsorships[id][msg.sender].locked += uint128(taken);
        emit Sponsored(id, msg.sender, taken, locked);
        if (locked == goal) {
            project.state = ProjectState.Running;
            emit ProjectFunded(id, goal);
        }
        GTOKEN.safeTransferFrom(msg.sender, address(this), taken);
    }

    /// @inheritdoc IIncubator
    function vote(uint256 id, uint256 milestone, bool agrees, string calldata reason) external override {
        Project storage project = _in(id, ProjectState.Running);
        if (milestone != project.milestone) revert Incubator_OtherMilestone(id, project.milestone);
        if (project.releasableAt != 0) revert Incubator_Approved(id, project.releasableAt);
        _checkText(bytes(reason).length, 0, MOST_REASON_BYTES);
        Sponsorship storage sponsorship = _sponsorships[id][msg.sender];
        uint128 weight = sponsorship.locked;
        if (weight == 0) revert Incubator_NoSponsor(id, msg.sender);
        (uint128 yes, uint128 no) = (project.yes, project.no);
        if (sponsorship.votedOn == milestone + 1) {
            if (sponsorship.agrees) yes -= weight;
            else no -= weight;
        }
        if (agrees) yes += weight;
        else no += weight;
        (project.yes, project.no) = (yes, no);
        sponsorship.votedOn = uint8(milestone + 1);
        sponsorship.agrees = agrees;
        emit MilestoneVoted(id, milestone, msg.sender, agrees, weight, reason);
        uint256 locked = project.locked;
        if (uint256(yes) * 2 > locked) {
            uint40 releasableAt = uint40(block.timestamp) + LEAVING_SECONDS;
            project.releasableAt = releasableAt;
            emit MilestoneApproved(id, milestone, releasableAt);
        } else if (uint256(no) * 2 > locked) {
            _end(id, project, ProjectEnd.VotedDown);
        }
    }

    /// @inheritdoc IIncubator
    function quit(uint256 id) external override nonReentrant returns (uint256 amount) {
        Project storage project = _in(id, ProjectState.Running);
        Sponsorship storage sponsorship = _sponsorships[id][msg.sender];
        bool leaving = project.releasableAt != 0 && block.timestamp < project.releasableAt;
        bool votedFor = sponsorship.agrees && sponsorship.votedOn == project.milestone + 1;
        if (!leaving || votedFor) revert Incubator_MustStay(id, msg.sender);
        amount = _takeShare(id, project, msg.sender);
        GTOKEN.safeTransfer(msg.sender, amount);
    }

    // ── For anyone ──────────────────────────────────────────────────────────

    /// @inheritdoc IIncubator
    function release(uint256 id) external override nonReentrant returns (uint256 amount) {
        Project storage project = _in(id, ProjectState.Running);
        uint256 releasableAt = project.releasableAt;
        if (releasableAt == 0 || block.timestamp < releasableAt) {
            revert Incubator_NotReleasable(id, releasableAt, block.timestamp);
        }
        uint256 milestone = project.milestone;
        uint256 part = _milestones[id][milestone].amount;
        uint256 rest = project.rest;
        // `held` is the number of G tokens that the project has now, without the shares of sponsors that left. The
        // payee gets `part` ÷ `rest` of it. For the last milestone, `part` equals `rest`, so the payee gets everything.
        amount = uint256(project.held) * part / rest;
        project.held -= uint128(amount);
        project.rest = uint128(rest - part);
        project.released += uint128(amount);
        project.milestone = uint8(milestone + 1);
        project.releasableAt = 0;
        (project.yes, project.no) = (0, 0);
        address payee = project.payee;
        emit MilestoneReleased(id, milestone, payee, amount);
        if (milestone + 1 == project.milestoneCount) {
            project.state = ProjectState.Done;
            emit ProjectDone(id, project.released);
        }
        GTOKEN.safeTransfer(payee, amount);
    }

    /// @inheritdoc IIncubator
    function repay(uint256 id, address account) external override nonReentrant returns (uint256 amount) {
        (ProjectState state, ProjectEnd reason) = stateOf(id);
        if (state != ProjectState.Ended) revert Incubator_StateMismatch(id, state);
        Project storage project = _projects[id];
        if (project.state != ProjectState.Ended) _end(id, project, reason);
        amount = _takeShare(id, project, account);
        GTOKEN.safeTransfer(account, amount);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IIncubator
    function projectOf(uint256 id) external view override returns (Project memory) {
        return _projects[id];
    }

    /// @inheritdoc IIncubator
    function milestonesOf(uint256 id) external view override returns (Milestone[] memory) {
        return _milestones[id];
    }

    /// @inheritdoc IIncubator
    function sponsorshipOf(uint256 id, address account) external view override returns (Sponsorship memory) {
        return _sponsorships[id][account];
    }

    /// @inheritdoc IIncubator
    function stateOf(uint256 id) public view override returns (ProjectState state, ProjectEnd end) {
        Project storage project = _projects[id];
        (state, end) = (project.state, project.end);
        if (state == ProjectState.Funding && block.timestamp >= project.fundingUntil) {
            return (ProjectState.Ended, ProjectEnd.FundingMissed);
        }
        bool waiting = state == ProjectState.Running && project.releasableAt == 0;
        if (waiting && block.timestamp >= _milestones[id][project.milestone].dueAt) {
            return (ProjectState.Ended, ProjectEnd.DateMissed);
        }
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _in(uint256 id, ProjectState required) private view returns (Project storage) {
        (ProjectState state,) = stateOf(id);
        if (state == ProjectState.Unknown) revert Incubator_NoSuchProject(id);
        if (state != required) revert Incubator_StateMismatch(id, state);
        return _projects[id];
    }

    function _end(uint256 id, Project storage project, ProjectEnd reason) private {
        project.state = ProjectState.Ended;
        project.end = reason;
        emit ProjectEnded(id, reason, project.held);
    }

    /// @dev Removes a sponsor and its share from the project. The caller of this function must still send `amount`.
    function _takeShare(uint256 id, Project storage project, address account) private returns (uint256 amount) {
        uint256 share = _sponsorships[id][account].locked;
        if (share == 0) revert Incubator_NoSponsor(id, account);
        delete _sponsorships[id][account];
        uint256 locked = project.locked;
        uint256 held = project.held;
        amount = held * share / locked;
        project.locked = uint128(locked - share);
        project.held = uint128(held - amount);
        emit SponsorRepaid(id, account, amount, held - amount);
    }

    function _checkProposer(Project storage project) private view {
        address proposer = project.proposer;
        if (msg.sender != proposer) revert Incubator_CallerNotProposer(msg.sender, proposer);
    }

    function _checkText(uint256 length, uint256 least, uint256 most) private pure {
        if (length < least || length > most) revert Incubator_TextLength(length, most);
    }
}
