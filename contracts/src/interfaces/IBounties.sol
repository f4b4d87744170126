// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bounty, BountyCategory, ClaimEnd, Review} from "../types/BountiesTypes.sol";

/// @title Bounties: work that is paid in G when randomly selected reviewers accept it
/// @notice Amounts in base units of G, times in Unix seconds. Anybody may sponsor; the treasury sponsors by vote. One
/// claimer at a time locks a bond of a twentieth of the reward, works and submits. Three reviewers are selected by
/// stake, never the sponsor or the claimer. If two accept, the reward is paid and a contribution recorded; if two
/// refuse, the bounty is open again. The bond pays the reviewers that answered. Panels fines a reviewer that does not
/// answer.
/// @dev Every state ends at a known time, after which anybody may call `advance`. Money in = paid out + owed + rewards
/// and bonds held here. Receivers withdraw all payments.
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
    /// @notice Emitted after reviewers were requested. 0 if the request failed; then `advance` asks again.
    event ReviewersAsked(uint256 indexed id, uint256 indexed panelId);
    event WorkReviewed(
        uint256 indexed id, uint256 indexed panelId, address indexed reviewer, uint8 score, string reason
    );
    /// @notice The input of the contribution factor C: 1e18 is a whole contribution.
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

    /// @notice Posts a bounty and pays in the reward, which must be approved before: 10 to 10,000,000 G; open for 1 to
    /// 180 days, with 1 to 90 days to work. `text` describes the work and its evidence, in 1 to 4,000 bytes.
    function post(
        BountyCategory category,
        uint128 reward,
        uint40 openUntil,
        uint32 workSeconds,
        string calldata text
    ) external returns (uint256 id);

    /// @notice Withdraws a bounty that nobody has claimed. Sponsor only.
    function takeBack(uint256 id) external;

    // ── The claimer's ───────────────────────────────────────────────────────

    /// @notice Claims an open bounty with the caller's bond, which must be approved before. Anyone but its sponsor.
    function claim(uint256 id) external;

    /// @notice Submits the work before the time is over: its location and evidence, in 1 to 1,000 bytes. Asks for
    /// reviewers.
    function submit(uint256 id, string calldata evidence) external;

    // ── The reviewers' ──────────────────────────────────────────────────────

    /// @notice Answers a review: 0 refuses, 1 to 100 accepts and states the percentage of a whole contribution. Once,
    /// in time, by a member of the panel. Reason: up to 1,000 bytes.
    function review(uint256 id, uint8 score, string calldata reason) external;

    // ── Anyone's ────────────────────────────────────────────────────────────

    /// @notice Does everything that is due. Ends a claim without a submission. Decides a finished review, or asks for
    /// other reviewers if no two agree. Ends a review after 30 days. Returns the reward of a bounty whose time is over.
    function advance(uint256 id) external;

    /// @notice Pays an account the amount that it is owed. Anyone may call it, so that money returns to the treasury
    /// without a vote.
    function payOut(address account) external returns (uint256 amount);

    // ── Reading ─────────────────────────────────────────────────────────────

    function bountyCount() external view returns (uint256);
    function bountyOf(uint256 id) external view returns (Bounty memory);
    function reviewsOf(uint256 panelId) external view returns (Review[] memory);
    function owedTo(address account) external view returns (uint256);
}
