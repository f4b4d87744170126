// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CarbonLimits, CarbonProof, CarbonRecord} from "../types/CarbonTypes.sol";

/// @title Proofs of green energy, audited by randomly selected auditors
/// @notice A provider files a proof for some of its nodes, with a bond in G and the auditors' pay. A panel of auditors
/// answers, and more than half of the panel decides. An accepted filing is a certificate: until the certificate ends,
/// factor E of emission counts the share of green energy that it proves for these nodes. The bond stays two weeks
/// longer, so that a vote can still revoke the certificate and take a part of the bond. A rejected or revoked filing
/// loses a part of its bond to the treasury. If no panel decides, or another filing has the certificate already, the
/// provider gets everything back except the pay that auditors earned. Amounts are in base units of G.
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
    /// @notice The panel did not decide, so another panel was requested.
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

    // ── For the provider ────────────────────────────────────────────────────

    /// @notice Files a proof for nodes of the caller, with its bond and the pay of up to three panels. The filing
    /// contains only the certificate's seal (a hash with the provider), so that nobody can copy the certificate and
    /// file it first. Several filings with the same certificate may wait. At most one of them is accepted, as long as
    /// it is not revoked; the others are paid back.
    function file(CarbonProof calldata proof) external returns (uint256 id);

    /// @notice Shows the certificate of a filing whose first auditors are selected. Anyone who knows the certificate
    /// may call it. Until it is shown, no auditor can accept the filing.
    /// @param certificateHash The hash of the certificate. Its seal for the provider must equal the filed seal.
    function show(uint256 id, bytes32 certificateHash) external;

    // ── For the auditors ────────────────────────────────────────────────────

    /// @notice Stores the caller's answer about a filing and pays the caller for it, whether or not it accepts. Each
    /// member of the filing's panel may call it once, before the deadline.
    function audit(uint256 id, bool accepts, string calldata reason) external;

    // ── For anyone ──────────────────────────────────────────────────────────

    /// @notice Decides a filing by the answers of its panel, which must be over. If the panel did not decide, requests
    /// another one, at most three in all. Fines auditors that did not answer.
    function settle(uint256 id) external;

    /// @notice Ends a filing if its requested panel is not selected after 14 days. Pays everything back except the pay
    /// that auditors of earlier panels earned.
    function lapse(uint256 id) external;

    /// @notice Pays back the bond of an accepted filing (a certificate), 14 days after the certificate's end.
    function release(uint256 id) external;

    // ── For the owner ───────────────────────────────────────────────────────

    /// @notice Revokes a certificate from now on and takes a part of its bond. Only the owner may call it, until 14
    /// days after the certificate's end.
    function revoke(uint256 id, string calldata reason) external;

    /// @notice Sets the limits, within fixed bounds. Only the owner may call it. Existing filings keep their bond, pay
    /// and panel size.
    function setLimits(CarbonLimits calldata limits) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @notice The share of the node's energy that the filing proves as green at `time`, in 1e18 fixed point. It is 0
    /// before the filing was accepted, outside its period, after it was revoked, and for other nodes.
    /// @param nodes All nodes of the filing, as in its proof.
    function provenEnergyOf(uint256 id, bytes32[] calldata nodes, bytes32 node, uint256 time)
        external
        view
        returns (uint256 share);

    function recordOf(uint256 id) external view returns (CarbonRecord memory);
    /// @notice The filing with this certificate hash that was accepted and not revoked; 0 if there is none.
    function filingOf(bytes32 certificateHash) external view returns (uint256 id);
    /// @notice The seal of a certificate, as it is filed: a hash over the certificate's hash and the provider.
    function sealOf(bytes32 certificateHash, address provider) external pure returns (bytes32);
    function filingCount() external view returns (uint256);
    function limits() external view returns (CarbonLimits memory);
}
