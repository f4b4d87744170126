// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../../../src/interfaces/IMarketErrors.sol";
import {Ask, Bid, LeaseTerms} from "../../../src/types/MarketTypes.sol";
import {LeaseModel} from "../stores/LeaseStore.sol";
import {MarketParties} from "./MarketParties.sol";
import {SettleItem, SettleItems} from "../../fixtures/SettleItems.sol";

/// @title Settles random pairs of ask and bid, and checks each result of the market against the model
abstract contract SettleHandler is MarketParties {
    /// @dev One attempt to settle, and the state before it.
    struct Attempt {
        SettleItem item;
        LeaseTerms terms;
        uint256 nodeIndex;
        address signer; // signer of the bid: the renter, or a session key
        uint256 balance; // the renter's balance
    }

    /// @notice Settles one random pair of ask and bid. If the market refuses the call, the model must also have a
    /// reason to refuse it. If the call succeeds, no rule of the model may be broken.
    function settle(uint256 seed) external timed {
        uint256 nodeIndex = _draw(seed, 1) % 3;
        uint256 renterIndex = _draw(seed, 2) % 3;
        uint256 signerKey = _actorKey(seed, _renterKeys[renterIndex]);
        SettleItem memory item = _randomItem(seed, nodeIndex, renterIndex, signerKey);
        bool hasTrial = _hasTrial(item) && item.ask.trialSeconds != 0;
        Attempt memory attempt = Attempt({
            item: item,
            terms: _termsOf(item, block.timestamp, hasTrial),
            nodeIndex: nodeIndex,
            signer: vm.addr(signerKey),
            balance: _balance(item.bid.renter)
        });
        bool leftOut = _draw(seed, 19) % 4 == 0;
        if (leftOut && _settledInABatch(attempt)) return;
        vm.prank(ENGINE);
        try market.settle(SettleItems.pack(item)) returns (uint256 leaseId) {
            assertTrue(!leftOut, "a batch left out what settle takes");
            _checkSuccess(attempt, leaseId);
        } catch (bytes memory reason) {
            _checkRefusal(attempt, bytes4(reason));
        }
    }

    /// @dev Settles the pair of ask and bid as a batch of one item. `settleBatch` settles or skips the item. If it
    /// skips the item, `settle` must refuse it with a reason that the model also has.
    function _settledInABatch(Attempt memory attempt) private returns (bool settled) {
        SettleItem[] memory items = new SettleItem[](1);
        items[0] = attempt.item;
        vm.prank(ENGINE);
        uint256 leaseId = market.settleBatch(SettleItems.pack(items))[0];
        settled = leaseId != 0;
        if (settled) _checkSuccess(attempt, leaseId);
    }

    function cancelBid(uint256 seed) external timed {
        address account = vm.addr(_renterKeys[seed % 3]);
        uint64 nonce = uint64(_draw(seed, 1) % 40);
        vm.prank(account);
        market.cancelBid(nonce);
        _bidCancelled[account][nonce] = true;
    }

    function cancelAsk(uint256 seed) external timed {
        address account = vm.addr(_ownerKeys[seed % 3]);
        uint64 nonce = uint64(_draw(seed, 1) % 40);
        vm.prank(account);
        market.cancelAsk(nonce);
        _askCancelled[account][nonce] = true;
    }

    function raiseFloor(uint256 seed) external timed {
        address account = seed % 2 == 0 ? vm.addr(_renterKeys[seed % 3]) : vm.addr(_ownerKeys[seed % 3]);
        uint64 floor = _floor[account] + uint64(_draw(seed, 1) % 3);
        vm.prank(account);
        try market.raiseFloor(floor) {
            assertTrue(floor > _floor[account], "a floor rises");
            _floor[account] = floor;
        } catch {
            assertTrue(floor == _floor[account], "only a floor that does not rise is refused");
        }
    }

    // ── Orders ──────────────────────────────────────────────────────────────

    function _randomItem(uint256 seed, uint256 nodeIndex, uint256 renterIndex, uint256 signerKey)
        private
        view
        returns (SettleItem memory item)
    {
        Ask memory ask = _ask();
        ask.provider = vm.addr(_ownerKeys[nodeIndex]);
        ask.node = _nodes[nodeIndex];
        ask.pricePerGpuSecond = uint96(bound(_draw(seed, 3), 1, 1e14));
        ask.maxGpus = 15;
        ask.transferable = _draw(seed, 20) % 2 == 0;
        ask.noticeSeconds = uint32(_draw(seed, 4) % 3 == 0 ? _draw(seed, 5) % 8_000 : 0);
        ask.trialSeconds = uint32(_draw(seed, 6) % 3 == 0 ? 0 : _draw(seed, 7) % 5_000);
        ask.nonce = uint64(_draw(seed, 8) % 60);
        Bid memory bid = _bid();
        bid.renter = vm.addr(_renterKeys[renterIndex]);
        bid.node = _draw(seed, 9) % 2 == 0 ? ask.node : bytes32(0);
        bid.classMask = type(uint256).max;
        bid.regionMask = type(uint256).max;
        bid.gpus = uint8(bound(_draw(seed, 10), 1, 20));
        bid.durationSeconds = uint32(bound(_draw(seed, 11), 60, _draw(seed, 12) % 4 == 0 ? 3 days : 4 hours));
        bid.maxPricePerGpuSecond = 1e14;
        bid.nonce = uint64(_draw(seed, 13) % (60 + _leases.length));
        item.ask = ask;
        item.bid = bid;
        item.gpus = uint8(bound(_draw(seed, 14), 1, bid.gpus));
        item.start = _draw(seed, 15) % 3 == 0 ? uint40(block.timestamp + _draw(seed, 16) % 2 days) : 0;
        item.relayFee = uint96(_draw(seed, 17) % 2 == 0 ? 0 : _draw(seed, 18) % 1e15);
        item.askSignature = _sign(_ownerKeys[nodeIndex], market.hashAsk(ask));
        item.bidSignature = _sign(signerKey, market.hashBid(bid));
    }

    // ── Checks ──────────────────────────────────────────────────────────────

    function _checkSuccess(Attempt memory attempt, uint256 leaseId) private {
        (SettleItem memory item, LeaseTerms memory terms) = (attempt.item, attempt.terms);
        uint256 capacity = _capacities[attempt.nodeIndex];
        address renterOf = item.bid.renter;
        uint64 nonce = item.bid.nonce;
        assertTrue(!_bidCancelled[renterOf][nonce] && nonce >= _floor[renterOf], "5: a cancelled bid was filled");
        assertTrue(
            !_askCancelled[item.ask.provider][item.ask.nonce] && item.ask.nonce >= _floor[item.ask.provider],
            "5: a cancelled ask was filled"
        );
        assertTrue(_fits(terms, capacity), "2: an hour was booked above the node's GPUs");
        assertTrue(item.gpus <= capacity, "2: more GPUs than the node has");
        _filled[renterOf][nonce] += item.gpus;
        assertAtMost(_filled[renterOf][nonce], item.bid.gpus, "5: a lane passed its size");
        assertEq(market.bidLane(renterOf, nonce), _filled[renterOf][nonce], "5: lane");
        _changeHours(terms, 0, type(uint256).max, true);
        assertEq(leaseId, _leases.length + 1, "lease ids count up");
        LeaseModel storage lease = _leases.push();
        lease.terms = terms;
        lease.holder = terms.renter;
        lease.state = 1;
        lease.endAt = uint256(terms.start) + terms.durationSeconds;
        lease.escrow = _escrowOf(terms);
        lease.relayFee = item.relayFee;
        _countLocked(lease);
        uint256 spent = attempt.balance - _balance(renterOf);
        assertEq(spent, lease.escrow + item.relayFee, "3: a booking costs its escrow and the relay fee");
        _spend(renterOf, attempt.signer, spent);
        _edges[1] += 1;
    }

    function _checkRefusal(Attempt memory attempt, bytes4 reason) private {
        (SettleItem memory item, LeaseTerms memory terms) = (attempt.item, attempt.terms);
        uint256 capacity = _capacities[attempt.nodeIndex];
        uint256 cost = _escrowOf(terms) + item.relayFee;
        address renterOf = item.bid.renter;
        uint64 nonce = item.bid.nonce;
        uint256 filled = _filled[renterOf][nonce];
        if (reason == IMarketErrors.Market_AskCancelled.selector) {
            assertTrue(
                _askCancelled[item.ask.provider][item.ask.nonce] || item.ask.nonce < _floor[item.ask.provider],
                "refused as a cancelled ask"
            );
        } else if (reason == IMarketErrors.Market_BidCancelled.selector) {
            assertTrue(_bidCancelled[renterOf][nonce] || nonce < _floor[renterOf], "refused as a cancelled bid");
        } else if (reason == IMarketErrors.Market_BidOverfilled.selector) {
            assertTrue(filled + item.gpus > item.bid.gpus, "refused as overfilled");
        } else if (reason == IMarketErrors.Market_GpusOutOfRange.selector) {
            assertTrue(item.gpus > capacity, "refused for its GPUs");
        } else if (reason == IMarketErrors.Market_CalendarFull.selector) {
            assertTrue(!_fits(terms, capacity), "refused as taken");
        } else if (reason == IMarketErrors.Market_InsufficientBalance.selector) {
            assertTrue(attempt.balance < cost, "refused as too poor");
        } else if (reason == IMarketErrors.Market_NodeNotListed.selector) {
            assertTrue(!registry.listing(item.ask.node).listed, "refused as not listed");
        } else if (reason == IMarketErrors.Market_SignerNotRenter.selector) {
            assertTrue(!_mayAct(renterOf, attempt.signer), "6: refused as no key");
        } else if (reason == IMarketErrors.Market_SessionTotalPassed.selector) {
            assertTrue(!_fitsTotal(renterOf, attempt.signer, cost), "6: refused above the total");
            _keyRefusals += 1;
        } else if (reason == IMarketErrors.Market_SessionDayCapPassed.selector) {
            assertTrue(!_fitsDay(renterOf, attempt.signer, cost), "6: refused above the day's cap");
            _keyRefusals += 1;
        } else {
            assertTrue(false, "a refusal with no reason");
        }
    }

    // ── Calendar model: one counter an hour ─────────────────────────────────

    function _fits(LeaseTerms memory terms, uint256 capacity) private view returns (bool) {
        (uint256 from, uint256 to) = _hoursOf(terms);
        for (uint256 hour = from; hour < to; ++hour) {
            if (_hourGpus[terms.node][hour] + terms.gpus > capacity) return false;
        }
        return true;
    }

    /// @dev In the model, books or frees those hours of the lease that lie in [low, high). Then compares the changed
    /// words of the calendar with the chain, hour by hour.
    function _changeHours(LeaseTerms memory terms, uint256 low, uint256 high, bool booked) internal {
        (uint256 from, uint256 to) = _hoursOf(terms);
        for (uint256 hour = from < low ? low : from; hour < to && hour < high; ++hour) {
            if (booked) _hourGpus[terms.node][hour] += terms.gpus;
            else _hourGpus[terms.node][hour] -= terms.gpus;
        }
        for (uint256 index = from / 64; index <= (to - 1) / 64; ++index) {
            assertEq(market.calendarWord(terms.node, index), _wordOf(terms.node, index), "2: calendar word");
        }
    }

    function _wordOf(bytes32 nodeId, uint256 index) private view returns (uint256 word) {
        for (uint256 i = 0; i < 64; ++i) {
            word |= _hourGpus[nodeId][index * 64 + i] << (4 * i);
        }
    }

    function _hoursOf(LeaseTerms memory terms) private pure returns (uint256 from, uint256 to) {
        from = uint256(terms.start) / 3600;
        to = (uint256(terms.start) + terms.durationSeconds + 3599) / 3600;
    }
}
