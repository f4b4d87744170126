// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev A Groth16 proof about the rows of a settlement. `rowsHash` is the Poseidon hash that the circuit calculated from
/// its domain, its service and its rows. A point of G2 has the imaginary part of each coordinate first, as the
/// precompiled contracts expect it.
struct RowsProof {
    uint256 rowsHash;
    uint256[2] a;
    uint256[4] b;
    uint256[2] c;
}

/// @dev The verifying key of a circuit with three public inputs. `inputs` has four points of G1: a constant one, then
/// one for each input.
struct VerifyingKey {
    uint256[2] alpha;
    uint256[4] beta;
    uint256[4] gamma;
    uint256[4] delta;
    uint256[8] inputs;
}
