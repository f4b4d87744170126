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
        (POINT_X, POINT_Y) = (key.inputs[6], key.inputs[7]);
        keyHash = keccak256(abi.encode(key));
    }

    /// @inheritdoc IVoucherVerifier
    function verify(uint256 point, uint256 value, RowsProof calldata proof) external view override returns (bool) {
        uint256[4] memory sum;
        (sum[0], sum[1]) = (FIRST_X, FIRST_Y);
        _addTimes(sum, HASH_X, HASH_Y, _checked(0, proof.rowsHash));
        _addTimes(sum, VALUE_X, VALUE_Y, _checked(1, value));
        _addTimes(sum, POINT_X, POINT_Y, _checked(2, point));
        uint256[24] memory pairs;
        (pairs[0], pairs[1]) = (proof.a[0], _negated(proof.a[1]));
        (pairs[2], pairs[3], pairs[4], pairs[5]) = (proof.b[0], proof.b[1], proof.b[2], proof.b[3]);
        (pairs[6], pairs[7]) = (ALPHA_X, ALPHA_Y);
        (pairs[8], pairs[9], pairs[10], pairs[11]) = (BETA_XI, BETA_XR, BETA_YI, BETA_YR);
        (pairs[12], pairs[13]) = (sum[0], sum[1]);
        (pairs[14], pairs[15], pairs[16], pairs[17]) = (GAMMA_XI, GAMMA_XR, GAMMA_YI, GAMMA_YR);
        (pairs[18], pairs[19]) = (proof.c[0], proof.c[1]);
        (pairs[20], pairs[21], pairs[22], pairs[23]) = (DELTA_XI, DELTA_XR, DELTA_YI, DELTA_YR);
        return _isOne(pairs);
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

    /// @dev Adds a point times a number to the point in the first two words of `sum`. The other two words are scratch.
    function _addTimes(uint256[4] memory sum, uint256 x, uint256 y, uint256 factor) private view {
        bool isDone;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, x)
            mstore(add(free, 0x20), y)
            mstore(add(free, 0x40), factor)
            isDone := staticcall(gas(), EC_MUL, free, 0x60, add(sum, 0x40), 0x40)
        }
        if (!isDone) revert VoucherVerifier_CurveFailed(EC_MUL);
        assembly ("memory-safe") {
            isDone := staticcall(gas(), EC_ADD, sum, 0x80, sum, 0x40)
        }
        if (!isDone) revert VoucherVerifier_CurveFailed(EC_ADD);
    }

    /// @dev Returns true if the product of four pairings is 1. The precompiled contract also fails for points that are
    /// not on their curve.
    function _isOne(uint256[24] memory pairs) private view returns (bool isOne) {
        bool isDone;
        assembly ("memory-safe") {
            isDone := staticcall(gas(), EC_PAIRING, pairs, 0x300, 0x00, 0x20)
            isOne := mload(0x00)
        }
        if (!isDone) revert VoucherVerifier_CurveFailed(EC_PAIRING);
    }
}
