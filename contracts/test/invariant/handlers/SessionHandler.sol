// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OrderLib} from "../../../src/libraries/OrderLib.sol";
import {SessionLimits} from "../../../src/types/MarketTypes.sol";
import {LeaseModel} from "../stores/LeaseStore.sol";
import {ActsHandler} from "./ActsHandler.sol";

/// @title Authorises and revokes keys, and lets keys try what only accounts may do
/// @dev The other handlers use the keys: each chooses the account or a key to bid, extend, cancel or end.
contract SessionHandler is ActsHandler {
    /// @dev The next nonce of signed messages. It is above every nonce, and every floor of cancelled nonces, that the
    /// other handlers use.
    uint64 private _nonce = 1e15;

    /// @notice Sets new limits of a session key, by a direct or a relayed call of the account.
    function authorize(uint256 seed) external timed {
        (uint256 accountKey, address account, uint256 key) = _pickSession(seed);
        SessionLimits memory limits = SessionLimits({
            totalLeft: _draw(seed, 2) % 6 == 0 ? type(uint64).max : uint64(_draw(seed, 3) % 4e10),
            dayCap: _draw(seed, 4) % 6 == 0 ? type(uint64).max : uint64(_draw(seed, 5) % 1e10),
            expiry: uint40(block.timestamp + _draw(seed, 6) % 4 days - 2 hours)
        });
        address actor = vm.addr(key);
        if (seed % 2 == 0) {
            vm.prank(account);
            market.authorize(actor, limits);
        } else {
            uint40 expiry = uint40(block.timestamp);
            bytes32 message = OrderLib.hashAuthorize(account, actor, limits, 0, ++_nonce, expiry);
            market.authorizeFor(account, actor, limits, 0, _nonce, expiry, _sign(accountKey, _digest(message)));
        }
        _setLimits(account, actor, limits.totalLeft, limits.dayCap, limits.expiry);
        _checkSession(account, actor);
    }

    /// @notice Revokes a key, by a direct or a relayed call of the account. If the key is authorised again, its daily
    /// count begins at zero.
    function revoke(uint256 seed) external timed {
        (uint256 accountKey, address account, uint256 key) = _pickSession(seed);
        address actor = vm.addr(key);
        if (seed % 2 == 0) {
            vm.prank(account);
            market.revoke(actor);
        } else {
            uint40 expiry = uint40(block.timestamp);
            bytes32 message = OrderLib.hashRevoke(account, actor, 0, ++_nonce, expiry);
            market.revokeFor(account, actor, 0, _nonce, expiry, _sign(accountKey, _digest(message)));
        }
        delete _sessions[account][actor];
        _checkSession(account, actor);
    }

    /// @notice Lets a session key try what it must not do: withdraw money, raise its own limits, and transfer a lease.
    function overreach(uint256 seed) external timed {
        (, address account, uint256 key) = _pickSession(seed);
        uint256 amount = _draw(seed, 2) % (_balance(account) + 1) + 1;
        vm.prank(vm.addr(key));
        try market.withdraw(amount, vm.addr(key)) {
            assertTrue(false, "6: a key withdrew");
        } catch {}
        uint40 expiry = uint40(block.timestamp);
        bytes memory signature =
            _sign(key, _digest(OrderLib.hashWithdraw(account, amount, vm.addr(key), 0, ++_nonce, expiry)));
        try market.withdrawFor(account, amount, vm.addr(key), 0, _nonce, expiry, signature) {
            assertTrue(false, "6: a key withdrew by signature");
        } catch {}
        SessionLimits memory more = SessionLimits(type(uint64).max, type(uint64).max, type(uint40).max);
        signature = _sign(key, _digest(OrderLib.hashAuthorize(account, vm.addr(key), more, 0, _nonce, expiry)));
        try market.authorizeFor(account, vm.addr(key), more, 0, _nonce, expiry, signature) {
            assertTrue(false, "6: a key widened its limits");
        } catch {}
        (uint256 index, LeaseModel storage lease) = _pick(seed);
        if (index == type(uint256).max) return;
        vm.prank(vm.addr(key));
        try market.transferLease(index + 1, lease.terms, vm.addr(key)) {
            assertTrue(false, "6: a key gave a lease away");
        } catch {}
    }

    function sessionKeys() external view returns (address[2] memory) {
        return [vm.addr(_sessionKeys[0]), vm.addr(_sessionKeys[1])];
    }

    function _pickSession(uint256 seed) private view returns (uint256 accountKey, address account, uint256 key) {
        accountKey = _renterKeys[_draw(seed, 0) % 3];
        account = vm.addr(accountKey);
        key = _sessionKeys[_draw(seed, 1) % 2];
    }
}
