// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAttestations} from "../../../src/interfaces/IAttestations.sol";
import {CommitteeLib} from "../../../src/libraries/CommitteeLib.sol";
import {QuorumLib} from "../../../src/libraries/QuorumLib.sol";
import {QuorumProof} from "../../../src/types/AttestationsTypes.sol";
import {BeaconFixture} from "../../fixtures/BeaconFixture.sol";

/// @dev Tests which validators' signatures count for a subject (a topic of validators' statements).
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
        uint256 drawn = attestations.committeeOf(EMISSION, round, members);
        assertAtMost(gas - gasleft(), 250_000, "of the largest set");
        assertTrue(drawn != ALL, "drawn");
    }

    function test_OfMoreThanSixteenThoseSignWhomTheHoursSeedDraws() external {
        _formLarge(64);
        (uint64 round,) = _makeSeed();
        _warpToRound(round + 1);
        bytes32[] memory members = _members();
        uint256 drawn = attestations.committeeOf(EMISSION, round, members);
        (uint256 size, uint256 stake) = _sum(members, drawn);
        assertEq(size, 16, "sixteen");
        assertTrue(drawn < 1 << 64, "of the set");
        uint256 others = (1 << 64) - 1 - drawn;
        _refuse(EMISSION, round, others, 0, stake);
        // Removes signers until at most two thirds of the selected stake remain. Signatures of members that were not
        // selected add nothing.
        uint256 bits = drawn;
        (, uint256 signed) = _sum(members, bits);
        while (signed * 3 > stake * 2) {
            bits &= bits - 1;
            (, signed) = _sum(members, bits);
        }
        _refuse(EMISSION, round, bits | others, signed, stake);
        attestations.attest(EMISSION, round, ROOT, _proof(EMISSION, round, ROOT, uint64(drawn)));
        assertTrue(attestations.attestedOf(EMISSION).full, "the committee is enough");
        assertTrue(attestations.committeeOf(EMISSION, round + 1, members) == ALL, "another hour has no seed yet");
    }

    function test_AllOtherSubjectsShareACommitteeOfTheHourBefore() external {
        _formLarge(64);
        (uint64 round,) = _makeSeed();
        _warpToRound(round + 1);
        bytes32[] memory members = _members();
        uint64 epoch = round + 1;
        uint256 drawn = attestations.committeeOf(NODES, epoch, members);
        (uint256 size, uint256 stake) = _sum(members, drawn);
        assertEq(size, 16, "sixteen");
        // Anybody may invent a subject (the name of a kind of statements). So the name must not change the selection of
        // members. Otherwise, an attacker could try names until one of them selects the members that the attacker
        // wants.
        assertTrue(attestations.committeeOf(keccak256("any other"), epoch, members) == drawn, "one committee");
        assertTrue(attestations.committeeOf(EMISSION, round, members) != drawn, "emission has its own");
        assertTrue(attestations.committeeOf(NODES, epoch + 1, members) == ALL, "the next hour has no seed yet");
        uint256 others = (1 << 64) - 1 - drawn;
        _refuse(NODES, epoch, others, 0, stake);
        attestations.attest(NODES, epoch, ROOT, _proof(NODES, epoch, ROOT, type(uint64).max));
        assertEq(attestations.nodeSigners().bitmap, drawn, "rewards go to those who were drawn");
        attestations.attest("faults", epoch, ROOT, _proof("faults", epoch, ROOT, uint64(drawn)));
        assertTrue(attestations.attestedOf("faults").full, "the committee is enough");
    }

    function test_AShortPeriodDrawsByItsHour() external {
        _formLarge(17);
        attestations.setPeriod("faults", 60);
        (uint64 round,) = _makeSeed();
        _warpToRound(round + 1);
        bytes32[] memory members = _members();
        uint256 drawn = attestations.committeeOf("faults", (round + 1) * 60, members);
        assertTrue(drawn != ALL && drawn == attestations.committeeOf(NODES, round + 1, members), "the first minute");
        assertTrue(drawn == attestations.committeeOf("faults", (round + 1) * 60 + 59, members), "and the last");
        assertTrue(attestations.committeeOf("faults", (round + 2) * 60, members) == ALL, "no seed yet");
    }

    /// @dev Forming the same set again must not switch off the random selection of members.
    function test_FormingTheSameSetAgainLeavesTheCommittee() external {
        _formLarge(17);
        (uint64 round,) = _makeSeed();
        _warpToRound(round + 1);
        uint256 drawn = attestations.committeeOf(EMISSION, round, _members());
        _bondFor(makers[0], VALIDATOR_PURPOSE, 1);
        attestations.formSet();
        assertTrue(drawn != ALL && attestations.committeeOf(EMISSION, round, _members()) == drawn, "the same");
    }

    /// @dev A set may change in the first minutes of an hour. The committee of the previous set can still sign about
    /// the previous hour.
    function test_TheSetBeforeDrawsItsCommitteeForSeventyMinutes() external {
        _formLarge(17);
        (uint64 round,) = _makeSeed();
        _warpToRound(round + 1);
        bytes32[] memory before = _members();
        uint256 drawn = attestations.committeeOf(EMISSION, round, before);
        QuorumProof memory proof = _proof(EMISSION, round, ROOT, uint64(drawn));
        _bondFor(makers[0], VALIDATOR_PURPOSE, STAKE);
        attestations.formSet();
        assertTrue(attestations.committeeOf(EMISSION, round, _members()) == ALL, "all of the new set");
        assertTrue(attestations.committeeOf(EMISSION, round, before) == drawn, "sixteen of the one before");
        vm.warp(block.timestamp + 70 minutes - 1);
        attestations.attest(EMISSION, round, ROOT, proof);
        assertTrue(attestations.attestedOf(EMISSION).full, "they are enough");
    }

    /// @dev An attack: in each minute of an hour somebody gives a hundredth of the least stake to the bond of a member
    /// and forms the set again. The contract selects nobody from a set of this hour. The committee of the set before
    /// must still sign about each minute of the hour, also after its end.
    function test_TheCommitteeOfASetThatSomebodyChangesSignsEachMinuteOfTheHour() external {
        _formLarge(17);
        attestations.setPeriod("proofs", 60);
        (uint64 round,) = _makeSeed();
        _warpToRound(round + 1);
        uint256 begin = block.timestamp;
        bytes32[] memory before = _members();
        bytes32 setHash = attestations.currentSet().setHash;
        uint256 drawn = attestations.committeeOf("proofs", uint64(begin / 60), before);
        assertTrue(drawn != ALL, "sixteen");
        uint256 changes = 0;
        for (uint256 minute = 0; minute < 64; ++minute) {
            vm.warp(begin + minute * 60);
            if (minute < 60 && _isChanged()) ++changes;
            // A slot is judged and signed some minutes after its block.
            if (minute < 4) continue;
            uint64 epoch = uint64(begin / 60 + minute - 4);
            assertTrue(attestations.committeeOf("proofs", epoch, before) == drawn, "the same sixteen");
            attestations.attest("proofs", epoch, ROOT, _proofBy(setHash, epoch, before, drawn));
            assertTrue(attestations.attestedOf("proofs").full, "with full power");
        }
        assertEq(changes, 1, "a set changes once in an hour");
        assertTrue(attestations.currentSet().setHash != setHash, "it has changed");
    }

    function test_AllSignWhereTheSetIsSmallOrNewerThanTheCommitmentsOrNothingIsDrawnFrom() external {
        _formLarge(16);
        (uint64 round,) = _makeSeed();
        assertTrue(attestations.committeeOf(EMISSION, round, _members()) == ALL, "sixteen");
        // The set is formed when the round (the hour of a random seed) accepts no more commitments. Secrets may be
        // known by then, so all members must sign.
        _joinWith(_validatorKey(16), STAKE);
        _formNextHour();
        assertTrue(attestations.committeeOf(EMISSION, round, _members()) == ALL, "too new");
        (uint64 next,) = _makeSeed();
        assertTrue(attestations.committeeOf(EMISSION, next, _members()) != ALL, "old enough");
        directory.set("RandomBeacon", address(0));
        assertTrue(attestations.committeeOf(EMISSION, next, _members()) == ALL, "no beacon");
    }

    /// @dev The TypeScript version has the same test with the same values:
    /// packages/economy/src/committee/committee.test.ts.
    function test_DrawsWhomTheTwinDraws() external view {
        bytes32[] memory members = new bytes32[](20);
        for (uint160 i = 0; i < 20; ++i) {
            members[i] = QuorumLib.memberOf(address(i + 1), uint96(1_000e18 * (1 + i % 5)));
        }
        bytes32 seed = CommitteeLib.seedOf(keccak256("beacon"), keccak256("set"), EMISSION, 500_000);
        assertEq(this.draw(members, seed), 946_174, "the same sixteen");
        seed = CommitteeLib.seedOf(keccak256("beacon"), keccak256("set"), 0, 500_000);
        assertEq(this.draw(members, seed), 1_014_750, "and of all other subjects");
    }

    /// @dev With stakes of a few units, the random point is sometimes exactly on the boundary between two members. The
    /// TypeScript version has the same test.
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
        _formNextHour();
    }

    /// @dev Adds a hundredth of the least stake to a member's bond and forms the set. Returns false if the contract forms
    /// no set now.
    function _isChanged() private returns (bool) {
        _bondFor(makers[0], VALIDATOR_PURPOSE, 10e18);
        if (attestations.formableFrom() != 0) return false;
        attestations.formSet();
        return true;
    }

    /// @dev Returns the signatures of the drawn members of a set for a root about proofs.
    function _proofBy(bytes32 setHash, uint64 epoch, bytes32[] memory members, uint256 drawn)
        private
        view
        returns (QuorumProof memory proof)
    {
        bytes32 digest = attestations.hashAttestation(setHash, "proofs", epoch, ROOT);
        (uint256 size,) = _sum(members, drawn);
        proof = QuorumProof(members, uint64(drawn), new bytes[](size));
        uint256 next = 0;
        for (uint256 i = 0; i < members.length; ++i) {
            if ((drawn >> i) & 1 == 1) proof.signatures[next++] = _sign(validatorKeys[i], digest);
        }
    }

    function _sum(bytes32[] memory members, uint256 bits) private pure returns (uint256 size, uint256 stake) {
        for (uint256 i = 0; i < members.length; ++i) {
            if ((bits >> i) & 1 == 0) continue;
            ++size;
            stake += QuorumLib.stakeOf(members[i]);
        }
    }

    function _refuse(bytes32 subject, uint64 epoch, uint256 bits, uint256 signed, uint256 stake) private {
        QuorumProof memory proof = _proof(subject, epoch, ROOT, uint64(bits));
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_QuorumMissed.selector, signed, stake));
        attestations.attest(subject, epoch, ROOT, proof);
    }
}
