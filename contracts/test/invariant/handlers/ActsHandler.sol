// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OrderLib} from "../../../src/libraries/OrderLib.sol";
import {LeaseTerms} from "../../../src/types/MarketTypes.sol";
import {LeaseModel} from "../stores/LeaseStore.sol";
import {MarketHandler} from "./MarketHandler.sol";

/// @title Rarer calls in the invariant tests: extending and transferring a lease, its end by the provider or by a
/// quorum of validators, and credits (seconds that validators take off the bill)
abstract contract ActsHandler is MarketHandler {
    /// @notice Extends a lease (state change 7 in docs/market.md), by a direct or a relayed call of the holder or a
    /// session key.
    function extend(uint256 seed) external timed {
        (uint256 index, LeaseModel storage lease) = _pick(seed);
        if (index == type(uint256).max) return;
        uint256 newEnd = lease.endAt + _draw(seed, 1) % 10_000;
        LeaseTerms memory longer = lease.terms;
        longer.durationSeconds = uint32(newEnd - lease.terms.start);
        uint256 escrow = _escrowOf(longer);
        uint256 added = escrow > lease.escrow ? escrow - lease.escrow : 0;
        uint256 key = _actorKey(seed, _holderKeyOf(lease));
        uint96 relayFee = _extendFeeOf(seed);
        bool open = lease.state == 2 && block.timestamp < lease.endAt && newEnd > lease.endAt
            && newEnd <= block.timestamp + 28 days && longer.durationSeconds <= lease.terms.askMaxDurationSeconds
            && _askStands(lease) && _hoursFit(lease, newEnd) && registry.listing(lease.terms.node).listed
            && _balance(lease.holder) >= added + relayFee && _maySpend(lease.holder, vm.addr(key), added + relayFee);
        uint256 before = _balance(lease.holder);
        if (_extendCall(seed, index, uint40(newEnd), key)) {
            assertTrue(open, "11: extend took an edge that is not there");
            assertEq(before - _balance(lease.holder), added + relayFee, "3: an extension costs its seconds and the relay fee");
            _spend(lease.holder, vm.addr(key), added + relayFee);
            _changeHours(longer, (lease.endAt + 3_599) / 3600, type(uint256).max, true);
            lease.terms = longer;
            lease.endAt = newEnd;
            lease.escrow += added;
            lease.relayFee += relayFee;
            _edges[7] += 1;
        } else {
            assertTrue(!open, "11: extend was refused where it is an edge");
        }
        _checkLease(index);
    }

    /// @notice Lets the provider end a lease (state changes 4 and 12 in docs/market.md).
    function endByProvider(uint256 seed) external timed {
        (uint256 index, LeaseModel storage lease) = _pick(seed);
        if (index == type(uint256).max) return;
        bool open = lease.state == 1 || (lease.state == 2 && block.timestamp < lease.endAt);
        uint256 atRisk = vault.atRisk(lease.terms.provider, PROVIDER_PURPOSE);
        uint256 before = _balance(lease.holder);
        uint256 refunded = lease.refund;
        vm.prank(lease.terms.provider);
        try market.endByProvider(index + 1, lease.terms) {
            assertTrue(open, "11: endByProvider took an edge that is not there");
            _edges[lease.state == 1 ? 4 : 12] += 1;
            bool free = lease.state == 1 && lease.terms.flags & 1 == 1 && block.timestamp <= uint256(lease.terms.start) + 120;
            if (lease.state == 1) {
                _changeHours(lease.terms, block.timestamp / 3600, type(uint256).max, false);
                _closeModel(lease, 0);
            } else {
                lease.endAt =
                    block.timestamp < lease.readyAt + lease.terms.trialSeconds ? lease.readyAt : block.timestamp;
                _changeHours(lease.terms, block.timestamp / 3600, type(uint256).max, false);
                _endModel(lease);
            }
            uint256 lost = atRisk - vault.atRisk(lease.terms.provider, PROVIDER_PURPOSE);
            assertEq(lost, free ? 0 : _least(_hourOf(lease), atRisk), "3: compensation comes from the bond, an hour of pay");
            assertEq(_balance(lease.holder) - before, lease.refund - refunded + lost, "4: refund and compensation");
            _compensated += lost;
        } catch {
            assertTrue(!open, "11: endByProvider was refused where it is an edge");
        }
        _checkLease(index);
    }

    /// @notice Credits seconds to a lease: before its end (state change 8 in docs/market.md), or between its end and
    /// its close.
    function credit(uint256 seed) external timed {
        (uint256 index, LeaseModel storage lease) = _pick(seed);
        if (index == type(uint256).max) return;
        bool full = _draw(seed, 2) % 2 == 0;
        uint256 billed = lease.state < 2 ? 0 : _billedSeconds(lease, block.timestamp);
        uint256 paid = full ? lease.paidSeconds : _most(lease.paidSeconds, _vestedSeconds(lease));
        uint256 unpaid = billed > paid ? billed - paid : 0;
        uint256 seconds_ = _draw(seed, 1) % (unpaid + 20);
        bool open = lease.state >= 2 && seconds_ <= unpaid;
        vm.prank(QUORUM);
        try market.credit(index + 1, lease.terms, uint24(seconds_), full) {
            assertTrue(open, "11: credit took an edge that is not there");
            if (paid > lease.paidSeconds) _payModel(lease, paid);
            lease.credit += seconds_;
            if (lease.state == 3) {
                uint256 inAll = _billedSeconds(lease, lease.endAt);
                uint256 pay = uint256(lease.terms.pricePerGpuSecond) * lease.terms.gpus * inAll;
                lease.refund = lease.escrow - pay - _feeUp(pay);
            }
            _edges[8] += 1;
        } catch {
            assertTrue(!open, "11: credit was refused where it is an edge");
        }
        _checkLease(index);
    }

    /// @notice Ends a lease because its node was lost (state change 13 in docs/market.md).
    function nodeLost(uint256 seed) external timed {
        (uint256 index, LeaseModel storage lease) = _pick(seed);
        if (index == type(uint256).max) return;
        uint256 since = block.timestamp - _draw(seed, 1) % 5_000;
        bool full = _draw(seed, 2) % 2 == 0;
        bool open = lease.state == 2 && block.timestamp >= since + 120 && since < lease.endAt;
        vm.prank(QUORUM);
        try market.nodeLost(index + 1, lease.terms, uint40(since), full) {
            assertTrue(open, "11: nodeLost took an edge that is not there");
            uint256 due = full ? 0 : _vestedSeconds(lease);
            if (due > lease.paidSeconds) _payModel(lease, due);
            lease.endAt = since < lease.readyAt + lease.terms.trialSeconds ? lease.readyAt : since;
            uint256 paidUntil = lease.paidSeconds == 0 ? lease.readyAt : lease.readyAt + lease.credit + lease.paidSeconds;
            if (lease.endAt < paidUntil) lease.endAt = paidUntil;
            _changeHours(lease.terms, block.timestamp / 3600, type(uint256).max, false);
            _endModel(lease);
            _edges[13] += 1;
        } catch {
            assertTrue(!open, "11: nodeLost was refused where it is an edge");
        }
        _checkLease(index);
    }

    /// @notice Transfers a lease (state change 2 in docs/market.md).
    function transfer(uint256 seed) external timed {
        (uint256 index, LeaseModel storage lease) = _pick(seed);
        if (index == type(uint256).max) return;
        address to = vm.addr(_renterKeys[_draw(seed, 1) % 3]);
        bool open = lease.state == 1 && block.timestamp < lease.terms.start && lease.terms.flags & 4 != 0;
        vm.prank(lease.holder);
        try market.transferLease(index + 1, lease.terms, to) {
            assertTrue(open, "11: transfer took an edge that is not there");
            lease.holder = to;
            _edges[2] += 1;
        } catch {
            assertTrue(!open, "11: transfer was refused where it is an edge");
        }
        _checkLease(index);
    }

    function _extendCall(uint256 seed, uint256 index, uint40 newEnd, uint256 key) private returns (bool) {
        LeaseModel storage lease = _leases[index];
        if (seed % 2 == 0) {
            vm.prank(vm.addr(key));
            try market.extend(index + 1, lease.terms, newEnd) {
                return true;
            } catch {
                return false;
            }
        }
        uint40 expiry = uint40(block.timestamp);
        uint96 relayFee = _extendFeeOf(seed);
        bytes memory signature = _sign(key, _digest(OrderLib.hashExtend(index + 1, _keyOf(index + 1, lease.terms), newEnd, relayFee, expiry)));
        vm.prank(ENGINE);
        try market.extendFor(index + 1, lease.terms, newEnd, relayFee, expiry, signature) {
            return true;
        } catch {
            return false;
        }
    }

    /// @dev Returns the relay fee of an extension that another account sends, in PToken base units. At least half of
    /// these extensions pay no fee.
    function _extendFeeOf(uint256 seed) private pure returns (uint96) {
        return seed % 2 == 0 ? 0 : uint96(_draw(seed, 2) % 3 * 5e14);
    }

    function _askStands(LeaseModel storage lease) private view returns (bool) {
        address owner = lease.terms.provider;
        return !_askCancelled[owner][lease.terms.askNonce] && lease.terms.askNonce >= _floor[owner];
    }

    function _hoursFit(LeaseModel storage lease, uint256 newEnd) private view returns (bool) {
        uint256 capacity = registry.listing(lease.terms.node).gpus;
        for (uint256 hour = (lease.endAt + 3_599) / 3600; hour < (newEnd + 3_599) / 3600; ++hour) {
            if (_hourGpus[lease.terms.node][hour] + lease.terms.gpus > capacity) return false;
        }
        return true;
    }

    /// @dev Returns the expected compensation of one hour: an hour of the lease's pay, at most an hour of the reference
    /// price.
    function _hourOf(LeaseModel storage lease) private view returns (uint256) {
        return uint256(lease.terms.gpus) * 3_600 * _least(lease.terms.pricePerGpuSecond, PRICE);
    }

    function _most(uint256 one, uint256 other) private pure returns (uint256) {
        return one > other ? one : other;
    }

    function _least(uint256 one, uint256 other) private pure returns (uint256) {
        return one < other ? one : other;
    }
}
