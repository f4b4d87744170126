// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AssignedDay, HostingClaim, HostingProgramme, ProvenBudget} from "../../src/types/HostingPoolTypes.sol";
import {HostingFixture} from "../fixtures/HostingFixture.sol";

/// @title Random walks of sponsors, validators, hosts and refunds, after each step of which the pool's money is counted
/// @dev A published day has one programme, two shares that may be more than their budget, and a leaf of something else.
contract HostingProgrammesTest is HostingFixture {
    struct PublishedDay {
        uint64 programme;
        uint40 day;
        uint96 budget;
        uint96 one;
        uint96 other;
    }

    PublishedDay[] private _days;
    uint64[] private _programmes;
    uint256 private _paidIn;
    uint256 private _claimed;
    uint256 private _returned;
    uint256 private _refused;

    /// hardhat-config: fuzz.runs = 12
    /// hardhat-config: long.fuzz.runs = 240
    function testFuzz_WhatSponsorsPaidIsClaimedReturnedOrHere(uint256 seed) external {
        _begin();
        for (uint256 step = 0; step < 40; ++step) {
            seed = uint256(keccak256(abi.encode(seed, step)));
            _act(seed % 6, seed >> 8);
            _check();
        }
    }

    /// @dev Carries out a fixed sequence of the random walk's acts, and fails if they have no effect. The random walk
    /// would then test too little.
    function test_TheWalkGetsEverythingDone() external {
        _begin();
        // Two days, of which the second assigns 4 and has shares of 3 and 2; claims of both hosts; another programme; a
        // refund that is too early; 40 days later, a refund that must prove the first day.
        _publishToday(9e18, 5e18, 1e18);
        _publishToday(4e18, 3e18, 2e18);
        _claim(1, host);
        _claim(1, otherHost);
        _act(4, 7);
        _refund(0);
        assertEq(_refused, 2, "a share above its budget, and a refund that is too early");
        vm.warp(block.timestamp + 40 days);
        _refund(0);
        _check();
        assertEq(_claimed, 3e18, "the first of both shares");
        assertEq(_returned, PAID_IN - 9e18 - 4e18, "the sponsor gets back what no root has assigned");
        assertEq(_programmes.length, 2, "another programme");
        _claim(0, host);
        _check();
        assertEq(_claimed, 8e18, "a share is paid after the refund too, because its day was assigned");
    }

    function _begin() private {
        _programmes.push(programme);
        _paidIn = PAID_IN;
    }

    function _act(uint256 act, uint256 seed) private {
        if (act < 2) {
            _publishToday(uint96(seed % (PER_DAY + 1)), uint96((seed >> 64) % PER_DAY), uint96((seed >> 128) % 3e18));
        } else if (act == 2 && _days.length > 0) {
            _claim(seed % _days.length, seed >> 64 & 1 == 0 ? host : otherHost);
        } else if (act == 3) {
            _refund(seed % _programmes.length);
        } else if (act == 4) {
            _programmes.push(_sponsor(PER_DAY));
            _paidIn += PAID_IN;
        } else {
            vm.warp(block.timestamp + 1 days + seed % 12 days);
        }
    }

    /// @dev Publishes the present day for the newest programme, after moving to the next day. If the present day is not
    /// one of that programme's days, first sponsors another programme.
    function _publishToday(uint96 budget, uint96 one, uint96 other) private {
        uint40 today = uint40(block.timestamp / DAY);
        programme = _programmes[_programmes.length - 1];
        uint256 first = pool.programmeOf(programme).firstDay;
        if (first == 0 || today > first + 24) {
            _act(4, 0);
            programme = _programmes[_programmes.length - 1];
        }
        _days.push(PublishedDay(programme, today, budget, one, other));
        _publish(today, budget, one, other);
    }

    function _claim(uint256 place, address account) private {
        PublishedDay memory one = _days[place];
        programme = one.programme;
        HostingClaim[] memory claims = _claimOf(account, one.day, one.budget, one.one, one.other);
        try pool.claim(claims) returns (uint256 paid) {
            _claimed += paid;
        } catch {
            ++_refused;
        }
    }

    /// @dev Asks for the rest of a programme, and proves its published days.
    function _refund(uint256 place) private {
        programme = _programmes[place];
        ProvenBudget[] memory budgets = new ProvenBudget[](_days.length);
        uint256 size = 0;
        for (uint256 i = 0; i < _days.length; ++i) {
            PublishedDay memory one = _days[i];
            if (one.programme != programme) continue;
            budgets[size++] = _proven(one.day, one.budget, one.one, one.other)[0];
        }
        assembly ("memory-safe") {
            mstore(budgets, size)
        }
        try pool.refund(programme, budgets) returns (uint256 amount) {
            _returned += amount;
        } catch {
            ++_refused;
        }
    }

    function _check() private view {
        uint256 balance = ptoken.balanceOf(address(pool));
        assertEq(balance, _paidIn - _claimed - _returned, "what came in was claimed or returned, or is here");
        uint256 owed = 0;
        for (uint256 i = 0; i < _programmes.length; ++i) {
            HostingProgramme memory one = pool.programmeOf(_programmes[i]);
            assertTrue(one.rest <= PAID_IN, "a programme has at most what was paid for it");
            owed += one.rest;
        }
        for (uint256 i = 0; i < _days.length; ++i) {
            AssignedDay memory assigned = pool.assignedOf(_days[i].programme, _days[i].day);
            assertTrue(assigned.left <= _days[i].budget, "a day has at most its budget");
            owed += assigned.left;
        }
        assertEq(owed, balance, "all that is here belongs to a programme or to the hosts of a day");
    }
}
