// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAttestations} from "../../../src/interfaces/IAttestations.sol";
import {CommitteeLib} from "../../../src/libraries/CommitteeLib.sol";
import {QuorumLib} from "../../../src/libraries/QuorumLib.sol";
import {QuorumProof} from "../../../src/types/AttestationsTypes.sol";
import {BeaconFixture} from "../../fixtures/BeaconFixture.sol";

/// @dev Whose signatures count about emission.
contract CommitteeTest is BeaconFixture {
    bytes32 private constant ROOT = keccak256("root");
    bytes32 private constant EMISSION = "emission";
    uint256 private constant ALL = type(uint256).max;

    function test_DrawingOfTheLargestSetCostsABoundedAmountOfGas() external {
        _formLarge(64);
        (uint64 round,) = _makeSeed();
        _warpToRound(round + 1);
        bytes32[] memory members = _members();
        uint256 gas = gasleft();
        uint256 drawn = attestations.committeeOf(round, members);
        assertAtMost(gas - gasleft(), 250_000, "of the largest set");
        assertTrue(drawn != ALL, "drawn");
    }

    function test_OfMoreThanSixteenThoseSignWhomTheHoursSeedDraws() external {
        _formLarge(64);
        (uint64 round,) = _makeSeed();
        _warpToRound(round + 1);
        bytes32[] memory members = _members();
        uint256 drawn = attestations.committeeOf(round, members);
        (uint256 size, uint256 stake) = _sum(members, drawn);
        assertEq(size, 16, "sixteen");
        assertTrue(drawn < 1 << 64, "of the set");
        uint256 others = (1 << 64) - 1 - drawn;
        _refuse(round, others, 0, stake);
        // From the last on, until two thirds are missed; whoever was not drawn adds nothing.
        uint256 bits = drawn;
        (, uint256 signed) = _sum(members, bits);
        while (signed * 3 >= stake * 2) {
            bits &= bits - 1;
            (, signed) = _sum(members, bits);
        }
        _refuse(round, bits | others, signed, stake);
        attestations.attest(EMISSION, round, ROOT, _proof(EMISSION, round, ROOT, uint64(drawn)));
        assertTrue(attestations.attestedOf(EMISSION).full, "the committee is enough");
        assertTrue(attestations.committeeOf(round + 1, members) == ALL, "another hour has no seed yet");
        // Of other subjects all sign, as before: the sixteen are too few.
        QuorumProof memory proof = _proof(NODES, round, ROOT, uint64(drawn));
        (, uint256 all) = _sum(members, drawn | others);
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_QuorumMissed.selector, stake, all));
        attestations.attest(NODES, round, ROOT, proof);
    }

    function test_AllSignWhereTheSetIsSmallOrNewerThanTheCommitmentsOrNothingIsDrawnFrom() external {
        _formLarge(16);
        (uint64 round,) = _makeSeed();
        assertTrue(attestations.committeeOf(round, _members()) == ALL, "sixteen");
        // Formed in the second that commitments closed: secrets may be known.
        _warpToRound(round + 1);
        round = _commitAll();
        _joinWith(_validatorKey(16), STAKE);
        _warpToReveals(round);
        attestations.formSet();
        for (uint256 i = 0; i < makers.length; ++i) {
            _reveal(makers[i], round);
        }
        assertTrue(attestations.committeeOf(round, _members()) == ALL, "too new");
        (uint64 next,) = _makeSeed();
        assertTrue(attestations.committeeOf(next, _members()) != ALL, "old enough");
        directory.set("RandomBeacon", address(0));
        assertTrue(attestations.committeeOf(next, _members()) == ALL, "no beacon");
    }

    /// @dev Twin: packages/economy/src/committee/committee.test.ts.
    function test_DrawsWhomTheTwinDraws() external view {
        bytes32[] memory members = new bytes32[](20);
        for (uint160 i = 0; i < 20; ++i) {
            members[i] = QuorumLib.memberOf(address(i + 1), uint96(1_000e18 * (1 + i % 5)));
        }
        bytes32 seed = CommitteeLib.seedOf(keccak256("beacon"), keccak256("set"), EMISSION, 500_000);
        assertEq(this.draw(members, seed), 946_174, "the same sixteen");
    }

    /// @dev Stakes of a few units, so that a point falls on the edge between two members. Twin: as above.
    function test_APointOnTheEdgeIsTheNextMembers() external view {
        bytes32[] memory members = new bytes32[](40);
        for (uint160 i = 0; i < 40; ++i) {
            members[i] = QuorumLib.memberOf(address(i + 1), uint96(1 + i % 2));
        }
        bytes32 seed = CommitteeLib.seedOf(keccak256("beacon"), keccak256("set"), EMISSION, 500_000);
        assertEq(this.draw(members, seed), 455_855_424_011, "the same sixteen");
    }

    function draw(bytes32[] calldata members, bytes32 seed) external pure returns (uint256) {
        return CommitteeLib.draw(members, seed);
    }

    function _formLarge(uint256 count) private {
        for (uint256 i = makers.length; i < count; ++i) {
            _addMaker(STAKE * (1 + i % 3));
        }
        vm.warp(block.timestamp + 1 hours);
        attestations.formSet();
    }

    function _sum(bytes32[] memory members, uint256 bits) private pure returns (uint256 size, uint256 stake) {
        for (uint256 i = 0; i < members.length; ++i) {
            if ((bits >> i) & 1 == 0) continue;
            ++size;
            stake += QuorumLib.stakeOf(members[i]);
        }
    }

    function _refuse(uint64 epoch, uint256 bits, uint256 signed, uint256 stake) private {
        QuorumProof memory proof = _proof(EMISSION, epoch, ROOT, uint64(bits));
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_QuorumMissed.selector, signed, stake));
        attestations.attest(EMISSION, epoch, ROOT, proof);
    }
}
