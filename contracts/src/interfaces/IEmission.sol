// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEmissionChallenges} from "./IEmissionChallenges.sol";
import {IEmissionPaying} from "./IEmissionPaying.sol";

/// @title What serving earns, paid out
/// @notice An epoch is what a quorum with full power signed about "emission": terms and two Merkle roots. Publishing mints its total out of
/// PToken's surplus to this contract, so that no later claim lacks money. While it can be challenged anybody proves a leaf's arithmetic wrong, or demands
/// to be shown what a leaf follows from; then each provider's cumulative leaf pays what it has not been paid. Amounts in PToken base units.
/// @dev What inputs are true rests on the quorum, and so does that the leaves grow by `total` together: claims stop at the sum of totals.
interface IEmission is IEmissionPaying, IEmissionChallenges {}
