// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVoucherVerifier} from "./interfaces/IVoucherVerifier.sol";
import {ProvenRowsLib} from "./libraries/ProvenRowsLib.sol";
import {RowsProof, VerifyingKey} from "./types/VoucherVerifierTypes.sol";

/// @title Verifies Groth16 proofs about vouchers, for one verifying key
/// @notice A proof is valid if e(A, B) = e(alpha, beta) · e(X, gamma) · e(C, delta), where X is the sum of the key's
/// points of the inputs, each times its input. Holds nothing and has no owner.
contract VoucherVerifier is IVoucherVerifier {
    /// @dev The order of the field over which the curve is defined.
    uint256 private constant PRIME = 21888242871839275222246405745257275088696311157297823662689037894645226208583;
    uint256 private constant EC_ADD = 6;
    uint256 private constant EC_MUL = 7;
    uint256 private constant EC_PAIRING = 8;

    uint256 private immutable ALPHA_X;
    uint256 private immutable ALPHA_Y;
    uint256 private immutable BETA_XI;
    uint256 private immutable BETA_XR;
    uint256 private immutable BETA_YI;
    uint256 private immutable BETA_YR;
    uint256 private immutable GAMMA_XI;
    uint256 private immutable GAMMA_XR;
    uint256 private immutable GAMMA_YI;
    uint256 private immutable GAMMA_YR;
    uint256 private immutable DELTA_XI;
    uint256 private immutable DELTA_XR;
    uint256 private immutable DELTA_YI;
    uint256 private immutable DELTA_YR;
    uint256 private immutable FIRST_X;
    uint256 private immutable FIRST_Y;
    uint256 private immutable HASH_X;
    uint256 private immutable HASH_Y;
    uint256 private immutable VALUE_X;
    uint256 private immutable VALUE_Y;
    uint256 private immutable DOMAIN_X;
    uint256 private immutable DOMAIN_Y;
    uint256 private immutable SERVICE_X;
    uint256 private immutable SERVICE_Y;
    uint256 private immutable POINT_X;
    uint256 private immutable POINT_Y;
    /// @inheritdoc IVoucherVerifier
    bytes32 public immutable override keyHash;

    constructor(VerifyingKey memory key) {
        (ALPHA_X, ALPHA_Y) = (key.alpha[0], key.alpha[1]);
        (BETA_XI, BETA_XR, BETA_YI, BETA_YR) = (key.beta[0], key.beta[1], key.beta[2], key.beta[3]);
        (GAMMA_XI, GAMMA_XR, GAMMA_YI, GAMMA_YR) = (key.gamma[0], key.gamma[1], key.gamma[2], key.gamma[3]);
        (DELTA_XI, DELTA_XR, DELTA_YI, DELTA_YR) = (key.delta[0], key.delta[1], key.delta[2], key.delta[3]);
        (FIRST_X, FIRST_Y) = (key.inputs[0], key.inputs[1]);
        (HASH_X, HASH_Y) = (key.inputs[2], key.inputs[3]);
        (VALUE_X, VALUE_Y) = (key.inputs[4], key.inputs[5]);
        (DOMAIN_X, DOMAIN_Y) = (key.inputs[6], key.inputs[7]);
        (SERVICE_X, SERVICE_Y) = (key.inputs[8], key.inputs[9]);
        (POINT_X, POINT_Y) = (key.inputs[10], key.inputs[11]);
        keyHash = keccak256(abi.encode(key));
    }

    /// @inheritdoc IVoucherVerifier
    function verify(uint256 domain, uint256 service, uint256 point, uint256 value, RowsProof calldata proof)
        external
        view
        override
        returns (bool)
    {
        uint256[2] memory sum = [FIRST_X, FIRST_Y];
        _addTimes(sum, [HASH_X, HASH_Y, _checked(0, proof.rowsHash)]);
        _addTimes(sum, [VALUE_X, VALUE_Y, _checked(1, value)]);
        _addTimes(sum, [DOMAIN_X, DOMAIN_Y, _checked(2, domain)]);
        _addTimes(sum, [SERVICE_X, SERVICE_Y, _checked(3, service)]);
        _addTimes(sum, [POINT_X, POINT_Y, _checked(4, point)]);
        return _isOne(
            [
                [proof.a[0], _negated(proof.a[1]), proof.b[0], proof.b[1], proof.b[2], proof.b[3]],
                [ALPHA_X, ALPHA_Y, BETA_XI, BETA_XR, BETA_YI, BETA_YR],
                [sum[0], sum[1], GAMMA_XI, GAMMA_XR, GAMMA_YI, GAMMA_YR],
                [proof.c[0], proof.c[1], DELTA_XI, DELTA_XR, DELTA_YI, DELTA_YR]
            ]
        );
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Reverts for a number that is not below the order of the scalar field. The curve takes such a number for
    /// its rest, so one proof would be valid for several inputs.
    function _checked(uint256 index, uint256 value) private pure returns (uint256) {
        if (value >= ProvenRowsLib.FIELD) revert VoucherVerifier_InputInvalid(index, value);
        return value;
    }

    /// @dev Returns the y coordinate of a point's negative.
    function _negated(uint256 y) private pure returns (uint256) {
        if (y >= PRIME) revert VoucherVerifier_PointInvalid(y);
        return y == 0 ? 0 : PRIME - y;
    }

    /// @dev Adds a point (two coordinates) times a number to `sum`.
    function _addTimes(uint256[2] memory sum, uint256[3] memory pointAndFactor) private view {
        uint256[4] memory terms = [sum[0], sum[1], 0, 0];
        bool isDone;
        assembly ("memory-safe") {
            isDone := staticcall(gas(), EC_MUL, pointAndFactor, 0x60, add(terms, 0x40), 0x40)
        }
        if (!isDone) revert VoucherVerifier_CurveFailed(EC_MUL);
        assembly ("memory-safe") {
            isDone := staticcall(gas(), EC_ADD, terms, 0x80, sum, 0x40)
        }
        if (!isDone) revert VoucherVerifier_CurveFailed(EC_ADD);
    }

    /// @dev Returns true if the product of four pairings is 1. The precompiled contract also fails for points that are
    /// not on their curve.
    function _isOne(uint256[6][4] memory pairs) private view returns (bool isOne) {
        bool isDone;
        assembly ("memory-safe") {
            // An array of arrays in memory holds pointers, so the pairs are copied into one row of 24 words.
            let input := mload(0x40)
            for { let i := 0 } lt(i, 4) { i := add(i, 1) } {
                mcopy(add(input, mul(i, 0xc0)), mload(add(pairs, mul(i, 0x20))), 0xc0)
            }
            isDone := staticcall(gas(), EC_PAIRING, input, 0x300, 0x00, 0x20)
            isOne := mload(0x00)
        }
        if (!isDone) revert VoucherVerifier_CurveFailed(EC_PAIRING);
    }
}
