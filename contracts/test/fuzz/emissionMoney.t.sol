// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EmissionClaim, EmissionCounter, EmissionTerms} from "../../src/types/EmissionTypes.sol";
import {SignedRoot} from "../../src/types/AttestationsTypes.sol";
import {EmissionFixture, Served} from "../fixtures/EmissionFixture.sol";

/// @dev Random walks of emission: right and wrong epochs, claims, challenges, demands, grants, sponsors and passing
/// time. Checks the sums of money after each step.
contract EmissionMoneyTest is EmissionFixture {
    uint128[] private _cumulatives; // cumulative sums of the valid epochs, by position
    uint64[] private _published;
    bool[] private _isWrong;
    bytes[] private _terms_;
    uint256 private _bonded; // total ever bonded in the vault
    uint256 private _slashed;

    /// hardhat-config: fuzz.runs = 12
    /// hardhat-config: long.fuzz.runs = 240
    function testFuzz_9_ClaimsNeverPassTotalsNorTotalsTheSurplusThatWasThere(uint256 seed) external {
        _formSetOf(4);
        _bonded = ptoken.balanceOf(address(vault));
        for (uint256 step = 0; step < 40; ++step) {
            seed = uint256(keccak256(abi.encode(seed, step)));
            _act(seed % 6, seed >> 8);
            _check();
        }
    }

    /// @dev Carries out a fixed sequence of the random walk's acts, and fails if they have no effect. The random walk
    /// would then test too little.
    function test_TheWalkGetsEverythingDone() external {
        _formSetOf(4);
        _bonded = ptoken.balanceOf(address(vault));
        // The numbers mean, in this order: two right epochs; two waits of almost 19 hours; claims; a wrong epoch and
        // its challenge; a sponsor; a grant.
        uint256[9] memory acts = [uint256(0), 0, 1, 1, 2, 0, 5, 3, 4];
        for (uint256 i = 0; i < 9; ++i) {
            _act(acts[i], i < 4 ? 12 hours * 4 - 4 : 7);
            _check();
        }
        assertTrue(emission.claimedOf(earners[0]) != 0, "paid");
        assertTrue(emission.lastEpoch() != 0, "published");
        assertTrue(_slashed != 0, "and who signed the wrong one paid");
    }

    function _act(uint256 act, uint256 seed) private {
        if (act == 0) _publishNext(seed % 4 == 3);
        else if (act == 1) vm.warp(block.timestamp + 3 hours + seed % 16 hours);
        else if (act == 2) _claimAll(seed);
        else if (act == 3) emission.fundProgramme(programme, uint128(1 + seed % 5e18));
        else if (act == 4) _grant(seed);
        else _challengeWrong(seed % 2 == 1);
    }

    function _publishNext(bool wrong) private {
        vm.warp(block.timestamp + 1 hours);
        _formWhereOld();
        if (_anyIsSlashed()) {
            // Signatures of slashed members count again from the next set, which cannot be formed at the end of an hour.
            if (attestations.formableFrom() != 0) return;
            attestations.formSet();
        }
        uint256 free = ptoken.surplus() - emission.promised() + 3e18;
        if (free < TOTAL || emission.programmeOf(programme).remaining < 3e18) return;
        uint128 before = _cumulatives.length == 0 ? 0 : _cumulatives[_cumulatives.length - 1];
        uint128[4] memory leaves = _usualLeaves(before + EARNED);
        if (wrong) leaves[1] += 1e18;
        EmissionTerms memory terms = _terms(leaves, _usualInputs(before));
        _publish(terms);
        _cumulatives.push(before + EARNED);
        _published.push(terms.epoch);
        _isWrong.push(wrong);
        _terms_.push(abi.encode(terms));
    }

    function _anyIsSlashed() private view returns (bool) {
        return attestations.countedMembers(_members()) != 2 ** validatorKeys.length - 1;
    }

    function _claimAll(uint256 seed) private {
        if (_published.length == 0) return;
        uint256 place = seed % _published.length;
        uint64 epoch = _published[place];
        for (uint256 i = 0; i <= place; ++i) {
            if (block.timestamp < emission.recordOf(_published[i]).finalAt) return;
        }
        uint128[4] memory leaves = _usualLeaves(_cumulatives[place]);
        if (_isWrong[place]) leaves[1] += 1e18;
        EmissionClaim[] memory claims = new EmissionClaim[](4);
        for (uint256 i = 0; i < 4; ++i) {
            claims[i] = _claimOf(epoch, leaves, i);
        }
        emission.claimBatch(epoch, claims);
    }

    function _grant(uint256 seed) private {
        uint256 free = ptoken.surplus() - emission.promised();
        emission.grant(stranger, free == 0 ? 0 : seed % (free / 8 + 1));
    }

    /// @dev Challenges the first wrong epoch that can still be challenged.
    function _challengeWrong(bool byProof) private {
        for (uint256 i = 0; i < _published.length; ++i) {
            if (!_isWrong[i] || block.timestamp >= emission.recordOf(_published[i]).challengeUntil) continue;
            uint128 before = i == 0 ? 0 : _cumulatives[i - 1];
            uint128[4] memory leaves = _usualLeaves(_cumulatives[i]);
            leaves[1] += 1e18;
            EmissionClaim memory leaf = _claimOf(_published[i], leaves, 1);
            if (byProof) {
                _refuteAndPunish(_terms_[i], leaf, before);
            } else {
                emission.demand(_published[i], leaf, TOP);
                bytes32 name = _demandOf(_leaves(_published[i], leaves)[1], TOP);
                vm.warp(emission.recordOf(_published[i]).finalAt);
                emission.settleDemand(name);
            }
            while (_published.length > i) {
                _published.pop();
                _cumulatives.pop();
                _isWrong.pop();
                _terms_.pop();
            }
            assertTrue(emission.lastEpoch() < _epoch() && before <= type(uint96).max, "taken back");
            return;
        }
    }

    /// @dev Challenges a wrong epoch and punishes its signers, all four members of the set. Each of them adds the lost
    /// tenth to its bond again, so that the set continues.
    function _refuteAndPunish(bytes memory encoded, EmissionClaim memory leaf, uint128 before) private {
        EmissionTerms memory terms = abi.decode(encoded, (EmissionTerms));
        Served[4] memory inputs = _usualInputs(before);
        bytes32[] memory path = _proofOf(_inputLeaves(terms.epoch, inputs), 1);
        emission.challenge(terms, leaf, _inputsOf(terms.epoch, earners[1], inputs[1]), path, _top());
        bytes32 setHash = attestations.currentSet().setHash;
        bytes32 root = emission.statementOf(terms);
        bytes32 digest = attestations.hashAttestation(setHash, EMISSION, terms.epoch, root);
        for (uint256 i = 0; i < 4; ++i) {
            SignedRoot memory signed = SignedRoot(setHash, root, _sign(validatorKeys[i], digest));
            uint256 slashed = attestations.punishWrongRoot(EMISSION, address(emission), terms.epoch, signed);
            _slashed += slashed;
            _bondFor(vm.addr(validatorKeys[i]), VALIDATOR_PURPOSE, slashed);
            _bonded += slashed;
        }
    }

    function _check() private view {
        uint256 atRisk = vault.atRisk(provider, PROVIDER_PURPOSE);
        for (uint256 i = 0; i < 4; ++i) {
            atRisk += vault.atRisk(vm.addr(validatorKeys[i]), VALIDATOR_PURPOSE);
        }
        assertEq(ptoken.balanceOf(address(vault)), atRisk, "7: what is bonded is there");
        assertEq(_bonded, atRisk + _slashed, "7: stake in is what is there and what was slashed");
        EmissionCounter memory counter = emission.counter();
        uint256 last = emission.recordOf(emission.lastEpoch()).totalSoFar;
        assertEq(last, _published.length * uint256(TOTAL), "totals are those of the epochs that stand");
        assertAtMost(counter.total, last, "final totals pass what was published");
        uint256 paid = 0;
        for (uint256 i = 0; i < 4; ++i) {
            paid += emission.claimedOf(earners[i]);
        }
        assertAtMost(paid, counter.total, "claims pass the totals of final epochs");
        assertEq(counter.waiting, last - counter.total, "what is not final waits");
        assertEq(emission.claimable(), counter.total - paid, "each unit was paid once, and what is not claimed can be");
        assertEq(ptoken.balanceOf(address(emission)), last - paid, "and is here");
        assertAtMost(ptoken.totalSupply(), ptoken.reserve(), "9: supply passes the reserve");
        assertAtMost(emission.promised(), ptoken.surplus(), "promises pass the surplus");
        assertEq(emission.promised(), emission.programmeOf(programme).remaining, "promised is what remains");
    }
}
