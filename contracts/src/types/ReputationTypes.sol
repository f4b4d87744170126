// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The record of an account, which is one leaf of the attested tree. Values are in PToken base units; the value
/// of each lease or commitment halves every 90 days after its end.
struct ReputationStatement {
    address account;
    uint128 fulfilled;
    uint128 failed;
}
