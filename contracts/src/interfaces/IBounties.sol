// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bounty, BountyCategory, ClaimEnd, Review} from "../types/BountiesTypes.sol";

/// @title Bounties: work that is paid for in G when drawn reviewers accept it
/// @notice Amounts in base units of G, times in Unix seconds. Anybody sponsors, the treasury by vote. One at a time claims with a bond of a twentieth of
/// the reward, works and submits; three reviewers, drawn by stake, are never sponsor or claimer. Two who accept pay the reward and record a
/// contribution, two who refuse open it again; the bond pays who answered. Who does not answer is fined by the panels.
/// @dev Every state ends by a time, and anybody may call `advance` then. in = paid out + owed + rewards and bonds still here. All payments are pulled.
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
    /// @notice A panel was asked for; 0 when it could not be, and `advance` asks again.
    event ReviewersAsked(uint256 indexed id, uint256 indexed panelId);
    event WorkReviewed(
        uint256 indexed id, uint256 indexed panelId, address indexed reviewer, uint8 score, string reason
    );
    /// @notice What the contribution factor C is computed from: 1e18 is a whole contribution.
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

    // ── The sponsor's ───────────────────────────────────────────────────────

    /// @notice Posts a bounty and pays the reward in, which must be approved before: 10 to 10,000,000 G; open for 1 to 180 days, 1 to 90 days to
    /// work. `text` says what is wanted and what shows it, in 1 to 4,000 bytes.
    function post(
        BountyCategory category,
        uint128 reward,
        uint40 openUntil,
        uint32 workSeconds,
        string calldata text
    ) external returns (uint256 id);

    /// @notice Takes a bounty back that nobody has claimed. Its sponsor.
    function takeBack(uint256 id) external;

    // ── The claimer's ───────────────────────────────────────────────────────

    /// @notice Claims an open bounty with the caller's bond, which must be approved before. Anyone but its sponsor.
    function claim(uint256 id) external;

    /// @notice Hands the work in, before the time is over: where it is and what shows it, in 1 to 1,000 bytes. Asks for reviewers.
    function submit(uint256 id, string calldata evidence) external;

    // ── The reviewers' ──────────────────────────────────────────────────────

    /// @notice Answers: 0 refuses, 1 to 100 accepts and says how much of a whole contribution it is. Once, in time, on its panel. Reason: up to 1,000 bytes.
    function review(uint256 id, uint8 score, string calldata reason) external;

    // ── Anyone's ────────────────────────────────────────────────────────────

    /// @notice Does what is due: ends a claim that was not submitted, decides a review that is over or asks for other reviewers where two do not
    /// agree, ends a review that took 30 days, gives the reward of a bounty back whose time is over.
    function advance(uint256 id) external;

    /// @notice Pays an account what it is owed, whoever calls: what returns to the treasury needs no vote.
    function payOut(address account) external returns (uint256 amount);

    // ── Reading ─────────────────────────────────────────────────────────────

    function bountyCount() external view returns (uint256);
    function bountyOf(uint256 id) external view returns (Bounty memory);
    function reviewsOf(uint256 panelId) external view returns (Review[] memory);
    function owedTo(address account) external view returns (uint256);
}
