// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IDirectory} from "../interfaces/IDirectory.sol";
import {IJuryTrials} from "../interfaces/IJuryTrials.sol";
import {IPToken} from "../interfaces/IPToken.sol";
import {IPanels} from "../interfaces/IPanels.sol";
import {TallyLib} from "../libraries/TallyLib.sol";
import {Panel} from "../types/PanelsTypes.sol";
import {Trial, TrialState} from "../types/TrialTypes.sol";

/// @title Trials before a jury: evidence, selection, votes, appeal
/// @dev A contract that inherits from this one opens trials, excludes accounts from juries and executes verdicts.
abstract contract JuryTrials is IJuryTrials, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using TallyLib for uint40;

    uint40 public constant EVIDENCE_SECONDS = 48 hours;
    uint40 public constant DRAW_SECONDS = 4 days;
    uint24 public constant VOTE_SECONDS = 72 hours;
    uint40 public constant REVEAL_SECONDS = 24 hours;
    uint40 public constant APPEAL_SECONDS = 72 hours;
    /// @notice A jury may not vote if Panels selected it so long ago that less than this time is left to commit a vote.
    uint40 public constant LEAST_COMMIT_SECONDS = 24 hours;
    /// @notice The longest time from the opening of a trial to its last verdict.
    uint40 public constant LONGEST_SECONDS =
        EVIDENCE_SECONDS + DRAW_SECONDS + VOTE_SECONDS + APPEAL_SECONDS + DRAW_SECONDS + VOTE_SECONDS;
    uint8 public constant FIRST_SIZE = 5;
    uint8 public constant SECOND_SIZE = 15;
    uint256 public constant MOST_HASHES = 16;
    uint96 public constant APPEAL_TIMES = 3;
    /// @notice If jurors were selected and no jury decided, the opener pays 1/FEE_PARTS of its bond to the treasury.
    /// Otherwise it could cause useless juries at no cost, while each juror that does not vote is fined.
    uint256 public constant FEE_PARTS = 5;
    uint8 private constant FIRST = 1;
    uint8 private constant LAST = 2;
    /// @dev If closing a panel failed with less gas left than this, gas may be the cause, so the whole call reverts.
    uint256 private constant LEAST_GAS = 100_000;
    /// @dev The bit that marks a stored commitment, so that no commitment can look like a revealed vote.
    bytes32 private constant COMMITTED = bytes32(uint256(1) << 255);

    IERC20 public immutable PTOKEN;
    IDirectory public immutable DIRECTORY;
    IPanels public immutable PANELS;
    /// @notice The name of this contract in the Directory. The list of its jurors at Panels has the same name.
    bytes32 public immutable KIND;

    /// @inheritdoc IJuryTrials
    uint256 public override trialCount;

    mapping(uint256 id => Trial trial) private _trials;
    mapping(uint256 id => mapping(address party => uint256 count)) private _hashCounts;
    /// @dev A juror's commitment with the highest bit set or, after the reveal, its vote plus 1. 0 before both.
    mapping(uint256 id => mapping(uint8 round => mapping(address juror => bytes32 vote))) private _votes;

    constructor(IERC20 ptoken, IDirectory directory, IPanels panels, bytes32 kind) {
        PTOKEN = ptoken;
        DIRECTORY = directory;
        PANELS = panels;
        KIND = kind;
    }

    // ── For the parties ─────────────────────────────────────────────────────

    /// @inheritdoc IJuryTrials
    function submit(uint256 id, bytes32[] calldata hashes) external override {
        Trial storage trial = _at(id, TrialState.Evidence);
        if (block.timestamp >= trial.until) revert JuryTrials_TooLate(id, trial.until, block.timestamp);
        if (msg.sender != trial.opener && msg.sender != trial.respondent) revert JuryTrials_NotParty(id, msg.sender);
        uint256 hashCount = _hashCounts[id][msg.sender] + hashes.length;
        if (hashCount > MOST_HASHES) revert JuryTrials_TooManyHashes(id, msg.sender, hashCount, MOST_HASHES);
        _hashCounts[id][msg.sender] = hashCount;
        emit EvidenceSubmitted(id, msg.sender, hashes);
    }

    /// @inheritdoc IJuryTrials
    function appeal(uint256 id) external override nonReentrant {
        Trial storage trial = _at(id, TrialState.Decided);
        if (trial.round != FIRST) revert JuryTrials_NoFurtherAppeal(id);
        uint40 until = trial.until;
        if (block.timestamp >= until) revert JuryTrials_TooLate(id, until, block.timestamp);
        if (!_mayAppeal(id, trial, msg.sender)) revert JuryTrials_NotLoser(id, msg.sender);
        uint96 bond = trial.bond * APPEAL_TIMES;
        (trial.appellant, trial.appealBond) = (msg.sender, bond);
        _waitForJury(trial, until);
        emit Appealed(id, msg.sender, bond, until + DRAW_SECONDS);
        PTOKEN.safeTransferFrom(msg.sender, address(this), bond);
    }

    // ── For anyone ──────────────────────────────────────────────────────────

    /// @inheritdoc IJuryTrials
    // No re-entry is possible: Panels calls only the beacon and the Directory, and this function is guarded.
    // slither-disable-next-line reentrancy-no-eth
    function request(uint256 id) external override nonReentrant {
        Trial storage trial = _trials[id];
        (TrialState state, uint40 until) = (trial.state, trial.until);
        if (state == TrialState.Evidence) {
            if (block.timestamp < until) revert JuryTrials_TooEarly(id, until, block.timestamp);
            until += DRAW_SECONDS;
        } else if (state != TrialState.Drawing) {
            revert JuryTrials_WrongState(id, state);
        } else if (trial.panelId != 0) {
            revert JuryTrials_JuryRequested(id, trial.panelId);
        }
        if (block.timestamp >= until) revert JuryTrials_TooLate(id, until, block.timestamp);
        uint8 round = trial.round + 1;
        uint256 panelId =
            PANELS.request(KIND, bytes32(id), _sizeOf(round), VOTE_SECONDS, _excluded(id, trial));
        (trial.state, trial.until, trial.round, trial.panelId) = (TrialState.Drawing, until, round, uint32(panelId));
        emit JuryRequested(id, round, panelId, until);
    }

    /// @inheritdoc IJuryTrials
    // slither-disable-next-line reentrancy-no-eth
    function draw(uint256 id) external override nonReentrant {
        Trial storage trial = _at(id, TrialState.Drawing);
        uint256 panelId = trial.panelId;
        if (panelId == 0) revert JuryTrials_NoJury(id);
        if (block.timestamp >= trial.until) revert JuryTrials_TooLate(id, trial.until, block.timestamp);
        uint8 round = trial.round;
        Panel memory panel = PANELS.panelOf(panelId);
        uint40 until = panel.answerUntil;
        if (until == 0) {
            if (PANELS.draw(panelId).length == 0) revert JuryTrials_TooFewJurors(id);
            until = uint40(block.timestamp) + VOTE_SECONDS;
        } else if (block.timestamp + LEAST_COMMIT_SECONDS + REVEAL_SECONDS > until) {
            // Drop this jury: Panels selected it so long ago that it could not vote in time and would be fined.
            (trial.panelId, trial.round) = (0, round - 1);
            emit JuryDropped(id, round, panelId);
            if (!panel.closed) PANELS.drop(panelId);
            return;
        }
        (trial.state, trial.until) = (TrialState.Voting, until);
        if (round == FIRST) trial.firstPanelId = uint32(panelId);
        emit VotingStarted(id, round, panelId, until);
    }

    /// @inheritdoc IJuryTrials
    // slither-disable-next-line reentrancy-no-eth
    function count(uint256 id) external override nonReentrant {
        Trial storage trial = _at(id, TrialState.Voting);
        (uint8 round, uint40 until) = (trial.round, trial.until);
        uint40 tally = round == FIRST ? trial.firstTally : trial.secondTally;
        uint256 revealed = tally.total();
        uint256 size = _sizeOf(round);
        if (block.timestamp < until && revealed < size) revert JuryTrials_TooEarly(id, until, block.timestamp);
        // Fines jurors that did not vote. If the panel is already closed, the count of votes must not fail.
        try PANELS.close(trial.panelId) {}
        catch {
            if (gasleft() < LEAST_GAS) revert JuryTrials_TooLittleGas(id);
        }
        if (revealed > size / 2) {
            trial.judged = _verdictOf(tally) + 1;
            trial.state = TrialState.Decided;
            if (round == FIRST) trial.until = until + APPEAL_SECONDS;
        } else if (round == FIRST) {
            _waitForJury(trial, until);
        } else {
            _giveUp(id, trial);
        }
        emit VotesCounted(id, round, revealed, trial.state, trial.judged, trial.until);
    }

    /// @inheritdoc IJuryTrials
    function lapse(uint256 id) external override nonReentrant {
        Trial storage trial = _trials[id];
        TrialState state = trial.state;
        if (state == TrialState.Unknown || state >= TrialState.Done) revert JuryTrials_WrongState(id, state);
        uint256 panelId = trial.panelId;
        if (DIRECTORY.get(KIND) != address(this)) {
            _stand(id, trial, 0);
        } else {
            if (state > TrialState.Drawing) revert JuryTrials_WrongState(id, state);
            uint256 from = trial.until + (state == TrialState.Evidence ? DRAW_SECONDS : 0);
            if (block.timestamp < from) revert JuryTrials_TooEarly(id, from, block.timestamp);
            _giveUp(id, trial);
        }
        emit TrialLapsed(id, trial.state);
        // Frees the jurors. Not in a `try`: with little gas, only this call would fail, and the jurors would be fined.
        if (panelId != 0 && !PANELS.panelOf(panelId).closed) PANELS.drop(panelId);
    }

    /// @inheritdoc IJuryTrials
    function execute(uint256 id) external override nonReentrant {
        Trial storage trial = _at(id, TrialState.Decided);
        if (trial.round == FIRST && block.timestamp < trial.until) {
            revert JuryTrials_TooEarly(id, trial.until, block.timestamp);
        }
        trial.state = TrialState.Done;
        uint256 pot = _settleBonds(id, trial);
        _carryOut(id, trial, pot);
    }

    /// @inheritdoc IJuryTrials
    function payJuror(uint256 id, address juror) external override nonReentrant returns (uint256 amount) {
        Trial storage trial = _at(id, TrialState.Done);
        uint8 verdict = trial.judged - 1;
        for (uint8 round = FIRST; round <= LAST; ++round) {
            uint256 vote = revealedVoteOf(id, round, juror);
            if (vote == 0 || !_agrees(uint8(vote - 1), verdict)) continue;
            delete _votes[id][round][juror];
            amount += trial.jurorPay;
        }
        if (amount == 0) revert JuryTrials_NothingDue(id, juror);
        emit JurorPaid(id, juror, amount);
        PTOKEN.safeTransfer(juror, amount);
    }

    // ── For jurors ──────────────────────────────────────────────────────────

    /// @inheritdoc IJuryTrials
    function commit(uint256 id, bytes32 commitment) external override {
        Trial storage trial = _at(id, TrialState.Voting);
        uint256 until = trial.until - REVEAL_SECONDS;
        if (block.timestamp >= until) revert JuryTrials_TooLate(id, until, block.timestamp);
        uint8 round = trial.round;
        _votes[id][round][msg.sender] = commitment | COMMITTED;
        emit VoteCommitted(id, round, msg.sender, commitment);
    }

    /// @inheritdoc IJuryTrials
    function reveal(uint256 id, address juror, uint8 vote, bytes32 salt) external override nonReentrant {
        Trial storage trial = _at(id, TrialState.Voting);
        uint256 until = trial.until;
        if (block.timestamp < until - REVEAL_SECONDS) {
            revert JuryTrials_TooEarly(id, until - REVEAL_SECONDS, block.timestamp);
        }
        uint8 most = _mostVote();
        if (vote > most) revert JuryTrials_VoteInvalid(vote, most);
        uint8 round = trial.round;
        if (_votes[id][round][juror] != commitmentOf(id, round, juror, vote, salt) | COMMITTED) {
            revert JuryTrials_WrongReveal(id, juror);
        }
        _votes[id][round][juror] = bytes32(uint256(vote) + 1);
        if (round == FIRST) trial.firstTally = trial.firstTally.plusOne(vote);
        else trial.secondTally = trial.secondTally.plusOne(vote);
        emit VoteRevealed(id, round, juror, vote);
        // Reverts for an account that is not on the jury, and after the deadline of the panel.
        PANELS.noteAnswer(trial.panelId, juror);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IJuryTrials
    function trialOf(uint256 id) external view override returns (Trial memory) {
        return _trials[id];
    }

    /// @inheritdoc IJuryTrials
    function commitmentOf(uint256 id, uint8 round, address juror, uint8 vote, bytes32 salt)
        public
        view
        override
        returns (bytes32)
    {
        return keccak256(abi.encode(block.chainid, address(this), id, round, juror, vote, salt));
    }

    /// @inheritdoc IJuryTrials
    function revealedVoteOf(uint256 id, uint8 round, address juror) public view override returns (uint256) {
        bytes32 vote = _votes[id][round][juror];
        return vote & COMMITTED == 0 ? uint256(vote) : 0;
    }

    /// @inheritdoc IJuryTrials
    function committedOf(uint256 id, uint8 round, address account) external view override returns (bytes32) {
        bytes32 vote = _votes[id][round][account];
        return vote & COMMITTED == 0 ? bytes32(0) : vote;
    }

    // ── For the contract that inherits ──────────────────────────────────────

    /// @dev Opens a trial and takes the opener's bond.
    function _open(address opener, address respondent, uint96 bond) internal returns (uint256 id, uint40 until) {
        if (!_isTrusted()) revert JuryTrials_NotTrusted();
        id = ++trialCount;
        until = uint40(block.timestamp) + EVIDENCE_SECONDS;
        Trial storage trial = _trials[id];
        (trial.opener, trial.until, trial.state) = (opener, until, TrialState.Evidence);
        (trial.respondent, trial.bond) = (respondent, bond);
        PTOKEN.safeTransferFrom(opener, address(this), bond);
    }

    /// @dev Returns true if the Directory names this contract and trusts it with bonds.
    function _isTrusted() internal view returns (bool) {
        return DIRECTORY.get(KIND) == address(this) && DIRECTORY.mayTakeBonds(KIND, address(this));
    }

    /// @dev Called once when a trial ends without a verdict, so the disputed record remains. Must not revert.
    function _letStand(uint256 id, Trial storage trial) internal virtual;

    /// @dev Executes the verdict of a trial after its bonds are settled. `pot` is the part of the opener's bonds that
    /// went to jurors although the opener won. It is 0 in all other cases.
    function _carryOut(uint256 id, Trial storage trial, uint256 pot) internal virtual;

    /// @dev Returns the accounts that must not be jurors, at most three.
    function _parties(uint256 id, Trial storage trial) internal view virtual returns (address[] memory);

    /// @dev Returns true if this account may appeal: the verdict is against it, or against a record without an owner.
    function _mayAppeal(uint256 id, Trial storage trial, address account) internal view virtual returns (bool);

    function _openerWon(uint8 verdict) internal pure virtual returns (bool);

    /// @dev Returns the verdict of a jury from its counted votes, of which there is at least one.
    function _verdictOf(uint40 tally) internal pure virtual returns (uint8);

    /// @dev Returns true if a juror with this vote is paid for this verdict.
    function _agrees(uint8 vote, uint8 verdict) internal pure virtual returns (bool);

    /// @dev Returns the highest number that a vote can have; at most 4.
    function _mostVote() internal pure virtual returns (uint8);

    // ── Private ─────────────────────────────────────────────────────────────

    function _at(uint256 id, TrialState state) private view returns (Trial storage trial) {
        trial = _trials[id];
        if (trial.state != state) revert JuryTrials_WrongState(id, trial.state);
    }

    function _sizeOf(uint8 round) private pure returns (uint8) {
        return round == FIRST ? FIRST_SIZE : SECOND_SIZE;
    }

    /// @dev Returns the accounts that must not be jurors: the parties and, for a second opinion, the first jury.
    function _excluded(uint256 id, Trial storage trial) private view returns (address[] memory accounts) {
        address[] memory parties = _parties(id, trial);
        address[] memory first = new address[](0);
        if (trial.firstPanelId != 0) first = PANELS.membersOf(trial.firstPanelId);
        accounts = new address[](parties.length + first.length);
        for (uint256 i = 0; i < accounts.length; ++i) {
            accounts[i] = i < parties.length ? parties[i] : first[i - parties.length];
        }
    }

    /// @dev Starts the wait for the next jury. The wait ends four days (DRAW_SECONDS) after the previous deadline.
    function _waitForJury(Trial storage trial, uint40 until) private {
        (trial.state, trial.panelId, trial.until) = (TrialState.Drawing, 0, until + DRAW_SECONDS);
    }

    /// @dev Ends a trial that no further jury decides. The first verdict remains or, without one, the disputed record.
    function _giveUp(uint256 id, Trial storage trial) private {
        if (trial.judged == 0) return _stand(id, trial, trial.firstPanelId == 0 ? 0 : trial.bond / FEE_PARTS);
        (trial.state, trial.round) = (TrialState.Decided, LAST);
        _returnAppeal(id, trial);
    }

    function _stand(uint256 id, Trial storage trial, uint256 fee) private {
        trial.state = TrialState.Stands;
        _returnAppeal(id, trial);
        _letStand(id, trial);
        PTOKEN.safeTransfer(trial.opener, trial.bond - fee);
        if (fee == 0) return;
        address treasury = DIRECTORY.get("Treasury");
        emit FeeKept(id, fee);
        if (treasury == address(0)) IPToken(address(PTOKEN)).burn(fee);
        else PTOKEN.safeTransfer(treasury, fee);
    }

    function _returnAppeal(uint256 id, Trial storage trial) private {
        (address appellant, uint256 bond) = (trial.appellant, trial.appealBond);
        if (appellant == address(0)) return;
        (trial.appellant, trial.appealBond) = (address(0), 0);
        emit AppealReturned(id, appellant, bond);
        PTOKEN.safeTransfer(appellant, bond);
    }

    /// @dev Shares the bonds. The loser's bonds (or, without any, the opener's bond) pay the jurors: half of the
    /// opener's bond after a jury of five, all of it after fifteen. The winner gets the rest of all bonds. If a disputed
    /// slash without a victim stands, nobody wins, and the rest is burned.
    function _settleBonds(uint256 id, Trial storage trial) private returns (uint256 fromWinner) {
        uint8 verdict = trial.judged - 1;
        address opener = trial.opener;
        address appellant = trial.appellant;
        uint256 bond = trial.bond;
        uint256 all = bond + trial.appealBond;
        uint256 jurors = _agreeing(trial.firstTally, verdict) + _agreeing(trial.secondTally, verdict);
        uint256 each = (trial.secondTally.total() > SECOND_SIZE / 2 ? bond : bond / 2) / jurors;
        uint256 rest = all - each * jurors;
        trial.jurorPay = uint96(each);
        bool opposed = appellant != address(0) && appellant != opener;
        address winner = opener;
        if (!_openerWon(verdict)) winner = opposed ? appellant : trial.respondent;
        else if (!opposed) fromWinner = each * jurors;
        emit TrialDone(id, verdict, jurors, each, winner == address(0) ? rest : 0);
        if (winner == address(0)) IPToken(address(PTOKEN)).burn(rest);
        else PTOKEN.safeTransfer(winner, rest);
    }

    function _agreeing(uint40 tally, uint8 verdict) private pure returns (uint256 jurors) {
        for (uint8 vote = 0; vote <= _mostVote(); ++vote) {
            if (_agrees(vote, verdict)) jurors += tally.countOf(vote);
        }
    }
}
