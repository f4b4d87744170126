// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EmissionTerms} from "../../src/types/EmissionTypes.sol";
import {EmissionFixture} from "../fixtures/EmissionFixture.sol";

/// @dev L2: an epoch that honest validators sign is published and claimed. The attacker has a tenth of their stake and
/// any amount of gas: it forms sets, bonds for others, publishes first, claims for others and tries to settle demands
/// that do not exist. (Demands and challenges: `concrete/emission`.)
contract EpochLivenessTest is EmissionFixture {
    uint256 private _budget = 800e18;

    /// hardhat-config: fuzz.runs = 16
    /// hardhat-config: long.fuzz.runs = 320
    function testFuzz_L2_AnEpochIsPublishedAndClaimed(uint256 word) external {
        _formSetOf(4);
        uint128 earned = 0;
        for (uint256 i = 0; i < 4; ++i) {
            word = uint256(keccak256(abi.encode(word)));
            vm.warp((uint256(_epoch()) + 1) * 1 hours + word % 29 minutes);
            _formWhereOld();
            EmissionTerms memory terms = _terms(_usualLeaves(earned + EARNED), _usualInputs(earned));
            earned += EARNED;
            _attack(word, terms);
            _attestTerms(terms);
            _attack(word >> 8, terms);
            if (emission.lastEpoch() != terms.epoch) emission.publish(terms);
            _attack(word >> 16, terms);
            vm.warp(block.timestamp + 1 days);
            uint256 before = ptoken.balanceOf(earners[1]);
            uint128[4] memory leaves = _usualLeaves(earned);
            emission.claim(terms.epoch, earners[1], earned, _proofOf(_leaves(terms.epoch, leaves), 1));
            assertEq(ptoken.balanceOf(earners[1]) - before, EARNED, "L2: claimed");
        }
    }

    /// @dev Any of these calls may fail. The set is formed before the signatures are made, as validators sign again
    /// after a change.
    function _attack(uint256 word, EmissionTerms memory terms) private {
        uint256 act = word % 5;
        if (act == 0 && attestations.formableFrom() == 0) attestations.formSet();
        if (act == 1 && _budget >= 10e18) {
            _budget -= 10e18;
            _bondFor(vm.addr(validatorKeys[word % 4]), VALIDATOR_PURPOSE, 1);
        }
        vm.startPrank(stranger);
        bool done = false;
        if (act == 2) (done,) = address(emission).call(abi.encodeCall(emission.publish, (terms)));
        if (act == 3) (done,) = address(emission).call(abi.encodeCall(emission.settleDemand, (keccak256("none"))));
        if (act == 4) {
            bytes32[] memory none = new bytes32[](2);
            (done,) = address(emission).call(abi.encodeCall(emission.claim, (terms.epoch, stranger, 1, none)));
        }
        vm.stopPrank();
        done;
    }
}
