// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEmissionChallenges} from "./IEmissionChallenges.sol";
import {IEmissionPaying} from "./IEmissionPaying.sol";

/// @title What serving earns, paid out
/// @notice Pays out emission. An epoch is a statement about "emission" that a quorum with full power signed: terms and
/// two Merkle roots. Publishing it mints its total from PToken's surplus to this contract, so that no later claim lacks
/// money. While it can be challenged, anybody may prove a leaf's arithmetic wrong, or demand to see the inputs of a
/// leaf. Afterwards each provider's cumulative leaf pays the part that is not paid yet. Amounts in PToken base units.
/// @dev The quorum vouches for true inputs, and for leaves that together grow by `total`: claims stop at the sum of
/// totals.
interface IEmission is IEmissionPaying, IEmissionChallenges {}
