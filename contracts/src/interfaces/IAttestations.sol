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
/// @notice Members with more than two thirds of the stake of all who are drawn sign a Merkle root about a subject and an hour; leaves are then applied one
/// by one, by anyone. A root that 4 validators signed has full power. One of fewer may only stop billing, credit unpaid seconds and set tier ≤ 1. Holds no funds.
/// An epoch is an hour since 1970; of a subject whose period the owner made shorter, it is such a period.
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
    event WrongRootPunished(
        address indexed account, bytes32 indexed root, uint64 indexed epoch, bytes32 subject, address challenger, uint256 slashed
    );
    event PeriodSet(bytes32 indexed subject, uint256 periodSeconds);
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
    error Attestations_RefuterUntrusted(address refuter);
    error Attestations_RootNotRefuted(bytes32 root);
    error Attestations_WrongRootPunished(address account, bytes32 root);
    error Attestations_CallerNotEngine(address caller);
    error Attestations_AlreadyAnchored(uint64 epoch);
    error Attestations_PeriodOutOfRange(uint256 periodSeconds, uint256 least, uint256 most);
    error Attestations_PeriodFixed(bytes32 subject);
    error Attestations_LimitsOutOfRange(uint256 minStake, uint256 maxValidators);

    // ── The set ─────────────────────────────────────────────────────────────

    /// @notice Stands for the validator set with the caller's "Validator" bond. Engines cannot; until joining is open, only those admitted.
    /// @param replaced When the list is full: a candidate with a smaller bond, who leaves it; else ignored.
    function join(address replaced) external;

    /// @notice Stands no longer. Counts from the next set on; the bond stays in the vault and slashable there.
    function resign() external;

    /// @notice Makes the candidates with enough bond the set, by their stake now in whole hundredths of the least stake. Anyone, once in an hour and while the
    /// beacon takes commitments of that hour; at any time while no set may sign.
    function formSet() external returns (bytes32 setHash);

    /// @notice Lets an account stand, or no longer, while joining is not open: a stake alone does not make a few validators independent. Owner only.
    function admit(address account, bool admitted) external;

    /// @notice Opens joining to every stake, for good. Owner only.
    function openJoining() external;

    /// @notice Owner only. 100 to 1,000,000 PToken; 4 to 64 validators.
    function setValidatorLimits(uint96 newMinStake, uint8 newMaxValidators) external;

    // ── Roots ───────────────────────────────────────────────────────────────

    /// @notice Takes a root that more than two thirds of the drawn stake signed. Anyone sends it. Epochs of a subject only rise, and lie within the last 24 h.
    /// Signatures for the set before the current one are taken for 10 minutes after the change; of members that were slashed since or are no longer admitted
    /// none counts, and their stake stays in the whole.
    function attest(bytes32 subject, uint64 epoch, bytes32 root, QuorumProof calldata proof) external;

    /// @notice Lets a subject have a root each `periodSeconds` instead of each hour: a part of an hour that divides it, of a minute or more. Its epochs are such
    /// periods since 1970. Owner only, before the subject's first root; never for "nodes" and "emission".
    function setPeriod(bytes32 subject, uint16 periodSeconds) external;

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

    /// @notice Slashes half of the bond of a validator that signed two roots for one subject and epoch, for one set or for two. Anyone, once for a subject
    /// and epoch.
    function punishEquivocation(bytes32 subject, uint64 epoch, SignedRoot calldata first, SignedRoot calldata second)
        external
        returns (uint256 slashed);

    /// @notice Slashes a tenth of the bond of a validator that signed a root which the subject's `refuter` has seen proven wrong; half of it is the
    /// challenger's. Anyone, once for a validator and root. The Directory must trust `refuter` with bonds as its entry named as the subject; for "emission" as
    /// its entry "Emission".
    function punishWrongRoot(bytes32 subject, address refuter, uint64 epoch, SignedRoot calldata signed)
        external
        returns (uint256 slashed);

    // ── Journal ─────────────────────────────────────────────────────────────

    /// @notice Anchors the journal's root of an hour: once, in any order, 24 h late at most and never ahead. The Directory's engines only.
    function anchor(uint64 epoch, bytes32 root) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @notice True when 4 validators or more stated that the node was unreachable in the minute of `time`.
    function unreachableAt(bytes32 node, uint256 time) external view returns (bool);

    /// @notice Whose signatures count about a subject in an epoch, of the members of a set that may sign: bit i is member i. Of more than 16, the 16 that a
    /// seed draws by stake: for "emission" the seed of the epoch's hour, for all other subjects together that of the hour before. All where the set changed
    /// after the seed's commitments closed, or there is no seed.
    function committeeOf(bytes32 subject, uint64 epoch, bytes32[] calldata members) external view returns (uint256);
    /// @notice Seconds of an epoch of a subject.
    function periodOf(bytes32 subject) external view returns (uint256);
    function anchorOf(uint64 epoch) external view returns (bytes32);
    /// @notice The latest hour that is anchored.
    function lastAnchoredEpoch() external view returns (uint64);
    function attestedOf(bytes32 subject) external view returns (Attested memory);
    function nodeSigners() external view returns (Signers memory);
    function currentSet() external view returns (ValidatorSet memory);
    /// @notice The set before the current one: its signatures are taken for 10 minutes after the change.
    function previousSet() external view returns (ValidatorSet memory);
    /// @notice When a set can be formed, in Unix seconds; 0 when it can be formed now.
    function formableFrom() external view returns (uint256);
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
