// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {QuorumProof, SignedRoot} from "../../src/types/AttestationsTypes.sol";
import {AttestationsFixture} from "../fixtures/AttestationsFixture.sol";

/// @dev Property L6: a root that the honest validators signed in an hour is accepted in that hour, up to eight minutes
/// later, with the signatures from before the attacker's calls. The attacker is a validator with a tenth of their stake
/// and any amount of gas: it forms the set, moves its own stake, bonds for others, signs two roots, leaves and returns.
contract AttestationLivenessTest is AttestationsFixture {
    uint256 private constant HONEST_STAKE = 10_000e18;
    uint256 private constant CAPITAL = 4_000e18;
    uint256 private constant HONEST = 4;

    address private _attacker;
    uint256 private _free = CAPITAL;
    bytes32[] private _current;
    uint256 private _changes;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < HONEST; ++i) {
            _joinWith(_validatorKey(i), HONEST_STAKE);
        }
        _attacker = vm.addr(_validatorKey(HONEST));
        _joinWith(_validatorKey(HONEST), 1_000e18);
        _free -= 1_000e18;
        _form();
    }

    /// hardhat-config: fuzz.runs = 24
    /// hardhat-config: long.fuzz.runs = 480
    function testFuzz_L6_ARootIsAcceptedEachHour(uint256 word) external {
        _walk(word, 24);
    }

    /// @dev Checks that the attacker really changes the set, because otherwise the test above would show nothing.
    function test_TheAttackerChangesSets() external {
        _walk(1, 60);
        assertAtMost(10, _changes, "sets that changed between signing and sending");
    }

    function _walk(uint256 word, uint256 hour) private {
        for (uint256 i = 0; i < hour; ++i) {
            word = uint256(keccak256(abi.encode(word)));
            vm.warp((uint256(_epoch()) + 1) * 1 hours + word % 49 minutes);
            bytes32 root = keccak256(abi.encode(word));
            QuorumProof memory proof = _signedByTheHonest(root);
            bytes32 before = attestations.currentSet().setHash;
            for (uint256 act = 0; act < 4; ++act) {
                word = uint256(keccak256(abi.encode(word)));
                vm.warp(block.timestamp + word % 2 minutes);
                _attack(word);
            }
            if (attestations.currentSet().setHash != before) ++_changes;
            attestations.attest(NODES, _epoch(), root, proof);
            assertTrue(attestations.attestedOf(NODES).full, "L6: accepted, with full power");
        }
    }

    function _attack(uint256 word) private {
        uint256 act = word % 6;
        uint256 steps = 10e18 * (1 + word % 5);
        if (act == 0 || act == 1) {
            if (attestations.formableFrom() == 0) _form();
        } else if (act == 2 && _free >= steps) {
            _free -= steps;
            _bondFor(_attacker, VALIDATOR_PURPOSE, steps);
        } else if (act == 3 && _free >= steps) {
            _free -= steps;
            _bondFor(vm.addr(_validatorKey(word % HONEST)), VALIDATOR_PURPOSE, steps);
        } else if (act == 4) {
            vm.prank(_attacker);
            (bool left,) = address(attestations).call(abi.encodeCall(attestations.resign, ()));
            if (!left) _rejoin();
        } else if (act == 5) {
            _equivocate(word);
        }
    }

    function _rejoin() private {
        vm.prank(_attacker);
        (bool joined,) = address(attestations).call(abi.encodeCall(attestations.join, (address(0))));
        joined; // succeeds only if enough stake is left
    }

    /// @dev The attacker signs two roots about another subject (topic of statements), and somebody reports it, so that
    /// it is slashed.
    function _equivocate(uint256 word) private {
        SignedRoot[2] memory signed;
        bytes32 setHash = attestations.currentSet().setHash;
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 root = keccak256(abi.encode(word, i));
            bytes32 digest = attestations.hashAttestation(setHash, "other", _epoch(), root);
            signed[i] = SignedRoot(setHash, root, _sign(_validatorKey(HONEST), digest));
        }
        (bool done,) = address(attestations).call(
            abi.encodeCall(attestations.punishEquivocation, ("other", _epoch(), signed[0], signed[1]))
        );
        done; // succeeds only once an hour
    }

    function _form() private {
        attestations.formSet();
        address[] memory candidates = attestations.candidates();
        delete _current;
        for (uint256 i = 0; i < candidates.length; ++i) {
            uint256 stake = vault.bondOf(candidates[i], VALIDATOR_PURPOSE).bonded;
            if (stake < 1_000e18) continue;
            _current.push(bytes32((stake - stake % 10e18) << 160 | uint160(candidates[i])));
        }
    }

    function _signedByTheHonest(bytes32 root) private view returns (QuorumProof memory proof) {
        bytes32 digest = attestations.hashAttestation(attestations.currentSet().setHash, NODES, _epoch(), root);
        proof = QuorumProof(_current, 0, new bytes[](HONEST));
        uint256 next = 0;
        for (uint256 place = 0; place < _current.length; ++place) {
            for (uint256 i = 0; i < HONEST; ++i) {
                if (address(uint160(uint256(_current[place]))) != vm.addr(_validatorKey(i))) continue;
                proof.bitmap |= uint64(1 << place);
                proof.signatures[next++] = _sign(_validatorKey(i), digest);
            }
        }
    }
}
