// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BeaconParticipant} from "../../src/types/RandomBeaconTypes.sol";
import {BeaconFixture} from "../fixtures/BeaconFixture.sol";

/// @dev Random walks of four participants through rounds of the random beacon (each makes one seed). Each of them
/// commits, reveals, does not reveal, leaves or returns, at random. Checks the sums of money after each round, and
/// compares the seeds with a model of commitments and reveals.
contract BeaconWalkTest is BeaconFixture {
    bool[4] private _hasBond;
    uint256 private _taken; // total taken by the treasury
    uint256 private _treasuryBefore;
    uint256 private _seeds;
    uint256 private _withheld;
    uint256 private _tooFew;

    /// hardhat-config: fuzz.runs = 12
    /// hardhat-config: long.fuzz.runs = 240
    function testFuzz_BondsAreConservedAndASeedIsOfAllWhoCommitted(uint256 seed) external {
        _start();
        for (uint256 step = 0; step < 24; ++step) {
            seed = uint256(keccak256(abi.encode(seed, step)));
            _playRound(seed);
            _check();
        }
    }

    /// @dev Fails if the random walk reaches too few states, because it would then test too little.
    function test_TheWalkGetsEverythingDone() external {
        _start();
        for (uint256 step = 0; step < 40; ++step) {
            _playRound(uint256(keccak256(abi.encode("walk", step))));
            _check();
        }
        assertTrue(_seeds > 3 && _withheld > 3 && _tooFew > 3, "seeds, withheld reveals and too few commitments");
    }

    function _start() private {
        _hasBond = [true, true, true, true];
        _treasuryBefore = gtoken.balanceOf(treasury);
    }

    function _playRound(uint256 word) private {
        uint64 round = _round() + 1;
        _warpToRound(round);
        _comeAndGo(word);
        uint256 commits = 0;
        bool[4] memory committed;
        for (uint256 i = 0; i < 4; ++i) {
            if (!_hasBond[i] || (word >> (16 + 2 * i)) & 3 == 0) continue;
            _commit(makers[i]);
            committed[i] = true;
            ++commits;
        }
        _warpToReveals(round);
        bool all = true;
        for (uint256 i = 0; i < 4; ++i) {
            if (!committed[i]) continue;
            if ((word >> (32 + 3 * i)) & 7 != 0) _reveal(makers[i], round);
            else all = false;
        }
        // Three of the four equal stakes are more than half.
        bool stands = commits >= 3;
        assertTrue((beacon.seedOf(round) != 0) == (all && stands), "a seed of all or none");
        if (all && stands) ++_seeds;
        if (commits != 0 && !stands) ++_tooFew;
        _warpToRound(round + 1);
        for (uint256 i = 0; i < 4; ++i) {
            bool withheld = committed[i] && beacon.participantOf(makers[i]).commitment != 0 && stands;
            try beacon.forfeit(makers[i]) returns (uint256 bond) {
                assertTrue(withheld, "took a bond for nothing");
                assertEq(bond, BEACON_BOND, "a whole bond");
                _taken += bond;
                _hasBond[i] = false;
                ++_withheld;
            } catch {
                assertTrue(!withheld, "let one go");
            }
        }
    }

    function _comeAndGo(uint256 word) private {
        for (uint256 i = 0; i < 4; ++i) {
            uint256 wish = (word >> (4 * i)) & 15;
            if (_hasBond[i] && wish == 0) {
                vm.prank(makers[i]);
                beacon.resign();
                _hasBond[i] = false;
            } else if (!_hasBond[i] && wish > 5) {
                _enrol(makers[i]);
                _hasBond[i] = true;
            }
        }
    }

    function _check() private view {
        uint256 bonds = 0;
        for (uint256 i = 0; i < 4; ++i) {
            BeaconParticipant memory participant = beacon.participantOf(makers[i]);
            bonds += participant.bond;
            assertEq(participant.bond, _hasBond[i] ? BEACON_BOND : 0, "a bond is whole or gone");
        }
        assertEq(gtoken.balanceOf(address(beacon)), bonds, "all bonds are here");
        assertEq(gtoken.balanceOf(treasury) - _treasuryBefore, _taken, "what was withheld is the treasury's");
    }
}
