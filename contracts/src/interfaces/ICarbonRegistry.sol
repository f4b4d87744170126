// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CarbonLimits, CarbonProof, CarbonRecord} from "../types/CarbonTypes.sol";

/// @title Proofs of green energy, audited by those whom a draw names
/// @notice A provider files a proof for some of its nodes with a bond in G and the pay of the auditors. A panel answers; more than half of it decides.
/// Accepted, it is a certificate: the share of energy that factor E of emission counts for these nodes, until it ends. The bond stays for two weeks more,
/// so that a vote can revoke the certificate at a price. Rejected or revoked, a part of the bond is the treasury's. Undecided by three panels, all that
/// was not paid to auditors goes back. Amounts in base units of G.
/// @dev What is held here is the bonds and the pay of filings that are not over, to the unit.
interface ICarbonRegistry {
    event CarbonFiled(
        uint256 indexed id,
        address indexed provider,
        bytes32 indexed seal,
        CarbonProof proof,
        uint256 panelId,
        uint256 bond,
        uint256 pot
    );
    event CarbonShown(uint256 indexed id, bytes32 indexed certificateHash);
    event CarbonAudited(
        uint256 indexed id, address indexed auditor, uint256 indexed panelId, bool accepts, string reason, uint256 fee
    );
    event CarbonAccepted(uint256 indexed id, address indexed provider, uint40 acceptedAt, uint40 until, uint64 coverage);
    event CarbonRejected(uint256 indexed id, address indexed provider, uint256 slashed, uint256 paidBack);
    /// @notice The panel did not decide: another one is asked.
    event CarbonPanelRepeated(uint256 indexed id, uint256 indexed panelId, uint40 lapsesAt);
    event CarbonReturned(uint256 indexed id, address indexed provider, uint256 paidBack);
    event CarbonRevoked(
        uint256 indexed id, address indexed provider, uint40 revokedAt, uint256 slashed, uint256 paidBack, string reason
    );
    event CarbonReleased(uint256 indexed id, address indexed provider, uint256 paidBack);
    event CarbonLimitsSet(CarbonLimits limits);

    error CarbonRegistry_ProofInvalid();
    error CarbonRegistry_PeriodInvalid(uint256 from, uint256 until, uint256 time);
    error CarbonRegistry_NodesOutOfRange(uint256 nodes, uint256 mostNodes);
    error CarbonRegistry_NodeNotOfProvider(bytes32 node, address provider);
    error CarbonRegistry_AuditorsNotDrawn(uint256 id);
    error CarbonRegistry_SealMismatch(uint256 id, bytes32 certificateHash);
    error CarbonRegistry_CertificateNotShown(uint256 id);
    error CarbonRegistry_StateMismatch(uint256 id, uint8 state);
    error CarbonRegistry_ReasonTooLong(uint256 length, uint256 most);
    error CarbonRegistry_AuditOpen(uint256 id);
    error CarbonRegistry_NotLapsed(uint256 id, uint256 from, uint256 time);
    error CarbonRegistry_BondHeld(uint256 until, uint256 time);
    error CarbonRegistry_RevokeOver(uint256 until, uint256 time);
    error CarbonRegistry_NoTreasury();
    error CarbonRegistry_LimitOutOfBounds(uint256 value, uint256 least, uint256 most);

    // ── The provider's ──────────────────────────────────────────────────────

    /// @notice Files a proof for nodes of the caller, with its bond and the pay of up to three panels. The certificate is filed as its seal, so that nobody
    /// can file it first. Several may wait with one certificate: only one is ever accepted, and the others are paid back.
    function file(CarbonProof calldata proof) external returns (uint256 id);

    /// @notice Shows the certificate of a filing whose first auditors are drawn. Anyone who knows it; without it no auditor can accept.
    /// @param certificateHash Hash of the certificate, whose seal with the provider was filed.
    function show(uint256 id, bytes32 certificateHash) external;

    // ── The auditors' ───────────────────────────────────────────────────────

    /// @notice Answers for the caller, a member of the filing's panel, once and in time, and pays it, whatever it answers.
    function audit(uint256 id, bool accepts, string calldata reason) external;

    // ── Anyone's ────────────────────────────────────────────────────────────

    /// @notice Decides by a panel that is over; auditors who did not answer are fined.
    function settle(uint256 id) external;

    /// @notice Pays all back when no panel was drawn in 14 days.
    function lapse(uint256 id) external;

    /// @notice Pays the bond of a certificate back, 14 days after its end.
    function release(uint256 id) external;

    // ── The owner's ─────────────────────────────────────────────────────────

    /// @notice Takes a certificate back from now on, until 14 days after its end: a part of its bond is lost.
    function revoke(uint256 id, string calldata reason) external;

    /// @notice Owner only, within bounds. What is filed keeps its bond, pay and panel size.
    function setLimits(CarbonLimits calldata limits) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @notice Share of the node's energy that the filing proves at a time, 1e18 fixed point; 0 for a time before it was accepted, out of its period or
    /// after it was revoked, and for nodes it does not name.
    /// @param nodes All nodes of the filing, as in its proof.
    function provenEnergyOf(uint256 id, bytes32[] calldata nodes, bytes32 node, uint256 time)
        external
        view
        returns (uint256 share);

    function recordOf(uint256 id) external view returns (CarbonRecord memory);
    /// @notice The filing that was accepted with a certificate hash and not revoked; 0 with none.
    function filingOf(bytes32 certificateHash) external view returns (uint256 id);
    /// @notice What is filed of a certificate: the hash of its hash and of the provider.
    function sealOf(bytes32 certificateHash, address provider) external pure returns (bytes32);
    function filingCount() external view returns (uint256);
    function limits() external view returns (CarbonLimits memory);
}
