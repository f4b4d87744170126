// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEmissionChallenges} from "./IEmissionChallenges.sol";
import {IEmissionPaying} from "./IEmissionPaying.sol";

/// @title Emission: pays providers for serving
/// @notice An epoch is a statement about "emission" that a quorum with full power signed: terms and two Merkle roots.
/// When an epoch is published, its total is minted from PToken's surplus to this contract, so that there is money for
/// every later claim. While the epoch can be challenged, anybody may prove that the arithmetic of a leaf is wrong, or
/// demand to see a leaf's inputs. Afterwards, each provider can claim the amount in its cumulative leaf, less its
/// earlier payments. Amounts are in PToken base units.
/// @dev The contract trusts the quorum in two points: that the inputs are true, and that the sum of all leaves grows by
/// `total`. All claims together can never exceed the sum of the totals.
interface IEmission is IEmissionPaying, IEmissionChallenges {}
