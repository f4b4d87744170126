// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {JuryTrials} from "./abstracts/JuryTrials.sol";
import {IAttestations} from "./interfaces/IAttestations.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IDisputeCourt} from "./interfaces/IDisputeCourt.sol";
import {IPanels} from "./interfaces/IPanels.sol";
import {IStakeVault} from "./interfaces/IStakeVault.sol";
import {TallyLib} from "./libraries/TallyLib.sol";
import {Attested} from "./types/AttestationsTypes.sol";
import {ClosedStatement, Dispute} from "./types/DisputeCourtTypes.sol";
import {Bond, PendingSlash} from "./types/StakeVaultTypes.sol";
import {Trial} from "./types/TrialTypes.sol";

/// @title DisputeCourt
/// @notice Holds the bonds of openers and appellants. Its code cannot be changed and it has no owner.
contract DisputeCourt is IDisputeCourt, JuryTrials {
    using TallyLib for uint40;

    uint256 public constant LEAST_BOND = 25e18;
    uint256 public constant CLAIM_PARTS = 10;
    uint256 public constant OPEN_SECONDS = 7 days;
    /// @notice After the last dispute that needs the freeze of a bond, the freeze lasts at most this much longer, so
    /// that validators can still queue a slash.
    uint40 public constant GRACE_SECONDS = 2 days;
    bytes32 public constant SUBJECT = "closed";
    bytes32 private constant LEAF_KIND = "Closed";
    bytes32 private constant PROVIDER = "Provider";
    bytes32 private constant ATTESTATIONS = "Attestations";
    uint8 private constant RECORD_STANDS = 0;
    uint8 private constant FOR_OPENER = 1;
    uint8 private constant CANNOT_TELL = 2;

    IStakeVault public immutable VAULT;

    mapping(uint256 id => Dispute dispute) private _disputes;

    /// @dev The number of open disputes that need an account's bond to stay frozen.
    mapping(address account => mapping(bytes32 purpose => uint256 count)) private _freezes;

    /// @inheritdoc IDisputeCourt
    mapping(address market => mapping(uint256 leaseId => uint256 id)) public override disputeOfLease;

    constructor(IERC20 ptoken, IDirectory directory, IPanels panels, IStakeVault vault)
        JuryTrials(ptoken, directory, panels, "DisputeCourt")
    {
        VAULT = vault;
    }

    // ── Opening ─────────────────────────────────────────────────────────────

    /// @inheritdoc IDisputeCourt
    // No re-entry is possible: the token, the vault and the Directory are trusted contracts of this deployment, and
    // this function has a guard.
    // slither-disable-next-line reentrancy-no-eth
    function openLease(ClosedStatement calldata statement, uint96 claim, bytes32[] calldata proof)
        external
        override
        nonReentrant
        returns (uint256 id)
    {
        _checkStatement(statement, proof);
        uint256 known = disputeOfLease[statement.market][statement.leaseId];
        if (known != 0) revert DisputeCourt_AlreadyDisputed(known);
        if (claim == 0 || claim > statement.weekPay) revert DisputeCourt_ClaimOutOfRange(claim, statement.weekPay);
        uint256 bond = bondFor(claim);
        address provider = statement.provider;
        uint256 free = _freeBondOf(provider);
        if (claim + bond > free) revert DisputeCourt_BondTooSmall(free, claim + bond);
        uint40 until;
        (id, until) = _open(msg.sender, provider, uint96(bond));
        _disputes[id].claim = claim;
        disputeOfLease[statement.market][statement.leaseId] = id;
        emit LeaseDisputed(id, msg.sender, provider, statement.market, statement.leaseId, claim, bond, until);
        _freeze(id, provider, PROVIDER, uint40(block.timestamp) + LONGEST_SECONDS + GRACE_SECONDS);
    }

    /// @inheritdoc IDisputeCourt
    // slither-disable-next-line reentrancy-no-eth
    function openSlash(bytes32 purpose) external override nonReentrant returns (uint256 id) {
        VAULT.disputeSlash(msg.sender, purpose);
        PendingSlash memory pending = VAULT.pendingSlashOf(msg.sender, purpose);
        uint256 bond = bondFor(pending.amount);
        uint40 until;
        (id, until) = _open(msg.sender, pending.victim, uint96(bond));
        _disputes[id] = Dispute(uint96(pending.amount), pending.executeAt, false, purpose);
        emit SlashDisputed(id, msg.sender, purpose, pending.victim, pending.amount, bond, until);
        _freeze(id, msg.sender, purpose, pending.executeAt + GRACE_SECONDS);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IDisputeCourt
    function bondFor(uint256 claim) public pure override returns (uint256) {
        return Math.max(LEAST_BOND, Math.ceilDiv(claim, CLAIM_PARTS));
    }

    /// @inheritdoc IDisputeCourt
    function disputeOf(uint256 id) external view override returns (Dispute memory) {
        return _disputes[id];
    }

    /// @inheritdoc IDisputeCourt
    function leafOf(ClosedStatement calldata statement) public pure override returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(LEAF_KIND, statement))));
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _checkStatement(ClosedStatement calldata statement, bytes32[] calldata proof) private view {
        if (msg.sender != statement.holder) revert DisputeCourt_NotHolder(msg.sender, statement.holder);
        uint256 until = statement.closedAt + OPEN_SECONDS;
        if (block.timestamp >= until) revert DisputeCourt_ClosedTooLongAgo(until, block.timestamp);
        address attestations = DIRECTORY.get(ATTESTATIONS);
        if (!DIRECTORY.mayTakeBonds(ATTESTATIONS, attestations)) revert DisputeCourt_QuorumUntrusted(attestations);
        Attested memory attested = IAttestations(attestations).attestedOf(SUBJECT);
        if (!attested.full) revert DisputeCourt_PowerTooSmall();
        bytes32 leaf = leafOf(statement);
        if (!MerkleProof.verifyCalldata(proof, attested.root, leaf)) revert DisputeCourt_LeafUnknown(leaf);
    }

    /// @dev Returns the largest amount that a verdict can take from a provider's bond: all of it except the amount of a
    /// queued slash.
    function _freeBondOf(address provider) private view returns (uint256) {
        uint256 atRisk = VAULT.atRisk(provider, PROVIDER);
        return Math.saturatingSub(atRisk, VAULT.pendingSlashOf(provider, PROVIDER).amount);
    }

    /// @dev If a bond could otherwise be withdrawn before `until`, freezes it until then. Never shortens an existing
    /// freeze.
    function _freeze(uint256 id, address account, bytes32 purpose, uint40 until) private {
        Bond memory bond = VAULT.bondOf(account, purpose);
        if (bond.unbonding == 0 || bond.releaseAt >= until) return;
        _disputes[id].froze = true;
        ++_freezes[account][purpose];
        if (bond.frozenUntil < until) VAULT.freeze(account, purpose, until);
    }

    /// @dev Records that a dispute no longer needs a frozen bond. After the last such dispute, shortens the freeze to
    /// two days from now if it is longer, so that validators can still queue a slash.
    function _thaw(uint256 id, address account, bytes32 purpose) private {
        if (!_disputes[id].froze) return;
        _disputes[id].froze = false;
        if (--_freezes[account][purpose] != 0) return;
        uint40 until = uint40(block.timestamp) + GRACE_SECONDS;
        if (until < VAULT.bondOf(account, purpose).frozenUntil) VAULT.freeze(account, purpose, until);
    }

    /// @dev Executes a verdict. If the record stands, calls `_letStand`. If the opener won a dispute about a lease,
    /// slashes the provider's bond by the opener's claim plus the amount that the opener paid to jurors, but at most by
    /// the free bond, and pays all of it to the opener. If the opener won a dispute about a slash, cancels the slash if
    /// it is still queued.
    function _carryOut(uint256 id, Trial storage trial, uint256 pot) internal override {
        if (!_openerWon(trial.judged - 1)) return _letStand(id, trial);
        Dispute memory dispute = _disputes[id];
        if (dispute.slashAt == 0) {
            address provider = trial.respondent;
            uint256 amount = Math.min(dispute.claim + pot, _freeBondOf(provider));
            if (amount != 0) VAULT.slash(provider, PROVIDER, amount, trial.opener, amount);
            _thaw(id, provider, PROVIDER);
        } else {
            if (_waits(trial.opener, dispute)) VAULT.dropSlash(trial.opener, dispute.purpose);
            _thaw(id, trial.opener, dispute.purpose);
        }
    }

    /// @dev Ends a dispute so that the disputed record stands. If the dispute was about a slash that still waits in the
    /// vault, the slash becomes due now, or 72 h after it was queued if that is later. So it does not prevent
    /// validators from queueing another slash for longer than necessary. If the Directory does not trust this court,
    /// changes nothing; the slash then stays delayed by 21 days.
    function _letStand(uint256 id, Trial storage trial) internal override {
        if (!_isTrusted()) return;
        Dispute memory dispute = _disputes[id];
        if (dispute.slashAt == 0) return _thaw(id, trial.respondent, PROVIDER);
        if (_waits(trial.opener, dispute)) {
            _disputes[id].slashAt = VAULT.releaseSlash(trial.opener, dispute.purpose);
        }
        _thaw(id, trial.opener, dispute.purpose);
    }

    function _waits(address account, Dispute memory dispute) private view returns (bool) {
        return VAULT.pendingSlashOf(account, dispute.purpose).executeAt == dispute.slashAt;
    }

    function _parties(uint256, Trial storage trial) internal view override returns (address[] memory accounts) {
        accounts = new address[](3);
        (accounts[0], accounts[1], accounts[2]) = (trial.opener, trial.respondent, trial.appellant);
    }

    /// @dev Returns true if the account may appeal: the opener if it lost. If the opener won, the provider may appeal;
    /// in a dispute about a slash, anyone may, because no account owns the record of a slash.
    function _mayAppeal(uint256 id, Trial storage trial, address account) internal view override returns (bool) {
        if (!_openerWon(trial.judged - 1)) return account == trial.opener;
        return _disputes[id].slashAt != 0 || account == trial.respondent;
    }

    function _openerWon(uint8 verdict) internal pure override returns (bool) {
        return verdict == FOR_OPENER;
    }

    /// @dev Returns the verdict: the opener wins only with more than half of the revealed votes.
    function _verdictOf(uint40 tally) internal pure override returns (uint8) {
        return tally.countOf(FOR_OPENER) * 2 > tally.total() ? FOR_OPENER : RECORD_STANDS;
    }

    function _agrees(uint8 vote, uint8 verdict) internal pure override returns (bool) {
        return (vote == FOR_OPENER) == (verdict == FOR_OPENER);
    }

    function _mostVote() internal pure override returns (uint8) {
        return CANNOT_TELL;
    }
}
