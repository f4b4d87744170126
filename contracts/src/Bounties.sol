// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IBounties} from "./interfaces/IBounties.sol";
import {IPanels} from "./interfaces/IPanels.sol";
import {Bounty, BountyCategory, BountyState, ClaimEnd, Review} from "./types/BountiesTypes.sol";

/// @title Bounties
/// @notice Holds the rewards of bounties and the bonds of their claimers. Its code cannot be changed and it has no
/// owner.
contract Bounties is IBounties, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 public constant LEAST_REWARD = 10e18;
    uint256 public constant MOST_REWARD = 10_000_000e18;
    uint256 public constant LEAST_OPEN_SECONDS = 1 days;
    uint256 public constant MOST_OPEN_SECONDS = 180 days;
    uint256 public constant LEAST_WORK_SECONDS = 1 days;
    uint256 public constant MOST_WORK_SECONDS = 90 days;
    uint256 public constant CLAIM_BOND_BPS = 500;
    uint8 public constant REVIEWERS = 3;
    uint256 public constant AGREEING = 2;
    uint24 public constant ANSWER_SECONDS = 5 days;
    uint256 public constant REVIEW_SECONDS = 30 days;
    uint8 public constant MOST_SCORE = 100;
    uint256 public constant MOST_TEXT_BYTES = 4_000;
    uint256 public constant MOST_REASON_BYTES = 1_000;

    uint256 private constant BPS = 10_000;
    uint256 private constant CONTRIBUTION_OF_A_POINT = 1e16;
    bytes32 private constant KIND = "Bounties";

    IERC20 public immutable GTOKEN;
    IPanels public immutable PANELS;

    /// @inheritdoc IBounties
    uint256 public override bountyCount;

    mapping(uint256 id => Bounty bounty) private _bounties;
    mapping(uint256 panelId => Review[] reviews) private _reviews;

    /// @inheritdoc IBounties
    mapping(address account => uint256 amount) public override owedTo;

    constructor(IERC20 gtoken, IPanels panels) {
        GTOKEN = gtoken;
        PANELS = panels;
    }

    // ── For the sponsor ─────────────────────────────────────────────────────

    /// @inheritdoc IBounties
    function post(
        BountyCategory category,
        uint128 reward,
        uint40 openUntil,
        uint32 workSeconds,
        string calldata text
    ) external override nonReentrant returns (uint256 id) {
        if (reward < LEAST_REWARD || reward > MOST_REWARD) {
            revert Bounties_RewardOutOfRange(reward, LEAST_REWARD, MOST_REWARD);
        }
        if (
            openUntil < block.timestamp + LEAST_OPEN_SECONDS || openUntil > block.timestamp + MOST_OPEN_SECONDS
                || workSeconds < LEAST_WORK_SECONDS || workSeconds > MOST_WORK_SECONDS
        ) revert Bounties_TimesOutOfRange(openUntil, workSeconds);
        _checkText(bytes(text).length, 1, MOST_TEXT_BYTES);
        id = ++bountyCount;
        Bounty storage bounty = _bounties[id];
        bounty.sponsor = msg.sender;
        bounty.openUntil = openUntil;
        bounty.workSeconds = workSeconds;
        bounty.category = category;
        bounty.state = BountyState.Open;
        bounty.reward = reward;
        emit BountyPosted(id, msg.sender, category, reward, openUntil, workSeconds, text);
        GTOKEN.safeTransferFrom(msg.sender, address(this), reward);
    }

    /// @inheritdoc IBounties
    function takeBack(uint256 id) external override nonReentrant {
        Bounty storage bounty = _bounties[id];
        if (bounty.state != BountyState.Open) revert Bounties_NotOpen(id);
        if (msg.sender != bounty.sponsor) revert Bounties_CallerNotSponsor(msg.sender, bounty.sponsor);
        _giveBack(id, bounty);
    }

    // ── For the claimer ─────────────────────────────────────────────────────

    /// @inheritdoc IBounties
    function claim(uint256 id) external override nonReentrant {
        Bounty storage bounty = _bounties[id];
        if (bounty.state != BountyState.Open || block.timestamp >= bounty.openUntil) revert Bounties_NotOpen(id);
        if (msg.sender == bounty.sponsor) revert Bounties_SponsorMayNot(id, msg.sender);
        uint256 claimBond = bounty.reward * CLAIM_BOND_BPS / BPS;
        uint40 until = uint40(block.timestamp) + bounty.workSeconds;
        bounty.state = BountyState.Claimed;
        bounty.claimer = msg.sender;
        bounty.until = until;
        bounty.claimBond = uint128(claimBond);
        emit BountyClaimed(id, msg.sender, claimBond, until);
        GTOKEN.safeTransferFrom(msg.sender, address(this), claimBond);
    }

    /// @inheritdoc IBounties
    function submit(uint256 id, string calldata evidence) external override nonReentrant {
        Bounty storage bounty = _bounties[id];
        if (bounty.state != BountyState.Claimed || block.timestamp >= bounty.until) revert Bounties_NotClaimed(id);
        if (msg.sender != bounty.claimer) revert Bounties_CallerNotClaimer(msg.sender, bounty.claimer);
        _checkText(bytes(evidence).length, 1, MOST_REASON_BYTES);
        uint40 until = uint40(block.timestamp + REVIEW_SECONDS);
        bounty.state = BountyState.InReview;
        bounty.until = until;
        emit WorkSubmitted(id, msg.sender, evidence, until);
        _askReviewers(id, bounty);
    }

    // ── For the reviewers ───────────────────────────────────────────────────

    /// @inheritdoc IBounties
    function review(uint256 id, uint8 score, string calldata reason) external override nonReentrant {
        Bounty storage bounty = _bounties[id];
        uint256 panelId = bounty.panelId;
        if (bounty.state != BountyState.InReview || panelId == 0) revert Bounties_NotInReview(id);
        if (score > MOST_SCORE) revert Bounties_ScoreTooHigh(score, MOST_SCORE);
        _checkText(bytes(reason).length, 0, MOST_REASON_BYTES);
        _reviews[panelId].push(Review(msg.sender, score));
        emit WorkReviewed(id, panelId, msg.sender, score, reason);
        // Reverts for an account that is not on the panel, has already answered, or answers late.
        PANELS.noteAnswer(panelId, msg.sender);
    }

    // ── For anyone ──────────────────────────────────────────────────────────

    /// @inheritdoc IBounties
    function advance(uint256 id) external override nonReentrant {
        Bounty storage bounty = _bounties[id];
        BountyState state = bounty.state;
        if (state == BountyState.InReview) {
            _advanceReview(id, bounty);
        } else if (state == BountyState.Claimed && block.timestamp >= bounty.until) {
            owedTo[bounty.sponsor] += bounty.claimBond;
            _endClaim(id, bounty, ClaimEnd.NotSubmitted);
        } else if (state == BountyState.Open && block.timestamp >= bounty.openUntil) {
            _giveBack(id, bounty);
        } else {
            revert Bounties_NothingDue(id);
        }
    }

    /// @inheritdoc IBounties
    function payOut(address account) external override nonReentrant returns (uint256 amount) {
        amount = owedTo[account];
        if (amount == 0) revert Bounties_NothingOwed(account);
        owedTo[account] = 0;
        emit PaidOut(account, amount);
        GTOKEN.safeTransfer(account, amount);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IBounties
    function bountyOf(uint256 id) external view override returns (Bounty memory) {
        return _bounties[id];
    }

    /// @inheritdoc IBounties
    function reviewsOf(uint256 panelId) external view override returns (Review[] memory) {
        return _reviews[panelId];
    }

    // ── Private ─────────────────────────────────────────────────────────────

    // No re-entry is possible: every external function that writes is guarded, and Panels calls only the Directory, the
    // random beacon and GToken.
    // slither-disable-next-line reentrancy-no-eth
    function _advanceReview(uint256 id, Bounty storage bounty) private {
        uint256 panelId = bounty.panelId;
        bool timeLeft = block.timestamp < bounty.until;
        if (panelId != 0 && PANELS.isOver(panelId)) {
            // Closes the panel, which fines its members that did not answer. If it was closed before, or cannot be
            // closed, the advance of the bounty must still succeed.
            try PANELS.close(panelId) {} catch {}
            if (_decide(id, bounty, panelId)) return;
        } else if (panelId != 0) {
            if (timeLeft) revert Bounties_NothingDue(id);
            PANELS.drop(panelId);
        }
        if (timeLeft) {
            _askReviewers(id, bounty);
        } else {
            owedTo[bounty.claimer] += bounty.claimBond;
            _endClaim(id, bounty, ClaimEnd.NotReviewed);
        }
    }

    /// @dev Decides the bounty if two reviews agree. Returns false if no two of them agree.
    function _decide(uint256 id, Bounty storage bounty, uint256 panelId) private returns (bool) {
        Review[] memory reviews = _reviews[panelId];
        uint256 accepting = 0;
        for (uint256 i = 0; i < reviews.length; ++i) {
            if (reviews[i].score != 0) ++accepting;
        }
        bool accepted = accepting >= AGREEING;
        if (!accepted && reviews.length - accepting < AGREEING) return false;
        uint256 each = bounty.claimBond / reviews.length;
        for (uint256 i = 0; i < reviews.length; ++i) {
            owedTo[reviews[i].reviewer] += each;
        }
        address claimer = bounty.claimer;
        uint256 rest = bounty.claimBond % reviews.length;
        if (!accepted) {
            owedTo[claimer] += rest;
            _endClaim(id, bounty, ClaimEnd.Rejected);
            return true;
        }
        uint256 reward = bounty.reward;
        owedTo[claimer] += rest + reward;
        bounty.state = BountyState.Accepted;
        emit WorkAccepted(id, claimer, bounty.category, _middleOf(reviews) * CONTRIBUTION_OF_A_POINT, reward);
        emit ClaimEnded(id, claimer, ClaimEnd.Accepted);
        return true;
    }

    /// @dev Ends the claim. The bounty is open again for other claimers. If its time is over, the bounty ends, too.
    function _endClaim(uint256 id, Bounty storage bounty, ClaimEnd end) private {
        emit ClaimEnded(id, bounty.claimer, end);
        bounty.claimer = address(0);
        bounty.claimBond = 0;
        bounty.panelId = 0;
        bounty.state = BountyState.Open;
        if (block.timestamp >= bounty.openUntil) _giveBack(id, bounty);
    }

    function _giveBack(uint256 id, Bounty storage bounty) private {
        bounty.state = BountyState.Returned;
        owedTo[bounty.sponsor] += bounty.reward;
        emit BountyReturned(id, bounty.sponsor, bounty.reward);
    }

    /// @dev Requests reviewers. If Panels refuses, the work waits and `advance` requests them again, so that nobody
    /// loses a bond.
    // slither-disable-next-line reentrancy-no-eth
    function _askReviewers(uint256 id, Bounty storage bounty) private {
        address[] memory excluded = new address[](2);
        (excluded[0], excluded[1]) = (bounty.sponsor, bounty.claimer);
        uint256 panelId = 0;
        try PANELS.request(KIND, bytes32(id), REVIEWERS, ANSWER_SECONDS, excluded) returns (uint256 asked) {
            panelId = asked;
        } catch {}
        bounty.panelId = panelId;
        emit ReviewersAsked(id, panelId);
    }

    /// @dev Returns the middle one of three scores, or the lower one of two.
    function _middleOf(Review[] memory reviews) private pure returns (uint256) {
        (uint256 a, uint256 b) = (reviews[0].score, reviews[1].score);
        if (a > b) (a, b) = (b, a);
        if (reviews.length == 2) return a;
        uint256 c = reviews[2].score;
        return c < a ? a : c > b ? b : c;
    }

    function _checkText(uint256 length, uint256 least, uint256 most) private pure {
        if (length < least || length > most) revert Bounties_TextLength(length, most);
    }
}
