// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDisputeCourt} from "../../src/interfaces/IDisputeCourt.sol";
import {IJuryTrials} from "../../src/interfaces/IJuryTrials.sol";
import {TrialState} from "../../src/types/TrialTypes.sol";
import {CourtFixture} from "../fixtures/CourtFixture.sol";

/// @dev Property L7 (test/invariant/README.md): in spite of an attacker, an honest renter and honest jurors can take
/// each step of a dispute when it is due, from its opening to its execution. The attacker has gas and refundable
/// capital: it disputes slashes of its bonds, joins and leaves the list of jurors, and sends calls of the court and of
/// Panels in any sequence. It never controls eight jurors of fifteen.
contract DisputeLivenessTest is CourtFixture {
    uint256 private constant HONEST = 30;
    uint256 private constant SYBILS = 3;

    uint256 private _sent;

    function setUp() public override {
        super.setUp();
        _joinJurors(HONEST);
        for (uint256 i = 0; i < SYBILS; ++i) {
            _fund(_sybil(i), 10_000e18);
            _giveG(_sybil(i), PANEL_BOND, address(panels));
            _bondFor(_sybil(i), VALIDATOR_PURPOSE, 1_000e18);
        }
    }

    /// hardhat-config: fuzz.runs = 8
    /// hardhat-config: long.fuzz.runs = 160
    function testFuzz_L7_EveryStepOfADisputeIsTakenAtItsTime(uint256 word) external {
        _walk(word);
    }

    /// @dev Checks that some calls of the attacker succeed, because otherwise the test above would show nothing.
    function test_TheAttackerGetsThroughWithSomeCalls() external {
        _walk(7);
        assertAtMost(10, _sent, "calls that succeeded");
    }

    function _walk(uint256 word) private {
        uint256 before = ptoken.balanceOf(renter);
        uint256 id = _openLease(word);
        word = _attack(id, word);
        vm.prank(renter);
        disputes.submit(id, new bytes32[](1));
        _judge(id, word, 5);
        word = _attack(id, uint256(keccak256(abi.encode(word))));
        vm.prank(provider);
        disputes.appeal(id);
        word = _attack(id, word);
        _judge(id, word, 15);
        word = _attack(id, word);
        if (disputes.trialOf(id).state == TrialState.Decided) disputes.execute(id);
        _checkState(id, TrialState.Done);
        assertTrue(ptoken.balanceOf(renter) > before + CLAIM, "L7: claim, bonds and a part of the lost appeal");
    }

    /// @dev Honest jurors vote for the opener. The attacker's jurors stay silent.
    function _judge(uint256 id, uint256 word, uint256 size) private {
        if (disputes.trialOf(id).state == TrialState.Evidence) _warpToEnd(id);
        word = _attack(id, word);
        if (disputes.trialOf(id).panelId == 0) disputes.request(id);
        _formIfOld();
        _makeSeed();
        word = _attack(id, word);
        if (disputes.trialOf(id).state == TrialState.Drawing) disputes.draw(id);
        address[] memory members = _jury(id);
        assertEq(members.length, size, "L7: a jury");
        for (uint256 i = 0; i < size; ++i) {
            if (!_isSybil(members[i])) _commitVote(id, members[i], FOR_OPENER);
        }
        word = _attack(id, word);
        // The attacker may count the votes as soon as all jurors have revealed, which changes the deadline in the
        // trial. So the deadline is read before.
        uint256 end = disputes.trialOf(id).until;
        _warpToReveals(id);
        for (uint256 i = 0; i < size; ++i) {
            if (!_isSybil(members[i])) disputes.reveal(id, members[i], FOR_OPENER, _salt(members[i], id));
        }
        word = _attack(id, word);
        vm.warp(end);
        word = _attack(id, word);
        if (disputes.trialOf(id).state == TrialState.Voting) disputes.count(id);
        assertEq(disputes.trialOf(id).judged, FOR_OPENER + 1, "L7: a verdict");
    }

    /// @dev Makes twenty random calls of the attacker.
    function _attack(uint256 id, uint256 word) private returns (uint256) {
        for (uint256 i = 0; i < 20; ++i) {
            word = uint256(keccak256(abi.encode(word)));
            address account = _sybil(word % SYBILS);
            if (word % 13 == 0) {
                vm.prank(quorum);
                try vault.queueSlash(account, VALIDATOR_PURPOSE, 10, address(0), 0) {} catch {}
            }
            (address target, bytes memory call) = _anyCall(id, (word >> 8) % 14, word >> 16);
            vm.prank(account);
            (bool done,) = target.call(call);
            if (done) ++_sent;
        }
        return word;
    }

    function _anyCall(uint256 id, uint256 act, uint256 word) private view returns (address, bytes memory) {
        uint256 any = word % 2 == 0 ? id : 1 + word % disputes.trialCount();
        uint256 panelId = disputes.trialOf(any).panelId;
        if (act == 0) return (court, abi.encodeCall(IDisputeCourt.openSlash, (VALIDATOR_PURPOSE)));
        if (act == 1) return (court, abi.encodeCall(IJuryTrials.request, (any)));
        if (act == 2) return (court, abi.encodeCall(IJuryTrials.draw, (any)));
        if (act == 3) return (court, abi.encodeCall(IJuryTrials.count, (any)));
        if (act == 4) return (court, abi.encodeCall(IJuryTrials.lapse, (any)));
        if (act == 5) return (court, abi.encodeCall(IJuryTrials.commit, (any, bytes32(word))));
        if (act == 6) return (court, abi.encodeCall(IJuryTrials.reveal, (any, _reviewer(word % HONEST), 1, bytes32(word))));
        if (act == 7) return (court, abi.encodeCall(IJuryTrials.payJuror, (any, _reviewer(word % HONEST))));
        if (act == 8) return (court, abi.encodeCall(IJuryTrials.submit, (any, new bytes32[](3))));
        if (act == 9) return (address(panels), abi.encodeCall(panels.join, (COURT, uint96(PANEL_BOND))));
        if (act == 10) return (address(panels), abi.encodeCall(panels.resign, (COURT)));
        if (act == 11) return (address(panels), abi.encodeCall(panels.draw, (panelId)));
        if (act == 12) return (address(panels), abi.encodeCall(panels.close, (panelId)));
        return (court, abi.encodeCall(IJuryTrials.appeal, (any)));
    }

    function _isSybil(address account) private pure returns (bool) {
        return uint160(account) >> 12 == 0x5B1;
    }

    function _sybil(uint256 index) private pure returns (address) {
        return address(uint160(0x5B1000 + index));
    }
}
