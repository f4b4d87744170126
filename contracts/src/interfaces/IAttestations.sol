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

/// @title Attested statements of validators, and the anchored roots of the journal
/// @notice Validators with more than two thirds of the selected stake sign a Merkle root about a subject and an epoch.
/// Anyone then applies its leaves one by one. A root that at least 4 validators signed has full power. A root with
/// fewer signers may only stop billing, credit unpaid seconds and set tier ≤ 1. If 4 validators or more can sign, it
/// ends and credits leases only after 2 minutes, and until then anyone can submit the same root with full power. Holds no funds. An epoch is an hour
/// since 1970, or a shorter period if the owner set one for the subject.
/// @dev A leaf is keccak256(bytes.concat(keccak256(abi.encode(kind, statement)))). It is hashed twice, so that no inner
/// node is a valid leaf.
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
    error Attestations_WaitsForFullPower(uint256 from, uint256 time);
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

    /// @notice Makes the caller a candidate of the validator set with its "Validator" bond. Engines cannot be
    /// candidates. Until joining is open, only admitted accounts can be candidates.
    /// @param replaced If the list is full, a candidate with a smaller bond, which is then removed from the list.
    /// Otherwise ignored.
    function join(address replaced) external;

    /// @notice Removes the caller from the candidates, from the next set on. The bond stays in the vault and can still
    /// be slashed there.
    function resign() external;

    /// @notice Forms the set from the candidates with enough bond, by their current stake in whole hundredths of the
    /// minimum stake. Anyone may call it: once per hour, while the beacon accepts commitments of that hour. If no set
    /// may sign, anyone may call it at any time.
    function formSet() external returns (bytes32 setHash);

    /// @notice Admits an account as a candidate, or withdraws the admission. Only the owner may call it, and only while
    /// joining is not open. Until joining is open, candidates need an admission, because the stakes of a few validators
    /// do not prove that they are independent.
    function admit(address account, bool admitted) external;

    /// @notice Opens joining permanently for every account with enough stake. Only the owner may call it.
    function openJoining() external;

    /// @notice Sets the minimum stake (100 to 1,000,000 PToken) and the maximum number of validators (4 to 64). Only
    /// the owner may call it.
    function setValidatorLimits(uint96 newMinStake, uint8 newMaxValidators) external;

    // ── Roots ───────────────────────────────────────────────────────────────

    /// @notice Stores a root that more than two thirds of the selected stake signed. Anyone may call it. Each epoch of
    /// a subject must be later than the previous one, and within the last 24 h. Only a root without full power can come
    /// again for the same epoch, with full power. Signatures for the previous set are
    /// accepted for 70 minutes after the change, for epochs for which the present set was formed too late to be drawn.
    /// The signature of a member does not count if the member was slashed since its set was formed, is no longer
    /// admitted, is an engine now, or has less bond than its stake; its stake stays in the total.
    function attest(bytes32 subject, uint64 epoch, bytes32 root, QuorumProof calldata proof) external;

    /// @notice Gives a subject a root every `periodSeconds` instead of every hour. The period must divide an hour and
    /// be at least a minute. Epoch n of the subject is then the n-th such period since 1970. Only the owner may call
    /// it, before the subject's first root, and never for "nodes" and "emission".
    function setPeriod(bytes32 subject, uint16 periodSeconds) external;

    /// @notice Writes tiers and reliabilities from the latest root about "nodes" into the registry. Anyone may call it.
    /// If fewer than 4 validators signed the root, a tier above 1 reverts, and the reliability does not change.
    function applyNodes(NodeStatement[] calldata statements, bytes32[][] calldata proofs) external;

    /// @notice Records the time in which a node was unreachable. Anyone may call it. At least 4 validators must have
    /// signed, because the record allows compensation.
    function applyOutage(bytes32 subject, OutageStatement calldata statement, bytes32[] calldata proof) external;

    /// @notice Raises the credited seconds of a lease to the total in the statement. Anyone may call it, for a root
    /// without full power from its `appliesFrom` on.
    function applyCredit(
        bytes32 subject,
        CreditStatement calldata statement,
        LeaseTerms calldata terms,
        bytes32[] calldata proof
    ) external;

    /// @notice Ends a lease whose node was silent for at least 120 s. Anyone may call it, in the hour of the root or in
    /// the next one, for a root without full power from its `appliesFrom` on. If at least 4 validators signed, first records the first 120 s of the silence as an outage, so
    /// that the renter gets compensation.
    function applyLoss(
        bytes32 subject,
        LossStatement calldata statement,
        LeaseTerms calldata terms,
        bytes32[] calldata proof
    ) external;

    /// @notice Queues a slash for a fraud in the vault. It is due after 72 h, takes at most half of the bond, and a
    /// dispute can stop it. Anyone may call it. At least 4 validators must have signed.
    function applyFraud(bytes32 subject, FraudStatement calldata statement, bytes32[] calldata proof) external;

    /// @notice Slashes half of the bond of a validator that signed two different roots for one subject and epoch,
    /// whether for the same validator set or for two sets. Anyone may call it, once for each validator, subject and
    /// epoch.
    function punishEquivocation(bytes32 subject, uint64 epoch, SignedRoot calldata first, SignedRoot calldata second)
        external
        returns (uint256 slashed);

    /// @notice Slashes a tenth of the bond of a validator that signed a root, if the contract `refuter` has a proof
    /// that the root is wrong; the challenger gets half of the slashed amount. Anyone may call it, once for each
    /// validator, subject and root. `refuter` must be the Directory's entry with the name of the subject (for
    /// "emission" the entry "Emission"), or have been it until less than 29 days ago, and must be trusted with bonds.
    function punishWrongRoot(bytes32 subject, address refuter, uint64 epoch, SignedRoot calldata signed)
        external
        returns (uint256 slashed);

    // ── Journal ─────────────────────────────────────────────────────────────

    /// @notice Anchors the journal's root of an hour. Only the Directory's engines may call it, once for each hour, in
    /// any order, from the hour itself until 24 h after it.
    function anchor(uint64 epoch, bytes32 root) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @notice Returns true if at least 4 validators stated that the node was unreachable in the minute of `time`.
    function unreachableAt(bytes32 node, uint256 time) external view returns (bool);

    /// @notice Returns the members of a signing set whose signatures count about a subject in an epoch: bit i is member
    /// i. If there are more than 16 members, a seed selects 16 of them by stake: for "emission" the seed of the epoch's
    /// hour, for all other subjects the seed of the previous hour. All members count if there is no seed, or if the set
    /// changed after the seed's commitments closed.
    function committeeOf(bytes32 subject, uint64 epoch, bytes32[] calldata members) external view returns (uint256);
    /// @notice Length of a subject's epoch in seconds.
    function periodOf(bytes32 subject) external view returns (uint256);
    function anchorOf(uint64 epoch) external view returns (bytes32);
    /// @notice The latest anchored hour.
    function lastAnchoredEpoch() external view returns (uint64);
    function attestedOf(bytes32 subject) external view returns (Attested memory);
    function nodeSigners() external view returns (Signers memory);
    function currentSet() external view returns (ValidatorSet memory);
    /// @notice The previous set. Its signatures are accepted for 70 minutes after the change, for the epochs described at
    /// `attest`.
    function previousSet() external view returns (ValidatorSet memory);
    /// @notice The members of the current or previous set with signatures that count now. Bit i is member i.
    function countedMembers(bytes32[] calldata members) external view returns (uint256);
    /// @notice The Unix second from which a set can be formed; 0 if it can be formed now.
    function formableFrom() external view returns (uint256);
    /// @notice An account's stake in the current set, in PToken base units. If its bond is smaller by now, returns the
    /// bond. Returns 0 for an account outside the set.
    function weightOf(address account) external view returns (uint256);
    /// @notice Returns true if there is a set that may sign now.
    function hasSet() external view returns (bool);
    function candidates() external view returns (address[] memory);
    function isAdmitted(address account) external view returns (bool);
    function joiningOpen() external view returns (bool);
    function minStake() external view returns (uint96);
    function maxValidators() external view returns (uint8);
    /// @notice The hash that a validator signs for a root: EIP-712 of setHash, subject, epoch and root, for this chain
    /// and contract.
    function hashAttestation(bytes32 setHash, bytes32 subject, uint64 epoch, bytes32 root)
        external
        view
        returns (bytes32);
}
