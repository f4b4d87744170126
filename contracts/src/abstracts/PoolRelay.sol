// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {ITaskQueue} from "../interfaces/ITaskQueue.sol";
import {PoolCall} from "../types/TaskPoolTypes.sol";
import {PoolWork} from "./PoolWork.sol";

/// @title Calls of the task pool that an account signs and anyone may send
/// @dev A signed call runs this contract's own code for the account that signed it. So every function that an account
/// can call directly can also be called by signature.
abstract contract PoolRelay is PoolWork {
    uint256 internal constant MOST_CALLS = 16;
    bytes32 private constant CALL =
        keccak256("PoolCall(address account,string what,bytes data,uint128 maxSpend,uint64 nonce,uint40 expiry)");

    /// @inheritdoc ITaskQueue
    // The delegatecall runs this contract's own code.
    // slither-disable-next-line controlled-delegatecall
    function relay(PoolCall calldata call, bytes calldata signature) public override {
        if (_signer != address(0)) revert TaskPool_CallNested();
        if (block.timestamp > call.expiry) revert TaskPool_CallExpired(call.expiry, block.timestamp);
        // The signing wallet showed its owner the name of the function (`call.what`). So the call must be of that
        // function.
        bytes4 selector = bytes4(call.data);
        if (selector != bytes4(keccak256(bytes(call.what)))) revert TaskPool_CallUnnamed(call.what, selector);
        address account = call.account;
        if (!SignatureChecker.isValidSignatureNowCalldata(account, hashCall(call), signature)) {
            revert TaskPool_SignatureInvalid(account);
        }
        _useNonce(account, call.nonce);
        uint256 before = _pool().balances[account];
        _signer = account;
        (bool done, bytes memory answer) = address(this).delegatecall(call.data);
        _signer = address(0);
        if (!done) {
            assembly ("memory-safe") {
                revert(add(answer, 0x20), mload(answer))
            }
        }
        uint256 balance = _pool().balances[account];
        if (balance + call.maxSpend < before) revert TaskPool_SpentTooMuch(account, before - balance, call.maxSpend);
        emit CallRelayed(account, call.nonce, msg.sender);
    }

    /// @inheritdoc ITaskQueue
    // Each call gets its part of the gas, so that one call cannot use all of it. This is safe, because nothing is read
    // or written between the calls.
    // slither-disable-next-line controlled-delegatecall,delegatecall-loop,calls-loop,reentrancy-events
    function relayMany(PoolCall[] calldata calls, bytes[] calldata signatures) external override {
        if (calls.length > MOST_CALLS || calls.length != signatures.length) {
            revert TaskPool_TooManyCalls(calls.length, MOST_CALLS);
        }
        if (_signer != address(0)) revert TaskPool_CallNested();
        for (uint256 i = 0; i < calls.length; ++i) {
            (bool done, bytes memory reason) = address(this).delegatecall{gas: gasleft() / (calls.length - i)}(
                abi.encodeCall(ITaskQueue.relay, (calls[i], signatures[i]))
            );
            if (!done) emit CallSkipped(i, reason);
        }
    }

    /// @inheritdoc ITaskQueue
    function hashCall(PoolCall calldata call) public view override returns (bytes32) {
        return _hashTypedDataV4(
            keccak256(
                abi.encode(
                    CALL,
                    call.account,
                    keccak256(bytes(call.what)),
                    keccak256(call.data),
                    call.maxSpend,
                    call.nonce,
                    call.expiry
                )
            )
        );
    }

    /// @inheritdoc ITaskQueue
    function isNonceUsed(address account, uint64 nonce) external view override returns (bool) {
        return (_pool().nonceBits[account][nonce >> 8] >> (nonce & 0xff)) & 1 == 1;
    }

    function _useNonce(address account, uint256 nonce) private {
        uint256 bit = 1 << (nonce & 0xff);
        uint256 word = _pool().nonceBits[account][nonce >> 8];
        if (word & bit != 0) revert TaskPool_NonceUsed(account, nonce);
        _pool().nonceBits[account][nonce >> 8] = word | bit;
    }
}
