// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The weight of an account's record: one leaf of the attested tree. PToken base units; each lease or
/// commitment halves every 90 days since its end.
struct ReputationStatement {
    address account;
    uint128 fulfilled;
    uint128 failed;
}
