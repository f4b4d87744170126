// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bounty, BountyCategory, ClaimEnd, Review} from "../types/BountiesTypes.sol";

/// @title Bounties: work that is paid in G when randomly selected reviewers accept it
/// @notice Amounts are in base units of G, times in Unix seconds. Anybody may sponsor a bounty; the treasury can
/// sponsor one by a vote. One claimer at a time locks a bond of a twentieth of the reward, does the work and submits
/// it. Three reviewers are selected at random by their bonds, but never the sponsor or the claimer. If two of them
/// accept the work, the reward is paid and a contribution is recorded; if two refuse it, the bounty is open again. The
/// claimer's bond pays the reviewers that answered. Panels fines a reviewer that did not answer.
/// @dev Every state ends at a known time, after which anybody may call `advance`. Money in = paid out + owed + rewards
/// and bonds held here. Owed amounts wait here until somebody calls `payOut` for their receiver.
interface IBounties {
    event BountyPosted(
        uint256 indexed id,
        address indexed sponsor,
        BountyCategory indexed category,
        uint256 reward,
        uint40 openUntil,
        uint32 workSeconds,
        string text
    );
    event BountyClaimed(uint256 indexed id, address indexed claimer, uint256 claimBond, uint40 until);
    event WorkSubmitted(uint256 indexed id, address indexed claimer, string evidence, uint40 until);
    /// @notice Reviewers were requested. `panelId` is 0 if the request failed; then `advance` requests them again.
    event ReviewersAsked(uint256 indexed id, uint256 indexed panelId);
    event WorkReviewed(
        uint256 indexed id, uint256 indexed panelId, address indexed reviewer, uint8 score, string reason
    );
    /// @notice The work was accepted. `contribution` is the input of the emission formula's factor C; 1e18 is a whole
    /// contribution.
    event WorkAccepted(
        uint256 indexed id,
        address indexed claimer,
        BountyCategory indexed category,
        uint256 contribution,
        uint256 reward
    );
    event ClaimEnded(uint256 indexed id, address indexed claimer, ClaimEnd end);
    event BountyReturned(uint256 indexed id, address indexed sponsor, uint256 reward);
    event PaidOut(address indexed account, uint256 amount);

    error Bounties_RewardOutOfRange(uint256 reward, uint256 least, uint256 most);
    error Bounties_TimesOutOfRange(uint256 openUntil, uint256 workSeconds);
    error Bounties_TextLength(uint256 length, uint256 most);
    error Bounties_NotOpen(uint256 id);
    error Bounties_NotClaimed(uint256 id);
    error Bounties_NotInReview(uint256 id);
    error Bounties_SponsorMayNot(uint256 id, address sponsor);
    error Bounties_CallerNotSponsor(address caller, address sponsor);
    error Bounties_CallerNotClaimer(address caller, address claimer);
    error Bounties_ScoreTooHigh(uint256 score, uint256 most);
    error Bounties_NothingDue(uint256 id);
    error Bounties_NothingOwed(address account);

    // ── For the sponsor ─────────────────────────────────────────────────────

    /// @notice Posts a bounty and pays in the reward of 10 to 10,000,000 G, which the caller must have approved. The
    /// bounty is open for 1 to 180 days and gives 1 to 90 days for the work. `text` describes the work and how to prove
    /// that it is done, in 1 to 4,000 bytes.
    function post(
        BountyCategory category,
        uint128 reward,
        uint40 openUntil,
        uint32 workSeconds,
        string calldata text
    ) external returns (uint256 id);

    /// @notice Withdraws a bounty that nobody claims at present. Only the sponsor may call it.
    function takeBack(uint256 id) external;

    // ── For the claimer ─────────────────────────────────────────────────────

    /// @notice Claims an open bounty with a bond, which the caller must have approved. Anyone except the bounty's
    /// sponsor may call it.
    function claim(uint256 id) external;

    /// @notice Submits the work before the claim's deadline. `evidence` states where the work is and proves that it is
    /// done, in 1 to 1,000 bytes. Requests reviewers.
    function submit(uint256 id, string calldata evidence) external;

    // ── For the reviewers ───────────────────────────────────────────────────

    /// @notice Answers a review. A score of 0 refuses the work; 1 to 100 accepts it and states the percentage of a
    /// whole contribution. Each member of the panel may call it once, before the deadline. The reason has up to 1,000
    /// bytes.
    function review(uint256 id, uint8 score, string calldata reason) external;

    // ── For anyone ──────────────────────────────────────────────────────────

    /// @notice Does what is due for a bounty:
    /// - ends a claim whose work was not submitted in time;
    /// - decides a review that is over or, if no two reviewers agree, requests other reviewers;
    /// - ends a review that has no decision after 30 days;
    /// - returns the reward of an open bounty whose time is over.
    function advance(uint256 id) external;

    /// @notice Pays an account the amount that this contract owes it. Anyone may call it, so that money returns to the
    /// treasury without a vote.
    function payOut(address account) external returns (uint256 amount);

    // ── Reading ─────────────────────────────────────────────────────────────

    function bountyCount() external view returns (uint256);
    function bountyOf(uint256 id) external view returns (Bounty memory);
    function reviewsOf(uint256 panelId) external view returns (Review[] memory);
    function owedTo(address account) external view returns (uint256);
}
