// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice An act of which a service can be accused.
enum Act {
    ClaimAboveReceipt, // it settled a claim above the newest receipt that the payer has; `number` is the claim
    TwoReceipts // it signed two receipts with one number for two different answers; `number` is that number
}

/// @notice The state of a finding.
enum FindingState {
    None,
    Open, // waits for a panel or for its answers
    Guilty, // most members said so, and the act is punished, by this finding or by an earlier one
    Innocent,
    Undecided // no panel in time, no answer of more than half of it, or guilty but the contract is no longer trusted
}

/// @notice A finding against a service. The hashes of its evidence are in its event.
struct Finding {
    // slot 0: 160 + 40 + 8 + 8 + 8 + 32 = 256 bits, all that changes
    address accuser;
    uint40 lapsesAt; // unix seconds from which a finding without a selected panel ends
    FindingState state;
    uint8 guilty; // answers of the panel
    uint8 innocent;
    uint32 panelId;
    // slot 1: 160 + 96 bits
    address victim; // the payer of the channel
    uint96 loss; // base units of PToken that the act cost the victim, as the accuser says and the panel judges
    // slot 2: 160 + 8 bits
    bytes20 service;
    Act act;
    // slot 3
    bytes32 actHash; // `actHashOf`; the ledger punishes each act once
}
