// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {IServiceLedger} from "../interfaces/IServiceLedger.sol";
import {ChannelWordLib} from "../libraries/ChannelWordLib.sol";
import {ServiceMoneyLib} from "../libraries/ServiceMoneyLib.sol";
import {ServiceRowsLib} from "../libraries/ServiceRowsLib.sol";
import {Asset, Channel, KeyCurve, Pot, Service, SkipReason} from "../types/ServiceLedgerTypes.sol";
import {LedgerServices} from "./LedgerServices.sol";

/// @title Settling: a service collects its claims from channels, many in one transaction
/// @dev Only the payee or the operator of a service may send or sign a claim. Otherwise, a payer could sign a voucher
/// (a limit of its costs) above what it owes, settle the voucher itself, and accuse the service of claiming too much.
abstract contract LedgerSettling is LedgerServices {
    /// @dev The running totals while claims are settled together, and the rows for the events Settled and RowsSkipped.
    struct Batch {
        uint256 count;
        uint256 done;
        uint256 royaltyBps;
        uint256 paid;
        uint256 royalty;
        uint256 fee;
        bytes settled;
        bytes skipped;
    }

    bytes32 private constant VOUCHER =
        keccak256("Voucher(bytes32 channel,uint24 serial,uint32 seq,uint96 spent,bytes32 trace)");
    bytes32 private constant ROWS = keccak256("Rows(bytes20 service,uint8 asset,bytes32 rows)");
    bytes32 private constant LIST = keccak256("List(bytes20 service,uint8 asset,bytes32 rows)");

    /// @inheritdoc IServiceLedger
    function settle(bytes20 id, Asset asset, bytes calldata rows, bytes calldata signature) external override {
        _checkRows(id, asset, rows, ServiceRowsLib.ROW_BYTES, signature);
        Batch memory batch = _startBatch(id, rows.length / ServiceRowsLib.ROW_BYTES);
        bytes32 domain = _domainSeparatorV4();
        uint256 at = _placeOf(rows);
        for (uint256 i = 0; i < batch.count; ++i) {
            (address payer, address key, uint24 serial, uint32 seq, uint256 claim, uint256 spent) =
                ServiceRowsLib.readRow(at);
            bytes32 channel = ServiceRowsLib.channelId(payer, key, KeyCurve.Secp256k1, id, asset);
            Channel storage stored = _channels[channel];
            uint256 state = _wordOf(stored);
            SkipReason reason = _checkClaim(state, serial, claim);
            if (reason == SkipReason.None) {
                if (claim > spent) reason = SkipReason.ClaimOverSpent;
                else if (key == address(0) || !_isVoucher(domain, channel, key, at)) reason = SkipReason.SignatureWrong;
            }
            _take(batch, channel, stored, state, claim, seq, i, reason);
            unchecked {
                at += ServiceRowsLib.ROW_BYTES;
            }
        }
        _finishBatch(id, asset, batch);
    }

    /// @inheritdoc IServiceLedger
    function settleList(
        bytes20 id,
        Asset asset,
        address key,
        bytes calldata rows,
        bytes calldata keySignature,
        bytes calldata signature
    ) external override {
        _checkRows(id, asset, rows, ServiceRowsLib.LIST_ROW_BYTES, signature);
        // The other return values of `tryRecoverCalldata` only describe an error.
        // slither-disable-next-line unused-return
        (address signer,,) = ECDSA.tryRecoverCalldata(hashList(id, asset, keccak256(rows)), keySignature);
        if (key == address(0) || signer != key) revert ServiceLedger_RowsUnsigned(id);
        Batch memory batch = _startBatch(id, rows.length / ServiceRowsLib.LIST_ROW_BYTES);
        uint256 at = _placeOf(rows);
        for (uint256 i = 0; i < batch.count; ++i) {
            (address payer, uint24 serial, uint32 seq, uint256 claim) = ServiceRowsLib.readListRow(at);
            bytes32 channel = ServiceRowsLib.channelId(payer, key, KeyCurve.Secp256k1, id, asset);
            Channel storage stored = _channels[channel];
            uint256 state = _wordOf(stored);
            _take(batch, channel, stored, state, claim, seq, i, _checkClaim(state, serial, claim));
            unchecked {
                at += ServiceRowsLib.LIST_ROW_BYTES;
            }
        }
        _finishBatch(id, asset, batch);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IServiceLedger
    function hashVoucher(bytes32 channel, uint24 serial, uint32 seq, uint96 spent, bytes32 trace)
        public
        view
        override
        returns (bytes32)
    {
        return _hashTypedDataV4(keccak256(abi.encode(VOUCHER, channel, serial, seq, spent, trace)));
    }

    /// @inheritdoc IServiceLedger
    function hashRows(bytes20 id, Asset asset, bytes32 rows) public view override returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(ROWS, id, asset, rows)));
    }

    /// @inheritdoc IServiceLedger
    function hashList(bytes20 id, Asset asset, bytes32 rows) public view override returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(LIST, id, asset, rows)));
    }

    // ── Internal ────────────────────────────────────────────────────────────

    /// @dev Reverts unless the caller or the signer of `digest` is the payee or the operator of the service.
    function _checkServed(bytes20 id, bytes32 digest, bytes calldata signature) internal view {
        if (!_isServing(id, msg.sender)) _checkSigned(id, digest, signature);
    }

    /// @dev Settles the last claim on a channel, when the service releases the channel.
    function _settleOne(bytes20 id, Asset asset, bytes32 channel, uint256 claim, uint32 seq) internal {
        Batch memory batch = _startBatch(id, 1);
        _take(batch, channel, _channels[channel], _wordOf(_channels[channel]), claim, seq, 0, SkipReason.None);
        _finishBatch(id, asset, batch);
    }

    function _checkRows(bytes20 id, Asset asset, bytes calldata rows, uint256 rowBytes, bytes calldata signature)
        internal
        view
    {
        if (rows.length % rowBytes != 0) revert ServiceLedger_RowsUneven(rows.length, rowBytes);
        // Only a signature needs the hash of the rows.
        if (!_isServing(id, msg.sender)) _checkSigned(id, hashRows(id, asset, keccak256(rows)), signature);
    }

    /// @dev Returns the offset in calldata at which the first row begins.
    function _placeOf(bytes calldata rows) internal pure returns (uint256 at) {
        assembly ("memory-safe") {
            at := rows.offset
        }
    }

    /// @dev Returns the storage word of a channel. One read of it serves all checks of a row.
    function _wordOf(Channel storage stored) internal view returns (uint256 state) {
        assembly ("memory-safe") {
            state := sload(stored.slot)
        }
    }

    /// @dev Checks a claim by the conditions that both forms of rows (with and without a voucher) share. Returns the
    /// reason to skip the row, or None.
    function _checkClaim(uint256 state, uint24 serial, uint256 claim) internal pure returns (SkipReason) {
        if (ChannelWordLib.serialOf(state) != serial) return SkipReason.SerialWrong;
        if (claim <= ChannelWordLib.settledOf(state)) return SkipReason.NothingNew;
        return claim > ChannelWordLib.depositedOf(state) ? SkipReason.ClaimOverDeposit : SkipReason.None;
    }

    function _startBatch(bytes20 id, uint256 count) internal view returns (Batch memory batch) {
        batch.count = count;
        batch.royaltyBps = _services[id].royaltyBps;
        batch.settled = new bytes(count * ServiceRowsLib.SETTLED_BYTES + 16);
        batch.skipped = new bytes(count * ServiceRowsLib.SKIPPED_BYTES + 29);
    }

    /// @dev Settles the claim in a row, or adds the row to the skipped ones with the reason.
    function _take(
        Batch memory batch,
        bytes32 channel,
        Channel storage stored,
        uint256 state,
        uint256 claim,
        uint32 seq,
        uint256 row,
        SkipReason reason
    ) internal {
        uint256 done = batch.done;
        if (reason != SkipReason.None) {
            ServiceRowsLib.writeSkipped(batch.skipped, row - done, row, uint256(reason));
            return;
        }
        (uint256 paid, uint256 royalty, uint256 fee) =
            ServiceMoneyLib.share(ChannelWordLib.settledOf(state), claim, batch.royaltyBps);
        uint256 changed = ChannelWordLib.withSettled(state, claim);
        assembly ("memory-safe") {
            sstore(stored.slot, changed)
        }
        // No sum can overflow: together, all channels hold at most the token's supply, which fits 96 bits.
        unchecked {
            batch.paid += paid;
            batch.royalty += royalty;
            batch.fee += fee;
            batch.done = done + 1;
        }
        ServiceRowsLib.writeSettled(batch.settled, done, channel, claim, seq);
    }

    function _finishBatch(bytes20 id, Asset asset, Batch memory batch) internal {
        (uint256 done, uint256 skipped) = (batch.done, batch.count - batch.done);
        if (skipped != 0) {
            ServiceRowsLib.cut(batch.skipped, skipped * ServiceRowsLib.SKIPPED_BYTES);
            emit RowsSkipped(id, asset, batch.skipped);
        }
        if (done == 0) return;
        ServiceRowsLib.cut(batch.settled, done * ServiceRowsLib.SETTLED_BYTES);
        Service storage service = _services[id];
        Pot storage pot = _pots[service.payee][asset];
        pot.free += uint128(batch.paid);
        pot.fees += uint96(batch.fee);
        if (batch.royalty != 0) _credit(service.royaltyTo, asset, batch.royalty);
        emit Settled(id, asset, batch.settled, batch.paid, batch.royalty, batch.fee);
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _isServing(bytes20 id, address account) private view returns (bool) {
        Service storage service = _serviceOf(id);
        return account == service.operator || account == service.payee;
    }

    function _checkSigned(bytes20 id, bytes32 digest, bytes calldata signature) private view {
        Service storage service = _serviceOf(id);
        (address payee, address operator) = (service.payee, service.operator);
        bool isSigned = (operator != address(0) && SignatureChecker.isValidSignatureNowCalldata(operator, digest, signature))
            || SignatureChecker.isValidSignatureNowCalldata(payee, digest, signature);
        if (!isSigned) revert ServiceLedger_RowsUnsigned(id);
    }

    /// @dev Returns true if the key of the channel signed the voucher (signed limit of costs) in the row.
    function _isVoucher(bytes32 domain, bytes32 channel, address key, uint256 at) private pure returns (bool) {
        (bytes32 r, bytes32 vs) = ServiceRowsLib.readSignature(at);
        // The other return values of `tryRecover` only describe an error.
        // slither-disable-next-line unused-return
        (address signer,,) = ECDSA.tryRecover(ServiceRowsLib.voucherDigest(domain, VOUCHER, channel, at), r, vs);
        return signer == key;
    }
}
