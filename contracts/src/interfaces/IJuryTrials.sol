// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Trial, TrialState} from "../types/TrialTypes.sol";

/// @title Trials before a jury
/// @notice Two parties submit hashes of evidence. A jury of five is selected at random by Panels; its members commit a
/// vote and reveal it. The loser may appeal once, to a jury of fifteen. If no jury decides in time, the record stands
/// and the opener's bond is returned, less a fifth if jurors were selected; if the second jury does not decide, the
/// verdict of the first remains.
/// @dev Each deadline counts from the previous deadline. So no caller can delay a trial, and it takes at most 2 + 4 + 3
/// + 3 + 4 + 3 = 19 days. Bonds in = bonds returned + pay of jurors + fees + burned.
interface IJuryTrials {
    event EvidenceSubmitted(uint256 indexed id, address indexed party, bytes32[] hashes);
    event JuryRequested(uint256 indexed id, uint8 indexed round, uint256 indexed panelId, uint40 until);
    /// @notice Panels selected this jury so long ago that it can no longer vote in time, so another jury must be
    /// requested.
    event JuryDropped(uint256 indexed id, uint8 indexed round, uint256 indexed panelId);
    event VotingStarted(uint256 indexed id, uint8 indexed round, uint256 indexed panelId, uint40 until);
    event VoteCommitted(uint256 indexed id, uint8 indexed round, address indexed account, bytes32 commitment);
    event VoteRevealed(uint256 indexed id, uint8 indexed round, address indexed juror, uint8 vote);
    /// @notice The votes of a jury were counted. `judged` is the verdict plus 1. It is 0 if too few jurors revealed a
    /// vote and no earlier jury decided.
    event VotesCounted(
        uint256 indexed id, uint8 indexed round, uint256 revealed, TrialState state, uint8 judged, uint40 until
    );
    event Appealed(uint256 indexed id, address indexed appellant, uint256 bond, uint40 until);
    /// @notice An appeal got no decision, so its bond was returned.
    event AppealReturned(uint256 indexed id, address indexed appellant, uint256 bond);
    /// @notice Jurors were selected and no jury decided, so this part of the opener's bond goes to the treasury.
    event FeeKept(uint256 indexed id, uint256 amount);
    event TrialLapsed(uint256 indexed id, TrialState state);
    /// @notice The verdict was executed. Each of the `jurors` whose votes agree with the verdict gets `jurorPay`.
    event TrialDone(uint256 indexed id, uint8 verdict, uint256 jurors, uint256 jurorPay, uint256 burned);
    event JurorPaid(uint256 indexed id, address indexed juror, uint256 amount);

    error JuryTrials_WrongState(uint256 id, TrialState state);
    error JuryTrials_TooEarly(uint256 id, uint256 from, uint256 time);
    error JuryTrials_TooLate(uint256 id, uint256 until, uint256 time);
    error JuryTrials_NotParty(uint256 id, address account);
    error JuryTrials_TooManyHashes(uint256 id, address account, uint256 hashes, uint256 most);
    error JuryTrials_JuryRequested(uint256 id, uint256 panelId);
    error JuryTrials_NoJury(uint256 id);
    error JuryTrials_TooFewJurors(uint256 id);
    error JuryTrials_VoteInvalid(uint8 vote, uint8 most);
    error JuryTrials_WrongReveal(uint256 id, address juror);
    error JuryTrials_NoFurtherAppeal(uint256 id);
    error JuryTrials_NotLoser(uint256 id, address account);
    error JuryTrials_NothingDue(uint256 id, address juror);
    error JuryTrials_NotTrusted();
    error JuryTrials_TooLittleGas(uint256 id);

    // ── For the parties ─────────────────────────────────────────────────────

    /// @notice Records hashes of evidence, at most 16 of each party, within 48 h. The content stays off chain.
    function submit(uint256 id, bytes32[] calldata hashes) external;

    /// @notice Appeals the verdict of a jury of five to a jury of fifteen, within 72 h after the reveals end. Takes
    /// three times the opener's bond from the caller. Only the loser may call it. If nobody owns the record that lost,
    /// anyone may.
    function appeal(uint256 id) external;

    // ── For anyone ──────────────────────────────────────────────────────────

    /// @notice Requests the next jury at Panels: five members after the time for evidence, or fifteen members after an
    /// appeal or if the first jury did not decide. No member of the first jury sits on the second.
    function request(uint256 id) external;

    /// @notice Selects the requested jury, within four days, and starts its vote. If Panels already selected the
    /// members, only starts the vote. If they have less than 24 h left to commit, drops the jury instead; then another
    /// jury must be requested. Reverts if Panels has too few members; then try again with a later seed.
    /// @dev Panels selects by the newest seed. So this function should be called in the first hour that has a seed.
    /// Validators call it.
    function draw(uint256 id) external;

    /// @notice Counts the votes, once all jurors have revealed theirs or the time is over, and closes the panel, which
    /// fines silent jurors. A jury decides if more than half of its members revealed a vote.
    function count(uint256 id) external;

    /// @notice Ends a trial that cannot continue, or its wait for a second jury. No juror is fined. There are two
    /// cases:
    /// - A jury was not selected in time. If the first jury decided, its verdict becomes final. Otherwise the record
    ///   stands, and nobody loses a bond, with one exception: if a first jury was selected and did not decide, the
    ///   opener loses a fifth of its bond.
    /// - This contract no longer has its name in the Directory. The trial ends in any state, the record stands, and all
    ///   bonds are returned.
    function lapse(uint256 id) external;

    /// @notice Executes the verdict: 72 h after the reveals of a jury of five if nobody appealed, and at once after a
    /// jury of fifteen. Jurors' pay comes from the loser's bonds or, if the loser has no bond here, from the opener's
    /// bonds.
    function execute(uint256 id) external;

    /// @notice Pays a juror whose vote agreed with the final verdict.
    function payJuror(uint256 id, address juror) external returns (uint256 amount);

    // ── For jurors ──────────────────────────────────────────────────────────

    /// @notice Commits to the caller's vote, in the first 48 h of the vote. `commitment` is the caller's hash from
    /// `commitmentOf`. A later call of the same account replaces its commitment.
    /// @dev Anyone may call it; only a member of the jury can reveal.
    function commit(uint256 id, bytes32 commitment) external;

    /// @notice Reveals a juror's vote in the last 24 h of the vote. Anyone who knows the salt may send it.
    function reveal(uint256 id, address juror, uint8 vote, bytes32 salt) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    function trialOf(uint256 id) external view returns (Trial memory);
    /// @notice The hash by which a juror commits to its vote: a hash of chain, contract, trial, round, juror, vote and
    /// salt.
    function commitmentOf(uint256 id, uint8 round, address juror, uint8 vote, bytes32 salt)
        external
        view
        returns (bytes32);
    /// @notice The vote that a juror revealed in a round, plus 1. It is 0 before the reveal, and after the juror was
    /// paid.
    function revealedVoteOf(uint256 id, uint8 round, address juror) external view returns (uint256);
    /// @notice An account's commitment in a round, with its highest bit set. It is 0 if the account did not commit, and
    /// after its reveal.
    function committedOf(uint256 id, uint8 round, address account) external view returns (bytes32);
    function trialCount() external view returns (uint256);
}
