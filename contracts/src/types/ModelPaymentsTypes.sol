// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A commercial model that is paid in G.
struct PaidModel {
    address owner; // the account that may change price and payee
    address payee;
    uint128 pricePerUnit; // PToken base units; 0: not for sale
}
