// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CarbonRecord, CarbonState} from "../../src/types/CarbonTypes.sol";
import {PanelLimits} from "../../src/types/PanelsTypes.sol";
import {CarbonFixture} from "../fixtures/CarbonFixture.sol";

/// @dev Random walks over filings of carbon proofs. Proofs are filed, and panels are selected, answer or stay silent.
/// Filings are settled, lapse, are revoked and released. After each step, the registry holds exactly what it owes.
contract CarbonWalkTest is CarbonFixture {
    uint256 private _putIn;
    uint256 private _providerBefore;
    uint256 private _auditorsBefore;
    uint256 private _answers;
    mapping(CarbonState state => uint256 times) private _reached;

    /// hardhat-config: fuzz.runs = 12
    /// hardhat-config: long.fuzz.runs = 240
    function testFuzz_WhatIsHeldIsBondsAndPayOfFilingsThatAreNotOver(uint256 seed) external {
        _start();
        for (uint256 step = 0; step < 40; ++step) {
            seed = uint256(keccak256(abi.encode(seed, step)));
            _act(seed % 8, seed >> 8);
            _check();
        }
    }

    /// @dev Fails if the random walk reaches too few states, because it would then test too little.
    function test_TheWalkReachesEveryState() external {
        _start();
        for (uint256 step = 0; step < 900 && !_allReached(); ++step) {
            uint256 word = uint256(keccak256(abi.encode("walk", step)));
            _act(word % 8, word >> 8);
            _check();
        }
        assertTrue(_allReached(), "a state that is never reached");
    }

    function _allReached() private view returns (bool) {
        for (uint256 state = 1; state <= uint256(type(CarbonState).max); ++state) {
            if (_reached[CarbonState(state)] == 0) return false;
        }
        return true;
    }

    /// @dev Returns the number of filings that are not over. The random walk makes a new filing only while this number
    /// is below two, because `_openOne` selects one of two.
    function _openCount() private view returns (uint256 open) {
        for (uint256 id = 1; id <= carbon.filingCount(); ++id) {
            if (_isOpen(id)) ++open;
        }
    }

    /// @dev Returns the id of an open filing, selected by the random number `word`. Returns the last filing if none is
    /// open, and 0 before the first.
    function _openOne(uint256 word) private view returns (uint256 found) {
        found = carbon.filingCount();
        uint256 skipped = word % 2;
        for (uint256 id = 1; id <= carbon.filingCount(); ++id) {
            if (!_isOpen(id)) continue;
            found = id;
            if (skipped == 0) return found;
            --skipped;
        }
    }

    function _isOpen(uint256 id) private view returns (bool) {
        CarbonState state = carbon.recordOf(id).state;
        return state == CarbonState.Audit || state == CarbonState.Accepted;
    }

    function _start() private {
        gtoken.transfer(provider, 1_000_000e18);
        _providerBefore = gtoken.balanceOf(provider);
        _auditorsBefore = _ofAuditors();
        // The fines are tiny, so that no member runs out of bond. This test is not about fines.
        panels.setLimits(PanelLimits(uint96(PANEL_BOND), 1));
    }

    function _act(uint256 act, uint256 word) private {
        uint256 id = _openOne(word);
        if (act == 0 && _openCount() < 2) _fileOne(word);
        else if (act == 1 || act == 2) _answerSome(id, word);
        else if (act == 3) _drawOne(id);
        else if (act == 4) _settleOne(id, word);
        else if (act == 5) _try(abi.encodeCall(carbon.lapse, (id)));
        else if (act == 6) _endOne(id);
        else _pass(word);
        for (uint256 i = 1; i <= carbon.filingCount(); ++i) {
            ++_reached[carbon.recordOf(i).state];
        }
    }

    function _fileOne(uint256 word) private {
        bytes32 hash = keccak256(abi.encode(word % 24));
        uint256 before = gtoken.balanceOf(provider);
        _file(hash);
        _putIn += before - gtoken.balanceOf(provider);
    }

    function _drawOne(uint256 id) private {
        if (id == 0) return;
        // A seed is valid for an hour, but the walk moves in days. So it makes a new seed first.
        _makeSeed();
        try panels.draw(_panelOf(id)) {} catch {}
        _try(abi.encodeCall(carbon.show, (id, _certificates[id])));
    }

    function _answerSome(uint256 id, uint256 word) private {
        if (id == 0) return;
        address[] memory auditors = panels.membersOf(_panelOf(id));
        for (uint256 i = 0; i < auditors.length; ++i) {
            if ((word >> (8 + i)) & 3 == 0) continue;
            vm.prank(auditors[i]);
            try carbon.audit(id, (word >> 16) & 7 > 2, "") {
                ++_answers;
            } catch {}
        }
    }

    /// @dev Settles one of the open filings, sometimes only after the auditors' time is over.
    function _settleOne(uint256 id, uint256 word) private {
        uint256 until = id == 0 ? 0 : panels.panelOf(_panelOf(id)).answerUntil;
        if (word % 3 == 0 && until > block.timestamp) vm.warp(until);
        _try(abi.encodeCall(carbon.settle, (id)));
    }

    /// @dev Ends a certificate: a vote revokes it if its number is even. Otherwise its bond is paid back once its time
    /// is over.
    function _endOne(uint256 id) private {
        _try(id % 2 == 0 ? abi.encodeCall(carbon.revoke, (id, "")) : abi.encodeCall(carbon.release, (id)));
    }

    function _try(bytes memory call) private {
        (bool done,) = address(carbon).call(call);
        done;
    }

    function _pass(uint256 word) private {
        if (word % 4 == 0) vm.warp(block.timestamp + word % 40 days);
        else if (word % 4 == 1) vm.warp(block.timestamp + 3 days);
        else _makeSeed();
    }

    function _ofAuditors() private view returns (uint256 sum) {
        for (uint256 i = 0; i < 5; ++i) {
            sum += gtoken.balanceOf(_reviewer(i));
        }
    }

    function _check() private view {
        uint256 owed = 0;
        for (uint256 id = 1; id <= carbon.filingCount(); ++id) {
            CarbonRecord memory record = carbon.recordOf(id);
            bool open = record.state == CarbonState.Audit || record.state == CarbonState.Accepted;
            assertEq(record.bond, open ? CARBON_BOND : 0, "a bond is whole while it is here, and gone after");
            if (record.state != CarbonState.Audit) assertEq(record.pot, 0, "pay waits for an audit alone");
            bool keeps = record.state == CarbonState.Accepted || record.state == CarbonState.Released;
            assertTrue((carbon.filingOf(_certificates[id]) == id) == keeps, "and the certificate is its");
            owed += uint256(record.bond) + record.pot;
        }
        assertEq(gtoken.balanceOf(address(carbon)), owed, "what is held is what is owed");
        assertEq(_ofAuditors() - _auditorsBefore, _answers * AUDITOR_FEE, "each answer is paid once");
        uint256 paidBack = gtoken.balanceOf(provider) + _putIn - _providerBefore;
        assertAtMost(paidBack + owed + _answers * AUDITOR_FEE, _putIn, "no unit appears");
    }
}
