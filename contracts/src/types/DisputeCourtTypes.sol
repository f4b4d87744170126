// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The statement about a closed lease that validators attest as a Merkle leaf. Amounts in base units of PToken.
struct ClosedStatement {
    address market;
    uint256 leaseId;
    address holder; // the account that held the lease when it closed
    address provider;
    uint40 closedAt; // unix seconds
    uint96 weekPay; // seven days of the lease's pay: price × GPUs × 604,800
}

/// @notice The record that a dispute is about: a lease, or the queued slash of a bond.
struct Dispute {
    // storage slot 0: 96 + 40 + 8 = 144 bits, never 0
    uint96 claim; // base units of PToken that the opener claims; for a slash, its amount
    uint40 slashAt; // unix seconds from which the disputed slash can be executed; 0 if the dispute is about a lease
    bool froze; // true while the dispute keeps a bond frozen that was being withdrawn when it was opened
    // storage slot 1
    bytes32 purpose; // purpose of the bond with the slash; 0 if the dispute is about a lease
}
