// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    Attested,
    CreditStatement,
    FraudStatement,
    LossStatement,
    NodeStatement,
    OutageStatement,
    QuorumProof,
    SignedRoot,
    Signers,
    ValidatorSet
} from "../types/AttestationsTypes.sol";
import {LeaseTerms} from "../types/MarketTypes.sol";

/// @title What validators say, and the anchored roots of the journal
/// @notice Two thirds of the set's stake sign a Merkle root about a subject and an hour; leaves are then applied one by one, by anyone.
/// A root has full power that 4 validators signed, or 3 of a set of 4; one of fewer may only stop billing, credit unpaid seconds and set tier ≤ 1. Holds no funds.
/// @dev A leaf is keccak256(bytes.concat(keccak256(abi.encode(kind, statement)))): hashed twice, so no inner node is a leaf.
interface IAttestations {
    event ValidatorJoined(address indexed account);
    event ValidatorLeft(address indexed account);
    event ValidatorSetFormed(bytes32 indexed setHash, uint256 size, uint256 totalStake, bytes32[] members);
    event RootAttested(
        bytes32 indexed subject, uint64 indexed epoch, bytes32 root, bytes32 setHash, uint64 bitmap, bool full
    );
    event OutageRecorded(bytes32 indexed node, uint40 from, uint40 until);
    event FraudRecorded(address indexed account, bytes32 indexed purpose, bytes32 evidenceHash, uint256 amount);
    event Equivocated(address indexed account, bytes32 indexed subject, uint64 indexed epoch, uint256 slashed);
    event WrongRootPunished(address indexed account, bytes32 indexed root, uint64 indexed epoch, address challenger, uint256 slashed);
    event Anchored(uint64 indexed epoch, bytes32 root, address indexed engine);
    event ValidatorAdmitted(address indexed account, bool admitted);
    event JoiningOpened();
    event ValidatorLimitsSet(uint96 minStake, uint8 maxValidators);

    error Attestations_StakeTooLow(uint256 stake, uint256 minStake);
    error Attestations_CallerIsEngine(address caller);
    error Attestations_NotAdmitted(address account);
    error Attestations_JoiningOpen();
    error Attestations_AlreadyJoined(address account);
    error Attestations_NotJoined(address account);
    error Attestations_SetFull(uint256 maxValidators);
    error Attestations_SetTooYoung(uint256 from, uint256 time);
    error Attestations_SetExpired(uint256 until, uint256 time);
    error Attestations_SetMismatch(bytes32 given, bytes32 current);
    error Attestations_SignerMismatch(address signer, address member);
    error Attestations_BitmapInvalid(uint256 bitmap, uint256 members, uint256 signatures);
    error Attestations_QuorumMissed(uint256 signedStake, uint256 totalStake);
    error Attestations_RootZero();
    error Attestations_EpochOutOfRange(uint256 epoch, uint256 first, uint256 last);
    error Attestations_LeafUnknown(bytes32 subject, bytes32 leaf);
    error Attestations_LeafUsed(bytes32 leaf);
    error Attestations_PowerTooSmall(bytes32 subject);
    error Attestations_OutageInvalid(uint256 from, uint256 until, uint256 time);
    error Attestations_MarketUnknown(address market);
    error Attestations_NothingToCredit(uint256 credited, uint256 creditedBefore);
    error Attestations_NotSilentLongEnough(uint256 from, uint256 time);
    error Attestations_StatementStale(uint256 epoch, uint256 firstEpoch);
    error Attestations_NoEquivocation(bytes32 subject, uint64 epoch);
    error Attestations_EquivocationPunished(address account, bytes32 subject, uint64 epoch);
    error Attestations_RefuterUntrusted(address emission);
    error Attestations_RootNotRefuted(bytes32 root);
    error Attestations_WrongRootPunished(address account, bytes32 root);
    error Attestations_CallerNotEngine(address caller);
    error Attestations_LimitsOutOfRange(uint256 minStake, uint256 maxValidators);

    // ── The set ─────────────────────────────────────────────────────────────

    /// @notice Stands for the validator set with the caller's "Validator" bond. Engines cannot; until joining is open, only those admitted.
    /// @param replaced When the list is full: a candidate with a smaller bond, who leaves it; else ignored.
    function join(address replaced) external;

    /// @notice Stands no longer. Counts from the next set on; the bond stays in the vault and slashable there.
    function resign() external;

    /// @notice Makes the candidates with enough bond the set, by their stake now. Anyone, one hour after the last at the earliest.
    function formSet() external returns (bytes32 setHash);

    /// @notice Lets an account stand, or no longer, while joining is not open: a stake alone does not make a few validators independent. Owner only.
    function admit(address account, bool admitted) external;

    /// @notice Opens joining to every stake, for good. Owner only.
    function openJoining() external;

    /// @notice Owner only. 100 to 1,000,000 PToken; 4 to 64 validators.
    function setValidatorLimits(uint96 newMinStake, uint8 newMaxValidators) external;

    // ── Roots ───────────────────────────────────────────────────────────────

    /// @notice Takes a root that two thirds of the set's stake signed. Anyone sends it. Epochs of a subject only rise, and lie within the last 24 h.
    function attest(bytes32 subject, uint64 epoch, bytes32 root, QuorumProof calldata proof) external;

    /// @notice Writes tiers and reliabilities of the latest root about "nodes" into the registry. Anyone. With fewer than 4 signers tiers above 1 revert
    /// and reliability stays what it was.
    function applyNodes(NodeStatement[] calldata statements, bytes32[][] calldata proofs) external;

    /// @notice Remembers when a node was unreachable. Anyone. Needs 4 signers: compensation follows from it.
    function applyOutage(bytes32 subject, OutageStatement calldata statement, bytes32[] calldata proof) external;

    /// @notice Credits a lease up to the stated total. Anyone.
    function applyCredit(
        bytes32 subject,
        CreditStatement calldata statement,
        LeaseTerms calldata terms,
        bytes32[] calldata proof
    ) external;

    /// @notice Ends a lease whose node was silent for 120 s or more. Anyone, in the root's hour or the one after. With 4 signers the silence is recorded first, so that compensation follows.
    function applyLoss(
        bytes32 subject,
        LossStatement calldata statement,
        LeaseTerms calldata terms,
        bytes32[] calldata proof
    ) external;

    /// @notice Queues the slash of a fraud in the vault: 72 h, at most half of the bond, stoppable by a dispute. Anyone. Needs 4 signers.
    function applyFraud(bytes32 subject, FraudStatement calldata statement, bytes32[] calldata proof) external;

    /// @notice Slashes half of a validator's bond who signed two roots for one subject, epoch and set. Anyone, once for a subject and epoch.
    function punishEquivocation(
        bytes32 setHash,
        bytes32 subject,
        uint64 epoch,
        SignedRoot calldata first,
        SignedRoot calldata second
    ) external returns (uint256 slashed);

    /// @notice Slashes a tenth of a validator's bond who signed an epoch of emission of which `emission` has seen a leaf proven wrong; half of it is the
    /// challenger's. Anyone, once for a validator and root, with what it signed under "emission". `emission` must be trusted with bonds by the Directory.
    function punishWrongRoot(address emission, bytes32 setHash, uint64 epoch, SignedRoot calldata signed)
        external
        returns (uint256 slashed);

    // ── Journal ─────────────────────────────────────────────────────────────

    /// @notice Anchors the journal's root of an hour. The Directory's engines only; epochs only rise and never lie ahead.
    function anchor(uint64 epoch, bytes32 root) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @notice True when 4 validators or more stated that the node was unreachable in the minute of `time`.
    function unreachableAt(bytes32 node, uint256 time) external view returns (bool);

    /// @notice Whose signatures count about "emission" in an hour, of the current set's members: bit i is member i. Of more than 16, the 16 that the hour's
    /// seed draws by stake; all where the set was formed after the hour's commitments closed, or the hour has no seed.
    function committeeOf(uint64 epoch, bytes32[] calldata members) external view returns (uint256);
    function anchorOf(uint64 epoch) external view returns (bytes32);
    function lastAnchoredEpoch() external view returns (uint64);
    function attestedOf(bytes32 subject) external view returns (Attested memory);
    function nodeSigners() external view returns (Signers memory);
    function currentSet() external view returns (ValidatorSet memory);
    /// @notice An account's stake in the current set, or what is still bonded of it. 0 for an account outside the set. PToken base units.
    function weightOf(address account) external view returns (uint256);
    /// @notice True while a set exists that may sign.
    function hasSet() external view returns (bool);
    function candidates() external view returns (address[] memory);
    function isAdmitted(address account) external view returns (bool);
    function joiningOpen() external view returns (bool);
    function minStake() external view returns (uint96);
    function maxValidators() external view returns (uint8);
    /// @notice What a validator signs about a root: EIP-712 of setHash, subject, epoch and root, for this chain and contract.
    function hashAttestation(bytes32 setHash, bytes32 subject, uint64 epoch, bytes32 root)
        external
        view
        returns (bytes32);
}
