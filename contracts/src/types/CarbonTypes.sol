// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The proof of green energy that a provider files.
struct CarbonProof {
    bytes32 source; // source of the energy, ASCII: "solar"
    // A hash of certificate and provider (`sealOf`). The certificate itself is shown only after the auditors are
    // selected.
    bytes32 seal;
    bytes32 meterHash; // hash of the meter data
    bytes32 site; // hash of the attested site, 0 if the nodes state it
    uint64 coverage; // share of the nodes' energy that the proof covers, 1e18 fixed point, above 0 and at most 1
    uint40 from; // unix seconds
    uint40 until; // unix seconds, exclusive
    bytes32[] nodes; // the provider's nodes, 1 to 32
}

/// @notice The state of a filing.
enum CarbonState {
    None,
    Audit, // waits for a panel or for its answers
    Accepted, // it is now a certificate; its bond stays until 14 days after the certificate's end
    Rejected,
    Returned, // no panel decided, or the certificate was taken; everything except earned pay was paid back
    Revoked, // revoked by a vote after it was accepted
    Released // the proof ended, and its bond was paid back
}

/// @notice A filed proof of green energy, with its bond and its auditors' pay.
struct CarbonRecord {
    // storage slot 0: 160 + 40 + 40 + 8 + 8 = 256 bits
    address provider;
    uint40 from; // unix seconds
    uint40 until;
    CarbonState state;
    uint8 panels; // number of requested panels
    // storage slot 1: 96 + 64 + 40 + 40 + 8 + 8 = 256 bits
    uint96 bond; // base units of G, while this contract holds it
    uint64 coverage;
    uint40 acceptedAt; // unix seconds; 0 before the acceptance
    uint40 revokedAt; // 0 unless it was revoked
    uint8 accepts; // accepting answers of the current panel
    uint8 rejects;
    // storage slot 2: 96 + 96 + 40 + 8 = 240 bits
    uint96 pot; // base units of G for auditors, while this contract holds it
    uint96 auditorFee; // pay for each answer
    uint40 lapsesAt; // unix seconds from which a panel that was not selected is cancelled
    uint8 auditors; // size of each panel
    // storage slots 3 to 7
    uint256 panelId; // the id of the latest panel
    bytes32 seal; // hash of the certificate's hash and the provider
    bytes32 certificateHash; // 0 before it is shown
    bytes32 nodesHash; // keccak256 of the nodes, packed
    bytes32 source;
}

/// @notice Limits that a vote can set. Amounts are in base units of G.
struct CarbonLimits {
    uint96 bond; // 100 to 1,000,000 G
    uint96 auditorFee; // pay for each answer, at most 1,000 G
    uint16 slashBps; // share of the bond of a rejected or revoked proof, 1,000 to 10,000
    uint24 auditSeconds; // time to answer, 1 to 14 days
    uint8 auditors; // size of a panel: 3, 5, 7 or 9
}
