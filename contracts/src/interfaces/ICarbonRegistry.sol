// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CarbonLimits, CarbonProof, CarbonRecord} from "../types/CarbonTypes.sol";

/// @title Proofs of green energy, audited by randomly selected auditors
/// @notice A provider files a proof for some of its nodes, with a bond in G and the auditors' pay. A panel answers, and
/// more than half of it decides. An accepted filing is a certificate: the share of energy that factor E of emission
/// counts for these nodes until it ends. The bond stays two weeks longer, so that a vote can still revoke the
/// certificate and take a part of it. A rejected or revoked filing loses a part of its bond to the treasury. If three
/// panels do not decide, everything except the auditors' earned pay goes back. Amounts in base units of G.
/// @dev This contract holds exactly the bonds and the pay of filings that are not over.
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
    /// @notice The panel did not decide, so another one was requested.
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

    /// @notice Files a proof for nodes of the caller, with its bond and the pay of up to three panels. The filing has
    /// only the certificate's seal, so that nobody can copy it and file first. Several filings may wait with one
    /// certificate: only one is ever accepted, and the others are paid back.
    function file(CarbonProof calldata proof) external returns (uint256 id);

    /// @notice Shows the certificate of a filing whose first auditors are selected. Anyone who knows it; without it, no
    /// auditor can accept.
    /// @param certificateHash Hash of the certificate. Its seal for the provider must be the filed one.
    function show(uint256 id, bytes32 certificateHash) external;

    // ── The auditors' ───────────────────────────────────────────────────────

    /// @notice Answers for the caller, a member of the filing's panel, once and in time. Pays the caller for any
    /// answer.
    function audit(uint256 id, bool accepts, string calldata reason) external;

    // ── Anyone's ────────────────────────────────────────────────────────────

    /// @notice Decides by a finished panel. Auditors that did not answer are fined.
    function settle(uint256 id) external;

    /// @notice Pays everything back if no panel was selected within 14 days.
    function lapse(uint256 id) external;

    /// @notice Pays back the bond of a certificate, 14 days after its end.
    function release(uint256 id) external;

    // ── The owner's ─────────────────────────────────────────────────────────

    /// @notice Revokes a certificate from now on; possible until 14 days after its end. Takes a part of its bond.
    function revoke(uint256 id, string calldata reason) external;

    /// @notice Owner only, within bounds. Existing filings keep their bond, pay and panel size.
    function setLimits(CarbonLimits calldata limits) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @notice Share of the node's energy that the filing proves at a time, 1e18 fixed point. 0 before its acceptance,
    /// outside its period, after its revocation, and for other nodes.
    /// @param nodes All nodes of the filing, as in its proof.
    function provenEnergyOf(uint256 id, bytes32[] calldata nodes, bytes32 node, uint256 time)
        external
        view
        returns (uint256 share);

    function recordOf(uint256 id) external view returns (CarbonRecord memory);
    /// @notice The accepted and not revoked filing with a certificate hash; 0 without one.
    function filingOf(bytes32 certificateHash) external view returns (uint256 id);
    /// @notice The filed seal of a certificate: the hash of its hash and of the provider.
    function sealOf(bytes32 certificateHash, address provider) external pure returns (bytes32);
    function filingCount() external view returns (uint256);
    function limits() external view returns (CarbonLimits memory);
}
