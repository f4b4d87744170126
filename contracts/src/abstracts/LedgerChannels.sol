// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {IServiceLedger} from "../interfaces/IServiceLedger.sol";
import {Asset, Channel, ChannelFacts, KeyCurve, Service, Voucher} from "../types/ServiceLedgerTypes.sol";
import {ServiceRowsLib} from "../libraries/ServiceRowsLib.sol";
import {LedgerProving} from "./LedgerProving.sol";

/// @title Channels of the service ledger: funding, exit and closing
abstract contract LedgerChannels is LedgerProving {
    /// @dev The side of a channel for which a call acts: the payer, the channel's key, or neither.
    enum Actor {
        Nobody,
        Payer,
        Key
    }

    bytes32 private constant FUND = keccak256("Fund(bytes32 channel,uint24 serial,uint96 total)");
    bytes32 private constant EXIT = keccak256("Exit(bytes32 channel,uint24 serial)");
    bytes32 private constant RELEASE = keccak256("Release(bytes32 channel,uint24 serial,uint96 claim)");

    /// @inheritdoc IServiceLedger
    function fund(ChannelFacts calldata facts, uint24 serial, uint96 total, bytes calldata signature)
        external
        override
    {
        if (facts.key == address(0)) revert ServiceLedger_KeyZero();
        _serviceOf(facts.service);
        bytes32 id = channelIdOf(facts);
        Channel storage channel = _inSerial(id, serial);
        if (channel.exitAt != 0) revert ServiceLedger_ChannelExiting(id, channel.exitAt);
        // A channel with the highest possible serial number could never be closed, because closing opens the next
        // serial.
        if (serial == type(uint24).max) revert ServiceLedger_SerialsUsedUp(id);
        uint256 deposited = channel.deposited;
        if (total <= deposited) revert ServiceLedger_NothingToFund(id, deposited, total);
        Actor actor = _actorOf(facts, hashFund(id, serial, total), signature);
        if (actor == Actor.Nobody) revert ServiceLedger_SignerInvalid(id);
        uint256 amount = total - deposited;
        if (actor == Actor.Key) {
            _useAllowance(facts.payer, facts.key, facts.asset, amount, total - channel.settled);
        }
        _spend(facts.payer, facts.asset, amount);
        channel.deposited = total;
        emit ChannelFunded(id, facts, serial, total);
    }

    /// @inheritdoc IServiceLedger
    function exit(ChannelFacts calldata facts, uint24 serial, bytes calldata signature) external override {
        bytes32 id = channelIdOf(facts);
        Channel storage channel = _inSerial(id, serial);
        if (channel.exitAt != 0) revert ServiceLedger_ChannelExiting(id, channel.exitAt);
        Service storage service = _serviceOf(facts.service);
        if (_actorOf(facts, hashExit(id, serial), signature) == Actor.Nobody) revert ServiceLedger_SignerInvalid(id);
        channel.exitAt = uint40(block.timestamp + service.lockSeconds);
        emit ChannelExiting(id, serial, channel.exitAt);
    }

    /// @inheritdoc IServiceLedger
    function finish(ChannelFacts calldata facts) external override {
        bytes32 id = channelIdOf(facts);
        uint256 exitAt = _channels[id].exitAt;
        if (exitAt == 0) revert ServiceLedger_ChannelNotExiting(id);
        if (block.timestamp < exitAt) revert ServiceLedger_ChannelExiting(id, exitAt);
        _close(id, facts);
    }

    /// @inheritdoc IServiceLedger
    function release(
        ChannelFacts calldata facts,
        uint24 serial,
        uint96 claim,
        Voucher calldata voucher,
        bytes calldata signature
    ) external override {
        bytes32 id = channelIdOf(facts);
        Channel storage channel = _inSerial(id, serial);
        if (serial == type(uint24).max) revert ServiceLedger_SerialsUsedUp(id);
        _checkServed(facts.service, hashRelease(id, serial, claim), signature);
        uint256 settled = channel.settled;
        if (claim < settled || claim > channel.deposited) revert ServiceLedger_ClaimInvalid(id, claim);
        if (claim != settled) {
            bytes32 digest = hashVoucher(id, serial, voucher.seq, voucher.spent, voucher.trace);
            bool isSigned = facts.key != address(0) && facts.curve == KeyCurve.Secp256k1 && claim <= voucher.spent
                && _recover(digest, voucher.signature) == facts.key;
            if (!isSigned) revert ServiceLedger_ClaimInvalid(id, claim);
            _settleOne(facts.service, facts.asset, id, claim, voucher.seq);
        }
        _close(id, facts);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IServiceLedger
    function channelIdOf(ChannelFacts calldata facts) public pure override returns (bytes32) {
        return ServiceRowsLib.channelId(facts.payer, facts.key, facts.curve, facts.service, facts.asset);
    }

    /// @inheritdoc IServiceLedger
    function hashFund(bytes32 channel, uint24 serial, uint96 total) public view override returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(FUND, channel, serial, total)));
    }

    /// @inheritdoc IServiceLedger
    function hashExit(bytes32 channel, uint24 serial) public view override returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(EXIT, channel, serial)));
    }

    /// @inheritdoc IServiceLedger
    function hashRelease(bytes32 channel, uint24 serial, uint96 claim) public view override returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(RELEASE, channel, serial, claim)));
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _inSerial(bytes32 id, uint24 serial) private view returns (Channel storage channel) {
        channel = _channels[id];
        if (channel.serial != serial) revert ServiceLedger_SerialWrong(id, channel.serial, serial);
    }

    /// @dev Pays the unspent deposit back to the payer's pot. The channel can then be used again, with the next serial
    /// number. `settled` remains, so that no voucher is paid twice.
    function _close(bytes32 id, ChannelFacts calldata facts) private {
        Channel storage channel = _channels[id];
        uint256 rest = channel.deposited - channel.settled;
        channel.deposited = channel.settled;
        channel.exitAt = 0;
        ++channel.serial;
        if (rest != 0) _credit(facts.payer, facts.asset, rest);
        emit ChannelClosed(id, channel.serial, rest);
    }

    /// @dev Returns the side of the channel for which this call acts. If the caller is the payer or the channel's key,
    /// it is the caller's side; otherwise it is the side that signed `digest`.
    function _actorOf(ChannelFacts calldata facts, bytes32 digest, bytes calldata signature)
        private
        view
        returns (Actor)
    {
        bool isEcdsa = facts.curve == KeyCurve.Secp256k1 && facts.key != address(0);
        if (msg.sender == facts.payer) return Actor.Payer;
        if (isEcdsa && msg.sender == facts.key) return Actor.Key;
        if (signature.length == 0) return Actor.Nobody;
        address signer = _recover(digest, signature);
        if (isEcdsa && signer == facts.key) return Actor.Key;
        if (signer != address(0) && signer == facts.payer) return Actor.Payer;
        bool isWallet = SignatureChecker.isValidERC1271SignatureNowCalldata(facts.payer, digest, signature);
        return isWallet ? Actor.Payer : Actor.Nobody;
    }

    /// @dev Returns the signer, or 0 for a malformed signature. Accepts only signatures of 65 bytes.
    function _recover(bytes32 digest, bytes calldata signature) private pure returns (address signer) {
        // The other return values of `tryRecoverCalldata` only describe an error.
        // slither-disable-next-line unused-return
        (signer,,) = ECDSA.tryRecoverCalldata(digest, signature);
    }
}
