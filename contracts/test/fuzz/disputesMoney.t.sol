// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Trial, TrialState} from "../../src/types/TrialTypes.sol";
import {CourtFixture} from "../fixtures/CourtFixture.sol";

/// @dev Random walks: disputes are opened, juries selected, votes cast or not, verdicts appealed and executed. After
/// each step the court holds exactly the bonds of open disputes and the unpaid jurors' pay, and no dispute changes its
/// state in a way that the court's table of states does not allow.
contract DisputesMoneyTest is CourtFixture {
    uint256 private constant JURORS = 20;

    uint256 private _leaseId;
    uint256[8] private _done;
    TrialState[] private _last;
    uint256[] private _openedAt;

    function setUp() public override {
        super.setUp();
        _joinJurors(JURORS);
        _last.push(TrialState.Unknown);
        _openedAt.push(0);
    }

    /// hardhat-config: fuzz.runs = 12
    /// hardhat-config: long.fuzz.runs = 240
    function testFuzz_BondsAreHeldPaidOrBurnedAndAllOfThemLeave(uint256 seed) external {
        _walk(seed, 40);
        // When nobody votes any longer, the passing of time ends every dispute.
        for (uint256 turn = 0; turn < 4; ++turn) {
            vm.warp(block.timestamp + 10 days);
            for (uint256 id = 1; id <= disputes.trialCount(); ++id) {
                _advance(id);
            }
        }
        for (uint256 id = 1; id <= disputes.trialCount(); ++id) {
            assertTrue(disputes.trialOf(id).state >= TrialState.Done, "every dispute ends");
            for (uint256 i = 0; i < JURORS; ++i) {
                try disputes.payJuror(id, _reviewer(i)) {} catch {}
            }
        }
        _checkHeld(0);
    }

    /// @dev Fails if the random walk reaches too few states, because it would then test too little.
    function test_TheWalkGetsEverythingDone() external {
        _walk(5, 160);
        for (uint256 act = 0; act < 8; ++act) {
            if (_done[act] == 0) revert NotEqual("an act that never succeeds", act, 1);
        }
    }

    function _walk(uint256 seed, uint256 steps) private {
        for (uint256 step = 0; step < steps; ++step) {
            seed = uint256(keccak256(abi.encode(seed, step)));
            _act(seed % 10, seed >> 8);
            _check();
        }
    }

    function _act(uint256 act, uint256 seed) private {
        uint256 disputeCount = disputes.trialCount();
        uint256 id = disputeCount == 0 ? 0 : 1 + seed % disputeCount;
        if (disputeCount == 0 || act == 0) _openAny(seed >> 16);
        else if (act < 4) _advance(id);
        else if (act < 7) _castVotes(id, seed >> 16);
        else if (act == 7) _appealAny(id, seed >> 16);
        else if (act == 8) _payAny(id, seed >> 16);
        else vm.warp(block.timestamp + seed % 2 days);
    }

    function _openAny(uint256 seed) private {
        if (disputes.trialCount() >= 8) return;
        _formIfOld();
        if (seed % 3 == 0) {
            vm.prank(quorum);
            try vault.queueSlash(provider, PROVIDER_PURPOSE, 100, seed % 2 == 0 ? victim : address(0), 0) {} catch {}
            vm.prank(provider);
            try disputes.openSlash(PROVIDER_PURPOSE) {
                _noteOpen();
                _done[0] += 1;
            } catch {}
        } else {
            _openLease(++_leaseId);
            _noteOpen();
            _done[1] += 1;
        }
    }

    function _noteOpen() private {
        _last.push(TrialState.Evidence);
        _openedAt.push(block.timestamp);
    }

    /// @dev Lets a dispute take its next step, if that step is due and anyone may take it.
    function _advance(uint256 id) private {
        TrialState state = disputes.trialOf(id).state;
        if (state == TrialState.Evidence || state == TrialState.Drawing) {
            if (disputes.trialOf(id).panelId == 0) try disputes.request(id) {} catch {}
            _formIfOld();
            _makeSeed();
            try disputes.draw(id) {
                _done[2] += 1;
            } catch {}
            try disputes.lapse(id) {
                _done[3] += 1;
            } catch {}
        } else if (state == TrialState.Voting) {
            try disputes.count(id) {} catch {}
        } else if (state == TrialState.Decided) {
            try disputes.execute(id) {
                _done[4] += 1;
            } catch {}
        }
    }

    /// @dev Some jurors vote, some vote and do not reveal, some stay silent.
    function _castVotes(uint256 id, uint256 seed) private {
        if (disputes.trialOf(id).state != TrialState.Voting) return;
        if (block.timestamp >= disputes.trialOf(id).until - 24 hours) return;
        address[] memory members = _jury(id);
        uint8 liked = uint8((seed >> 100) % 3);
        for (uint256 i = 0; i < members.length; ++i) {
            uint256 luck = (seed >> (i * 4)) & 15;
            if (luck != 0) _commitVote(id, members[i], luck < 4 ? uint8(luck % 3) : liked);
        }
        _warpToReveals(id);
        for (uint256 i = 0; i < members.length; ++i) {
            uint256 luck = (seed >> (i * 4)) & 15;
            if (luck < 2 && seed % 2 == 0) continue;
            if (seed % 7 == 0 && i > 1) continue;
            try disputes.reveal(id, members[i], luck < 4 ? uint8(luck % 3) : liked, _salt(members[i], id)) {
                _done[5] += 1;
            } catch {}
        }
        _warpToEnd(id);
        disputes.count(id);
    }

    function _appealAny(uint256 id, uint256 seed) private {
        address[3] memory parties = [renter, provider, stranger];
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(parties[(seed + i) % 3]);
            try disputes.appeal(id) {
                _done[6] += 1;
            } catch {}
        }
    }

    function _payAny(uint256 id, uint256 seed) private {
        for (uint256 i = 0; i < JURORS; ++i) {
            if ((seed >> i) & 1 == 0) continue;
            try disputes.payJuror(id, _reviewer(i)) {
                _done[7] += 1;
            } catch {}
        }
    }

    function _check() private {
        uint256 held = 0;
        for (uint256 id = 1; id <= disputes.trialCount(); ++id) {
            Trial memory trial = disputes.trialOf(id);
            if (trial.state < TrialState.Done) held += trial.bond + trial.appealBond;
            else if (trial.state == TrialState.Done) held += _unpaid(id, trial);
            assertTrue(_isEdge(_last[id], trial.state), "an edge of the table");
            _last[id] = trial.state;
            assertAtMost(trial.until, _openedAt[id] + 19 days, "no deadline after 19 days");
        }
        _checkHeld(held);
    }

    function _unpaid(uint256 id, Trial memory trial) private view returns (uint256 pay) {
        for (uint8 round = 1; round <= 2; ++round) {
            for (uint256 i = 0; i < JURORS; ++i) {
                uint256 vote = disputes.revealedVoteOf(id, round, _reviewer(i));
                if (vote != 0 && (vote == FOR_OPENER + 1) == (trial.judged == FOR_OPENER + 1)) pay += trial.jurorPay;
            }
        }
    }

    /// @dev Returns true if one step of the random walk may bring a dispute from one state to the other. A step can
    /// change the state several times.
    function _isEdge(TrialState from, TrialState to) private pure returns (bool) {
        if (from == to) return true;
        if (from >= TrialState.Done) return false;
        if (to == TrialState.Evidence) return false;
        if (from == TrialState.Decided) return to != TrialState.Voting;
        if (to == TrialState.Done) return false;
        return true;
    }
}
