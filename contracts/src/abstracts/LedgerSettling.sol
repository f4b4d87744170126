// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {IServiceLedger} from "../interfaces/IServiceLedger.sol";
import {ServiceMoneyLib} from "../libraries/ServiceMoneyLib.sol";
import {Asset, Channel, KeyCurve, Pot, Service, SkipReason} from "../types/ServiceLedgerTypes.sol";
import {LedgerServices} from "./LedgerServices.sol";

/// @title Settling: a service takes its claims from channels, many in one transaction
/// @dev A payer could sign a ceiling above what it owes, settle it itself and accuse the service of a claim too high. So
/// the payee or its operator sends or signs every claim.
abstract contract LedgerSettling is LedgerServices {
    /// @dev What a batch moves so far, and the rows of its event.
    struct Shares {
        uint256 paid;
        uint256 royalty;
        uint256 fee;
        bytes settled;
    }

    uint256 private constant ROW_BYTES = 167;
    uint256 private constant LIST_ROW_BYTES = 39;
    bytes32 private constant VOUCHER =
        keccak256("Voucher(bytes32 channel,uint24 serial,uint32 seq,uint96 spent,bytes32 trace)");
    bytes32 private constant ROWS = keccak256("Rows(bytes20 service,uint8 asset,bytes32 rows)");
    bytes32 private constant LIST = keccak256("List(bytes20 service,uint8 asset,bytes32 rows)");

    /// @inheritdoc IServiceLedger
    function settle(bytes20 id, Asset asset, bytes calldata rows, bytes calldata signature) external override {
        _checkRows(id, asset, rows, ROW_BYTES, signature);
        uint256 count = rows.length / ROW_BYTES;
        uint256 royaltyBps = _services[id].royaltyBps;
        bytes32 domain = _domainSeparatorV4();
        Shares memory shares = Shares(0, 0, 0, new bytes(count * 48 + 16));
        bytes memory skipped = new bytes(count * 3);
        uint256 done = 0;
        for (uint256 i = 0; i < count; ++i) {
            bytes calldata row = rows[i * ROW_BYTES:(i + 1) * ROW_BYTES];
            address key = address(bytes20(row[20:40]));
            bytes32 channel = _channelId(address(bytes20(row[0:20])), key, KeyCurve.Secp256k1, id, asset);
            uint256 claim = uint96(bytes12(row[47:59]));
            (bool isNew, uint256 settled, SkipReason reason) = _checkClaim(channel, uint24(bytes3(row[40:43])), claim);
            if (isNew && key == address(0)) (isNew, reason) = (false, SkipReason.KeyZero);
            if (isNew && claim > uint96(bytes12(row[59:71]))) (isNew, reason) = (false, SkipReason.ClaimOverSpent);
            if (isNew && !_isVoucher(domain, channel, key, row)) (isNew, reason) = (false, SkipReason.SignatureWrong);
            if (isNew) _take(shares, channel, done++, settled, claim, royaltyBps, bytes4(row[43:47]));
            else _skip(skipped, i - done, i, reason);
        }
        _finishBatch(id, asset, shares, skipped, done, count);
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
        _checkRows(id, asset, rows, LIST_ROW_BYTES, signature);
        (address signer,,) = ECDSA.tryRecoverCalldata(hashList(id, asset, keccak256(rows)), keySignature);
        if (key == address(0) || signer != key) revert ServiceLedger_RowsUnsigned(id);
        uint256 count = rows.length / LIST_ROW_BYTES;
        uint256 royaltyBps = _services[id].royaltyBps;
        Shares memory shares = Shares(0, 0, 0, new bytes(count * 48 + 16));
        bytes memory skipped = new bytes(count * 3);
        uint256 done = 0;
        for (uint256 i = 0; i < count; ++i) {
            bytes calldata row = rows[i * LIST_ROW_BYTES:(i + 1) * LIST_ROW_BYTES];
            bytes32 channel = _channelId(address(bytes20(row[0:20])), key, KeyCurve.Secp256k1, id, asset);
            uint256 claim = uint96(bytes12(row[27:39]));
            (bool isNew, uint256 settled, SkipReason reason) = _checkClaim(channel, uint24(bytes3(row[20:23])), claim);
            if (isNew) _take(shares, channel, done++, settled, claim, royaltyBps, bytes4(row[23:27]));
            else _skip(skipped, i - done, i, reason);
        }
        _finishBatch(id, asset, shares, skipped, done, count);
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

    function _channelId(address payer, address key, KeyCurve curve, bytes20 service, Asset asset)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encodePacked(payer, key, curve, service, asset));
    }

    /// @dev Reverts unless the payee or the operator sends the call, or signed `digest`.
    function _checkServed(bytes20 id, bytes32 digest, bytes calldata signature) internal view {
        Service storage service = _serviceOf(id);
        (address payee, address operator) = (service.payee, service.operator);
        if (msg.sender == payee || msg.sender == operator) return;
        bool isSigned = (operator != address(0) && SignatureChecker.isValidSignatureNowCalldata(operator, digest, signature))
            || SignatureChecker.isValidSignatureNowCalldata(payee, digest, signature);
        if (!isSigned) revert ServiceLedger_RowsUnsigned(id);
    }

    /// @dev Shares one claim and writes the pots.
    function _payShares(bytes20 id, Asset asset, Shares memory shares, uint256 settled, uint256 claim) internal {
        (shares.paid, shares.royalty, shares.fee) = ServiceMoneyLib.share(settled, claim, _services[id].royaltyBps);
        _writePots(id, asset, shares);
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _checkRows(bytes20 id, Asset asset, bytes calldata rows, uint256 rowBytes, bytes calldata signature)
        private
        view
    {
        if (rows.length % rowBytes != 0) revert ServiceLedger_RowsUneven(rows.length, rowBytes);
        _checkServed(id, hashRows(id, asset, keccak256(rows)), signature);
    }

    /// @dev The conditions that both kinds of rows share.
    function _checkClaim(bytes32 id, uint24 serial, uint256 claim)
        private
        view
        returns (bool isNew, uint256 settled, SkipReason reason)
    {
        Channel storage channel = _channels[id];
        settled = channel.settled;
        if (channel.serial != serial) return (false, settled, SkipReason.SerialWrong);
        if (claim <= settled) return (false, settled, SkipReason.NothingNew);
        if (claim > channel.deposited) return (false, settled, SkipReason.ClaimOverDeposit);
        return (true, settled, reason);
    }

    /// @dev Returns true if the key of the channel signed the voucher of the row.
    function _isVoucher(bytes32 domain, bytes32 channel, address key, bytes calldata row) private pure returns (bool) {
        bytes32 digest = keccak256(
            abi.encode(
                VOUCHER,
                channel,
                uint24(bytes3(row[40:43])),
                uint32(bytes4(row[43:47])),
                uint96(bytes12(row[59:71])),
                bytes32(row[71:103])
            )
        );
        digest = keccak256(abi.encodePacked("\x19\x01", domain, digest));
        (address signer,,) = ECDSA.tryRecover(digest, bytes32(row[103:135]), bytes32(row[135:167]));
        return signer == key;
    }

    /// @dev Settles one row. Its event has 48 bytes a row: channel, settled, seq.
    function _take(
        Shares memory shares,
        bytes32 channel,
        uint256 place,
        uint256 settled,
        uint256 claim,
        uint256 royaltyBps,
        bytes4 seq
    ) private {
        _channels[channel].settled = uint96(claim);
        (uint256 paid, uint256 royalty, uint256 fee) = ServiceMoneyLib.share(settled, claim, royaltyBps);
        shares.paid += paid;
        shares.royalty += royalty;
        shares.fee += fee;
        bytes memory rows = shares.settled;
        uint256 tail = (claim << 160) | (uint256(uint32(seq)) << 128);
        assembly ("memory-safe") {
            let at := add(add(rows, 0x20), mul(place, 48))
            mstore(at, channel)
            // The 16 bytes behind the row are kept: they belong to the next row, or to the spare end of the list.
            let rest := and(mload(add(at, 0x20)), 0xffffffffffffffffffffffffffffffff)
            mstore(add(at, 0x20), or(tail, rest))
        }
    }

    function _skip(bytes memory skipped, uint256 place, uint256 row, SkipReason reason) private pure {
        skipped[place * 3] = bytes1(uint8(row >> 8));
        skipped[place * 3 + 1] = bytes1(uint8(row));
        skipped[place * 3 + 2] = bytes1(uint8(reason));
    }

    /// @dev Cuts both lists to their lengths, then writes pots and events.
    function _finishBatch(
        bytes20 id,
        Asset asset,
        Shares memory shares,
        bytes memory skipped,
        uint256 done,
        uint256 count
    ) private {
        bytes memory rows = shares.settled;
        assembly ("memory-safe") {
            mstore(rows, mul(done, 48))
            mstore(skipped, mul(sub(count, done), 3))
        }
        if (done != 0) _writePots(id, asset, shares);
        if (done != count) emit RowsSkipped(id, asset, skipped);
    }

    function _writePots(bytes20 id, Asset asset, Shares memory shares) private {
        Service storage service = _services[id];
        Pot storage pot = _pots[service.payee][asset];
        pot.free += uint128(shares.paid);
        pot.fees += uint96(shares.fee);
        if (shares.royalty != 0) _credit(service.royaltyTo, asset, shares.royalty);
        emit Settled(id, asset, shares.settled, shares.paid, shares.royalty, shares.fee);
    }
}
