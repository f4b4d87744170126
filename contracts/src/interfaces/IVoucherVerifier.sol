// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RowsProof} from "../types/VoucherVerifierTypes.sol";

/// @title Verifies proofs that keys on BabyJubJub signed vouchers for the rows of a settlement
interface IVoucherVerifier {
    error VoucherVerifier_InputInvalid(uint256 index, uint256 value);
    error VoucherVerifier_PointInvalid(uint256 y);
    /// @notice A precompiled contract failed: a point of the proof is not on its curve, or the call had too little gas.
    error VoucherVerifier_CurveFailed(uint256 precompile);

    /// @notice Returns true if the proof is valid for these rows. `value` is the polynomial of the rows, the domain and
    /// the service at `point`. Reverts for too little gas, so that nobody takes this for a wrong proof.
    function verify(uint256 point, uint256 value, RowsProof calldata proof) external view returns (bool);

    /// @notice The Keccak-256 hash of the verifying key, by which programs find their proving key.
    function keyHash() external view returns (bytes32);
}
