// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LeaseLib} from "../../../src/libraries/LeaseLib.sol";
import {OrderLib} from "../../../src/libraries/OrderLib.sol";
import {LeaseSlot} from "../../../src/types/MarketTypes.sol";
import {LeaseModel} from "../stores/LeaseStore.sol";
import {SettleHandler} from "./SettleHandler.sol";

/// @title Tries every call on leases and balances, and checks its result against a model
/// @dev Tries each lease action in every state: it must succeed exactly if the table of docs/market.md allows this
/// change of the lease's state.
abstract contract MarketHandler is SettleHandler {
    LeaseModel private _none;

    // ── Time ────────────────────────────────────────────────────────────────

    function pass(uint256 seed) external {
        uint256 kind = seed % 6;
        uint256 most = kind < 2 ? 130 : kind < 4 ? 1_000 : kind == 4 ? 2 hours : 6 hours;
        _clock += _draw(seed, 1) % most + 1;
    }

    // ── Edges ───────────────────────────────────────────────────────────────

    /// @notice Makes a lease ready (state change 5 in docs/market.md).
    function ready(uint256 seed) external timed {
        (uint256 index, LeaseModel storage lease) = _pick(seed);
        if (index == type(uint256).max) return;
        uint256 start = lease.terms.start;
        bool open = lease.state == 1 && block.timestamp >= start && block.timestamp <= start + 600
            && block.timestamp < lease.endAt;
        uint40 signedAt = uint40(block.timestamp - _draw(seed, 1) % 121);
        (bytes32 r, bytes32 vs) = _signReady(_nodeKeyOf(lease), index + 1, signedAt, lease.terms);
        try market.ready(index + 1, signedAt, r, vs, _headOf(lease.terms)) {
            assertTrue(open, "11: ready took an edge that is not there");
            lease.state = 2;
            lease.readyAt = block.timestamp;
            _edges[5] += 1;
        } catch {
            assertTrue(!open, "11: ready was refused where it is an edge");
        }
        _checkLease(index);
    }

    /// @notice Cancels a lease (state change 3 in docs/market.md), by a direct or a relayed call of the holder or a
    /// session key.
    function cancel(uint256 seed) external timed {
        (uint256 index, LeaseModel storage lease) = _pick(seed);
        if (index == type(uint256).max) return;
        uint256 key = _actorKey(seed, _holderKeyOf(lease));
        bool open = lease.state == 1 && _mayAct(lease.holder, vm.addr(key));
        if (_cancelCall(seed, index, key)) {
            assertTrue(open, "11: cancel took an edge that is not there");
            uint256 owed = _owedAt(lease);
            _changeHours(lease.terms, block.timestamp / 3600, type(uint256).max, false);
            _closeModel(lease, owed);
            _edges[3] += 1;
        } else {
            assertTrue(!open, "11: cancel was refused where it is an edge");
        }
        _checkLease(index);
    }

    /// @dev Returns the notice that a cancellation now would cost. From the start on, only a lease that was booked in
    /// advance without a trial owes a notice.
    function _owedAt(LeaseModel storage lease) private view returns (uint256 owed) {
        uint256 start = lease.terms.start;
        owed = lease.terms.noticeSeconds;
        if (block.timestamp < start) owed = owed > start - block.timestamp ? owed - (start - block.timestamp) : 0;
        else if (lease.terms.flags & 1 == 1 || lease.terms.trialSeconds > 0) owed = 0;
        else if (block.timestamp > _readyUntil(lease)) owed = 0;
        if (owed > lease.terms.durationSeconds) owed = lease.terms.durationSeconds;
    }

    function _readyUntil(LeaseModel storage lease) private view returns (uint256) {
        return uint256(lease.terms.start) + (lease.terms.durationSeconds < 600 ? lease.terms.durationSeconds : 600);
    }

    /// @notice Reports that a machine was not ready in time: a no-show (state change 6 in docs/market.md).
    function noShow(uint256 seed) external timed {
        (uint256 index, LeaseModel storage lease) = _pick(seed);
        if (index == type(uint256).max) return;
        address caller = seed % 2 == 0 ? lease.holder : stranger;
        uint256 deadline = _readyUntil(lease);
        bool open = lease.state == 1 && block.timestamp > deadline
            && (caller == lease.holder || block.timestamp > deadline + 3_600);
        vm.prank(caller);
        try market.noShow(index + 1, lease.terms) {
            assertTrue(open, "11: noShow took an edge that is not there");
            _changeHours(lease.terms, block.timestamp / 3600, type(uint256).max, false);
            _closeModel(lease, 0);
            _edges[6] += 1;
        } catch {
            assertTrue(!open, "11: noShow was refused where it is an edge");
        }
        _checkLease(index);
    }

    /// @notice Ends a lease (state changes 10 and 11 in docs/market.md), by a direct or a relayed call of the holder or
    /// a session key.
    function end(uint256 seed) external timed {
        (uint256 index, LeaseModel storage lease) = _pick(seed);
        if (index == type(uint256).max) return;
        bool accept = _draw(seed, 2) % 2 == 0;
        uint256 key = _actorKey(seed, _holderKeyOf(lease));
        bool open = lease.state == 2 && _mayAct(lease.holder, vm.addr(key));
        if (_endCall(seed, index, accept, key)) {
            assertTrue(open, "11: end took an edge that is not there");
            if (block.timestamp < lease.readyAt + lease.terms.trialSeconds) {
                lease.endAt = lease.readyAt;
            } else if (block.timestamp + lease.terms.noticeSeconds < lease.endAt) {
                lease.endAt = block.timestamp + lease.terms.noticeSeconds;
            }
            uint256 from = lease.endAt > block.timestamp ? (lease.endAt + 3_599) / 3600 : block.timestamp / 3600;
            _changeHours(lease.terms, from, type(uint256).max, false);
            if (accept) _closeModel(lease, _billedSeconds(lease, lease.endAt));
            else _endModel(lease);
            _edges[accept ? 10 : 11] += 1;
        } else {
            assertTrue(!open, "11: end was refused where it is an edge");
        }
        _checkLease(index);
    }

    /// @notice Pays the provider the vested part of its pay (state change 9 in docs/market.md).
    function claim(uint256 seed) external timed {
        (uint256 index, LeaseModel storage lease) = _pick(seed);
        if (index == type(uint256).max) return;
        address providerOf = lease.terms.provider;
        uint256 before = _balance(providerOf);
        vm.prank(stranger);
        try market.claim(index + 1, lease.terms) returns (uint256 pay) {
            assertTrue(lease.state != 0, "11: claim on a closed lease");
            uint256 due = _vestedSeconds(lease);
            uint256 wasPaid = lease.pay - lease.providerFee;
            if (due > lease.paidSeconds) _payModel(lease, due);
            assertEq(_balance(providerOf) - before, lease.pay - lease.providerFee - wasPaid, "3: claim paid");
            assertTrue(pay == 0 || lease.state != 1, "11: a booked lease paid");
            if (pay != 0) _edges[9] += 1;
        } catch {
            assertTrue(lease.state == 0, "11: claim was refused on a live lease");
        }
        _checkLease(index);
    }

    /// @notice Closes a lease (state changes 14 and 15 in docs/market.md).
    function close(uint256 seed) external timed {
        (uint256 index, LeaseModel storage lease) = _pick(seed);
        if (index == type(uint256).max) return;
        bool open = (lease.state == 2 || lease.state == 3) && block.timestamp >= lease.endAt + 3_600;
        uint256 before = _balance(lease.holder);
        uint256 refunded = lease.refund;
        vm.prank(stranger);
        try market.close(index + 1, lease.terms) {
            assertTrue(open, "11: close took an edge that is not there");
            _edges[lease.state == 2 ? 14 : 15] += 1;
            _closeModel(lease, _billedSeconds(lease, lease.endAt));
            assertEq(_balance(lease.holder) - before, lease.refund - refunded, "4: refund");
        } catch {
            assertTrue(!open, "11: close was refused where it is an edge");
        }
        _checkLease(index);
    }

    // ── Balances ────────────────────────────────────────────────────────────

    function deposit(uint256 seed) external timed {
        _give(_accounts[seed % _accounts.length], _draw(seed, 1) % 1e18);
    }

    function withdraw(uint256 seed) external timed {
        address account = _accounts[seed % _accounts.length];
        uint256 balance = _balance(account);
        uint256 amount = _draw(seed, 1) % 4 == 0 ? balance : _draw(seed, 1) % (balance / 8 + 2);
        vm.prank(account);
        try market.withdraw(amount, account) {
            assertAtMost(amount, balance, "1: a withdrawal above the balance");
            _withdrawn += amount;
        } catch {
            assertTrue(amount > balance, "8: a withdrawal within the balance was refused");
        }
    }

    function sweepFees(uint256) external timed {
        _swept += market.sweepFees(_accounts);
    }

    function redeem(uint256 seed) external timed {
        address account = _accounts[seed % _accounts.length];
        uint256 amount = ptoken.balanceOf(account);
        if (amount < 1e12) return;
        vm.prank(account);
        ptoken.redeem(bound(_draw(seed, 1), 1e12, amount), account);
    }

    function mint(uint256 seed) external timed {
        uint256 units = _draw(seed, 1) % 1e9 + 1;
        stable.mint(address(this), units);
        stable.approve(address(ptoken), units);
        uint256 amount = ptoken.mint(units, address(this));
        assertEq(amount, units * 98 * 1e10, "9: minted");
        if (seed % 2 == 0) ptoken.burn(amount);
    }

    function changeBond(uint256 seed) external timed {
        address account = vm.addr(_ownerKeys[seed % 3]);
        uint256 bonded = vault.bondOf(account, PROVIDER_PURPOSE).bonded;
        if (seed % 4 == 0 && bonded > 0) {
            vm.prank(account);
            vault.unbond(PROVIDER_PURPOSE, bound(_draw(seed, 1), 1, bonded));
        } else {
            _fundAndBond(account);
        }
    }

    // ── Model ───────────────────────────────────────────────────────────────

    /// @dev Returns the index of a lease: half of the time one of the newest four, otherwise any. Returns 2^256 - 1
    /// before the first lease.
    function _pick(uint256 seed) internal view returns (uint256 index, LeaseModel storage lease) {
        if (_leases.length == 0) return (type(uint256).max, _none);
        uint256 recent = _leases.length < 4 ? _leases.length : 4;
        index = _draw(seed, 30) % 2 == 0
            ? _leases.length - 1 - _draw(seed, 31) % recent
            : _preferLive(_draw(seed, 0) % _leases.length);
        lease = _leases[index];
    }

    /// @dev Most leases are closed after a while. So this usually looks up to twelve positions further for a lease that
    /// is not closed.
    function _preferLive(uint256 index) private view returns (uint256) {
        if (index % 5 == 0) return index;
        for (uint256 i = 0; i < 12 && _leases[index].state == 0; ++i) {
            index = (index + 1) % _leases.length;
        }
        return index;
    }

    function _cancelCall(uint256 seed, uint256 index, uint256 key) private returns (bool) {
        LeaseModel storage lease = _leases[index];
        if (seed % 2 == 0) {
            vm.prank(vm.addr(key));
            try market.cancelLease(index + 1, lease.terms) {
                return true;
            } catch {
                return false;
            }
        }
        uint40 expiry = uint40(block.timestamp);
        bytes memory signature = _sign(key, _digest(OrderLib.hashCancelLease(index + 1, _keyOf(index + 1, lease.terms), expiry)));
        try market.cancelLeaseFor(index + 1, lease.terms, expiry, signature) {
            return true;
        } catch {
            return false;
        }
    }

    function _endCall(uint256 seed, uint256 index, bool accept, uint256 key) private returns (bool) {
        LeaseModel storage lease = _leases[index];
        if (seed % 2 == 0) {
            vm.prank(vm.addr(key));
            try market.end(index + 1, lease.terms, accept) {
                return true;
            } catch {
                return false;
            }
        }
        uint40 expiry = uint40(block.timestamp);
        bytes memory signature = _sign(key, _digest(OrderLib.hashEnd(index + 1, _keyOf(index + 1, lease.terms), accept, expiry)));
        try market.endFor(index + 1, lease.terms, accept, expiry, signature) {
            return true;
        } catch {
            return false;
        }
    }

    function _vestedSeconds(LeaseModel storage lease) internal view returns (uint256) {
        if (lease.state < 2 || block.timestamp < lease.readyAt + lease.terms.trialSeconds) return 0;
        return _billedSeconds(lease, block.timestamp - 3_600);
    }

    /// @dev Returns the seconds from Ready to `time` or to the end, whichever is earlier, less the credited seconds; at
    /// least 0.
    function _billedSeconds(LeaseModel storage lease, uint256 time) internal view returns (uint256) {
        uint256 until = time < lease.endAt ? time : lease.endAt;
        uint256 from = lease.readyAt + lease.credit;
        return until > from ? until - from : 0;
    }

    function _payModel(LeaseModel storage lease, uint256 paidSeconds) internal {
        uint256 rate = uint256(lease.terms.pricePerGpuSecond) * lease.terms.gpus;
        lease.paidSeconds = paidSeconds;
        lease.pay = rate * paidSeconds;
        lease.renterFee = _feeUp(lease.pay);
        lease.providerFee = _feeUp(lease.pay);
    }

    /// @dev Ends a lease in the model: pays the vested seconds, and refunds all seconds that will not be billed.
    function _endModel(LeaseModel storage lease) internal {
        lease.state = 3;
        uint256 due = _vestedSeconds(lease);
        if (due > lease.paidSeconds) _payModel(lease, due);
        uint256 billed = _billedSeconds(lease, lease.endAt);
        if (billed < lease.paidSeconds) billed = lease.paidSeconds;
        uint256 most = uint256(lease.terms.pricePerGpuSecond) * lease.terms.gpus * billed;
        lease.refund = lease.escrow - most - _feeUp(most);
    }

    function _closeModel(LeaseModel storage lease, uint256 billedSeconds) internal {
        _payModel(lease, billedSeconds < lease.paidSeconds ? lease.paidSeconds : billedSeconds);
        lease.state = 0;
        lease.refund = lease.escrow - lease.pay - lease.renterFee;
    }

    /// @dev Checks that the lease on chain equals the model's, and that its money is within its terms. Only the touched
    /// lease needs this check, because an action cannot change another one.
    function _checkLease(uint256 index) internal {
        LeaseModel storage lease = _leases[index];
        _countLocked(lease);
        _checkMoney(lease);
        LeaseSlot memory slot = market.leaseSlot(index + 1);
        assertEq(LeaseLib.stateOf(slot), lease.state, "11: state");
        if (lease.state == 0) return;
        assertEq(slot.endOffset, lease.endAt - lease.terms.start, "11: end");
        assertEq(slot.paidSeconds, lease.paidSeconds, "4: paid seconds");
        assertEq(slot.credit, lease.credit, "8: credited seconds");
        if (lease.state > 1) assertEq(slot.readyDelay, lease.readyAt - lease.terms.start, "11: ready");
    }

    function _checkMoney(LeaseModel storage lease) private view {
        uint256 left = lease.pay + lease.renterFee;
        uint256 price = uint256(lease.terms.pricePerGpuSecond) * lease.terms.gpus;
        assertAtMost(lease.pay, price * lease.terms.durationSeconds, "3: pay");
        assertAtMost(left, lease.escrow, "3: what the renter pays");
        if (lease.state == 0) {
            assertEq(left + lease.refund, lease.escrow, "4: paid and refunded is the escrow");
        } else if (lease.state == 3) {
            assertAtMost(left + lease.refund, lease.escrow, "4: no more than the escrow");
        } else {
            assertEq(lease.refund, 0, "4: nothing is refunded before the end");
        }
    }

    function _holderKeyOf(LeaseModel storage lease) internal view returns (uint256) {
        for (uint256 i = 0; i < 3; ++i) {
            if (vm.addr(_renterKeys[i]) == lease.holder) return _renterKeys[i];
        }
        return 0;
    }

    function _nodeKeyOf(LeaseModel storage lease) private view returns (uint256) {
        for (uint256 i = 0; i < 3; ++i) {
            if (_nodes[i] == lease.terms.node) return _nodeKeys[i];
        }
        return 0;
    }
}
