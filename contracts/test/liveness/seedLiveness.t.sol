// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BeaconFixture} from "../fixtures/BeaconFixture.sol";

/// @dev L3: each hour has a seed while members with more than half of the stake are honest. An hour is lost only if the
/// attacker, a validator with a tenth of their stake, withholds a secret. Each such hour costs it a whole bond of G,
/// which is not refunded.
contract SeedLivenessTest is BeaconFixture {
    uint256 private constant CAPITAL = 2 * BEACON_BOND;

    address private _attacker;
    uint256 private _seeds;
    uint256 private _lost;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < 4; ++i) {
            _bondFor(makers[i], VALIDATOR_PURPOSE, 10_000e18 - STAKE);
        }
        uint256 key = _validatorKey(4);
        _attacker = vm.addr(key);
        _joinWith(key, 4_000e18);
        _giveG(_attacker, CAPITAL, address(beacon));
        _formNextHour();
    }

    /// hardhat-config: fuzz.runs = 24
    /// hardhat-config: long.fuzz.runs = 480
    function testFuzz_L3_EachHourHasASeedOrCostsTheAttackerABond(uint256 word) external {
        _walk(word, 24);
    }

    /// @dev Checks that the attacker really withholds secrets, because otherwise the test above would show nothing.
    function test_TheAttackerLosesBothItsBonds() external {
        _walk(7, 60);
        assertEq(_lost, CAPITAL / BEACON_BOND, "as many hours as its capital has bonds");
    }

    function _walk(uint256 word, uint256 hour) private {
        uint256 before = gtoken.balanceOf(treasury);
        for (uint256 i = 0; i < hour; ++i) {
            word = uint256(keccak256(abi.encode(word)));
            uint64 round = _round() + 1;
            _warpToRound(round);
            _attack(word, round);
            _commitAll();
            _attack(word >> 8, round);
            _warpToReveals(round);
            _attack(word >> 16, round);
            for (uint256 j = 0; j < makers.length; ++j) {
                _reveal(makers[j], round);
            }
            _attack(word >> 24, round);
            if (beacon.seedOf(round) != 0) ++_seeds;
            else ++_lost;
            _warpToRound(round + 1);
            (bool taken,) = address(beacon).call(abi.encodeCall(beacon.forfeit, (_attacker)));
            taken; // succeeds only if it withheld a secret
        }
        assertEq((gtoken.balanceOf(treasury) - before) / BEACON_BOND, _lost, "L3: a bond for each hour without a seed");
        assertAtMost(_lost, CAPITAL / BEACON_BOND, "L3: no more hours than its capital has bonds");
    }

    /// @dev Makes the attacker's calls. Any of them may fail, because the hour is wrong or the money is spent.
    function _attack(uint256 word, uint64 round) private {
        uint256 act = word % 8;
        bytes memory call;
        if (act == 0) call = abi.encodeCall(beacon.enrol, ());
        else if (act == 1) call = abi.encodeCall(beacon.resign, ());
        else if (act <= 4) {
            if (act == 2) _enrolAttacker();
            call = abi.encodeCall(beacon.commit, (round, beacon.commitmentOf(round, _attacker, keccak256("its secret"))));
        } else if (act == 5) {
            call = abi.encodeCall(beacon.reveal, (round, keccak256("its secret")));
        } else if (act == 6) {
            if (attestations.formableFrom() == 0) attestations.formSet();
            return;
        } else {
            call = abi.encodeCall(beacon.forfeit, (makers[word % makers.length]));
        }
        vm.prank(_attacker);
        (bool done,) = address(beacon).call(call);
        done;
    }

    function _enrolAttacker() private {
        vm.prank(_attacker);
        (bool done,) = address(beacon).call(abi.encodeCall(beacon.enrol, ()));
        done;
    }
}
