// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IServiceLedger} from "../interfaces/IServiceLedger.sol";
import {IVoucherVerifier} from "../interfaces/IVoucherVerifier.sol";
import {ProvenRowsLib} from "../libraries/ProvenRowsLib.sol";
import {ServiceRowsLib} from "../libraries/ServiceRowsLib.sol";
import {Asset, Channel, KeyCurve, SkipReason} from "../types/ServiceLedgerTypes.sol";
import {RowsProof} from "../types/VoucherVerifierTypes.sol";
import {LedgerSettling} from "./LedgerSettling.sol";

/// @title Settling with a proof: claims on channels with keys on BabyJubJub
/// @dev The curve of a key is part of a channel's id. So a wrong verifier cannot reach the channels of Ethereum keys.
abstract contract LedgerProving is LedgerSettling {
    bytes32 private constant VERIFIER = "VoucherVerifier";

    /// @inheritdoc IServiceLedger
    function settleProven(
        bytes20 id,
        Asset asset,
        bytes calldata rows,
        RowsProof calldata proof,
        bytes calldata signature
    ) external override {
        _checkRows(id, asset, rows, ProvenRowsLib.ROW_BYTES, signature);
        _checkProof(id, asset, rows, proof);
        Batch memory batch = _startBatch(id, rows.length / ProvenRowsLib.ROW_BYTES);
        uint256 at = _placeOf(rows);
        for (uint256 i = 0; i < batch.count; ++i) {
            (address payer, address key, uint24 serial, uint32 seq, uint256 claim) = ProvenRowsLib.readRow(at);
            bytes32 channel = ServiceRowsLib.channelId(payer, key, KeyCurve.BabyJubJub, id, asset);
            Channel storage stored = _channels[channel];
            uint256 state = _wordOf(stored);
            // The circuit checks no signature for a row with key 0.
            SkipReason reason = key == address(0) ? SkipReason.SignatureWrong : _checkClaim(state, serial, claim);
            _take(batch, channel, stored, state, claim, seq, i, reason);
            unchecked {
                at += ProvenRowsLib.ROW_BYTES;
            }
        }
        _finishBatch(id, asset, batch);
    }

    /// @inheritdoc IServiceLedger
    function provenDomainOf(Asset asset) public view override returns (uint256) {
        // 248 bits, because a number in a proof is below the order of its field, which has 254 bits.
        return uint256(keccak256(abi.encode(_domainSeparatorV4(), asset))) >> 8;
    }

    function _checkProof(bytes20 id, Asset asset, bytes calldata rows, RowsProof calldata proof) private view {
        address verifier = DIRECTORY.get(VERIFIER);
        if (verifier == address(0)) revert ServiceLedger_EntryMissing(VERIFIER);
        uint256 domain = provenDomainOf(asset);
        uint256 point = ProvenRowsLib.pointOf(proof.rowsHash, domain, id, rows);
        uint256 value = ProvenRowsLib.valueAt(point, domain, id, rows);
        bool isProven = IVoucherVerifier(verifier).verify(point, value, proof);
        if (!isProven) revert ServiceLedger_ProofInvalid(id);
    }
}
