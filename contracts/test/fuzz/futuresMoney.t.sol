// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Commitment, CommitmentTerms} from "../../src/types/FuturesCommitmentTypes.sol";
import {FuturesFixture} from "../fixtures/FuturesFixture.sol";

/// @dev Random walks of commitments (providers' promises of GPU time): promises, records, corrections, settlements,
/// payments and passing time. Checks the sums of money after each step.
contract FuturesMoneyTest is FuturesFixture {
    uint256 private _in;
    uint256 private _out;
    uint256 private _supply;
    uint256[4] private _done;

    /// hardhat-config: fuzz.runs = 12
    /// hardhat-config: long.fuzz.runs = 240
    function testFuzz_BondsInArePaidBurnedBondedOrOwed(uint256 seed) external {
        _walk(seed);
        // At the end, settles every commitment of GPU time that is not settled, once its window is over.
        vm.warp(block.timestamp + 200 days);
        for (uint256 id = 1; id <= futures.commitmentCount(); ++id) {
            if (!futures.commitmentOf(id).settled) futures.settle(id);
        }
        _payOut(provider);
        _payOut(renter);
        assertEq(ptoken.balanceOf(address(futures)), 0, "nothing stays behind");
        assertEq(_in, _out + _supply - ptoken.totalSupply(), "in = paid + burned");
    }

    /// @dev Fails if the random walk reaches too few states, because it would then test too little.
    function test_TheWalkGetsEverythingDone() external {
        _walk(7);
        for (uint256 act = 0; act < 4; ++act) {
            if (_done[act] == 0) revert NotEqual("an act that never succeeds", act, 1);
        }
    }

    /// hardhat-config: fuzz.runs = 64
    /// hardhat-config: long.fuzz.runs = 1280
    function testFuzz_MoreDeliveredNeverCostsMoreAndNothingCostsMoreThanHalf(uint96 bond, uint64 one, uint64 more) external {
        CommitmentTerms memory terms = _terms();
        terms.bond = uint96(bound(bond, 57.6e18, 4_000e18));
        uint64 less = uint64(bound(one, 0, PROMISED));
        uint256 lessBack = _settledWith(terms, less);
        uint256 moreBack = _settledWith(terms, uint64(bound(more, less, PROMISED)));
        assertAtMost(lessBack, moreBack, "more delivered, less back");
        assertAtMost(moreBack, terms.bond, "no more than the bond");
        assertAtMost(terms.bond / 2, lessBack, "at most half is taken");
    }

    function _settledWith(CommitmentTerms memory terms, uint64 delivered) private returns (uint256 back) {
        (terms.from, terms.until) = (uint40(block.timestamp + 2 hours), uint40(block.timestamp + 12 hours));
        uint256 id = _commit(terms);
        uint256 before = futures.owedTo(provider);
        _deliver(id, delivered);
        _settleAfterCorrections(id);
        back = futures.owedTo(provider) - before;
    }

    function _walk(uint256 seed) private {
        _supply = ptoken.totalSupply();
        for (uint256 step = 0; step < 50; ++step) {
            seed = uint256(keccak256(abi.encode(seed, step)));
            _act(seed % 8, seed >> 8);
            _check();
        }
    }

    function _act(uint256 act, uint256 seed) private {
        uint256 count = futures.commitmentCount();
        uint256 id = count == 0 ? 0 : 1 + seed % count;
        if (act < 2) _promise(seed);
        else if (act < 4) _tryRecord(id, seed);
        else if (act == 4) _trySettle(id);
        else if (act == 5) _payOut(seed % 2 == 0 ? provider : renter);
        else vm.warp(block.timestamp + seed % (seed % 4 == 0 ? 12 days : 12 hours));
    }

    function _promise(uint256 seed) private {
        CommitmentTerms memory terms = _terms();
        terms.from = uint40(block.timestamp + 1 hours + seed % 2 days);
        terms.until = terms.from + uint40(1 hours + (seed >> 32) % 2 days);
        terms.gpuSeconds = uint64(1 + (seed >> 64) % 2_000_000);
        terms.bond = uint96(40e18 + (seed >> 96) % 50e18);
        if (seed % 3 == 0) terms.promisedTo = address(0);
        if (ptoken.balanceOf(provider) < terms.bond) return;
        _commit(terms);
        _in += terms.bond;
        _done[0] += 1;
    }

    function _tryRecord(uint256 id, uint256 seed) private {
        Commitment memory it = futures.commitmentOf(id);
        uint64 delivered = uint64(seed % (uint256(it.gpuSeconds) * 5 / 4 + 1));
        vm.warp(block.timestamp + 1 hours); // the epoch number must rise
        _attestDelivered(id, delivered);
        try futures.record(id, delivered, _path(SIBLING)) {
            assertTrue(!it.settled && block.timestamp >= it.until, "recorded what was not over");
            _done[1] += 1;
        } catch {}
    }

    function _trySettle(uint256 id) private {
        Commitment memory it = futures.commitmentOf(id);
        uint256 from = it.recordedAt == 0 ? it.until + 14 days : it.recordedAt + 72 hours;
        bool due = it.provider != address(0) && !it.settled && block.timestamp >= from;
        try futures.settle(id) {
            assertTrue(due, "settled what was not due");
            _done[2] += 1;
        } catch {
            assertTrue(!due, "settling was refused");
        }
    }

    function _payOut(address account) private {
        if (futures.owedTo(account) == 0) return;
        vm.prank(account);
        _out += futures.withdraw(account);
        _done[3] += 1;
    }

    function _check() private view {
        uint256 bonded = 0;
        for (uint256 id = 1; id <= futures.commitmentCount(); ++id) {
            Commitment memory it = futures.commitmentOf(id);
            if (!it.settled) bonded += it.bond;
        }
        uint256 owed = futures.owedTo(provider) + futures.owedTo(renter);
        assertEq(ptoken.balanceOf(address(futures)), bonded + owed, "what is bonded and owed is here");
        assertEq(_in, _out + _supply - ptoken.totalSupply() + bonded + owed, "in = paid + burned + bonded + owed");
    }
}
