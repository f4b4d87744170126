// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What an account's past weighs: one leaf of the attested tree. PToken base units, each lease or commitment halved every 90 days since its end.
struct ReputationStatement {
    address account;
    uint128 fulfilled;
    uint128 failed;
}
