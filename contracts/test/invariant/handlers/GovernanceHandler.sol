// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";

import {IDirectory} from "../../../src/interfaces/IDirectory.sol";
import {Staker} from "../../../src/types/GovernanceTypes.sol";
import {Draft, GovernanceFixture} from "../../fixtures/GovernanceFixture.sol";
import {GovernorContract, GTokenContract, StakedGTokenContract} from "../../fixtures/GovernanceContracts.sol";
import {GovernanceStore, ProposalModel} from "../stores/GovernanceStore.sol";

/// @title Tries every call of stakers, voters, guardian and slasher, and checks its result against a model
contract GovernanceHandler is GovernanceFixture, GovernanceStore {
    address[4] private _accounts;

    modifier timed() {
        vm.warp(_clock);
        _;
    }

    constructor() {
        setUp();
        _clock = START;
        _accounts = [alice, bob, carol, stranger];
    }

    function contracts() external view returns (GTokenContract, StakedGTokenContract, GovernorContract) {
        return (gtoken, staked, governor);
    }

    function accounts() external view returns (address[4] memory) {
        return _accounts;
    }

    function pass(uint256 seed) external {
        uint256 most = seed % 3 == 0 ? 2 hours : seed % 3 == 1 ? 2 days : 8 days;
        if (seed % 64 == 7) most = 400 days;
        _clock += _draw(seed, 1) % most + 1;
    }

    // ── Stakes ──────────────────────────────────────────────────────────────

    function stake(uint256 seed) external timed {
        uint256 amount = _draw(seed, 1) % 3_000_000e18 + 1;
        if (gtoken.balanceOf(address(this)) < amount) return;
        _stake(_account(seed), amount);
        _stakedIn += amount;
        _done[this.stake.selector] += 1;
    }

    function delegate(uint256 seed) external timed {
        vm.prank(_account(seed));
        staked.delegate(_accounts[_draw(seed, 2) % 4]);
        _done[this.delegate.selector] += 1;
    }

    function unstake(uint256 seed) external timed {
        address account = _account(seed);
        uint256 held = staked.balanceOf(account);
        uint256 free = _freeOf(account);
        uint256 amount = seed % 3 == 0 ? free : _draw(seed, 1) % 3_000_000e18;
        if (seed % 32 == 1) amount = held;
        uint256 votes = staked.getVotes(staked.delegates(account));
        vm.prank(account);
        try staked.unstake(amount) {
            assertTrue(amount != 0 && amount <= free, "unstaked what is not there, or bonded");
            assertEq(staked.getVotes(staked.delegates(account)), votes - amount, "the votes drop at once");
            _done[this.unstake.selector] += 1;
        } catch {
            assertTrue(amount == 0 || amount > free, "unstaking was refused");
        }
    }

    function withdraw(uint256 seed) external timed {
        address account = _account(seed);
        Staker memory staker = staked.stakerOf(account);
        bool open = staker.unstaking != 0 && block.timestamp >= staker.releaseAt;
        vm.prank(account);
        try staked.withdraw(address(this)) returns (uint256 amount) {
            assertTrue(open, "paid out what must stay");
            _paidOut += amount;
            _done[this.withdraw.selector] += 1;
        } catch {
            assertTrue(!open, "paying out was refused");
        }
    }

    function claim(uint256 seed) external timed {
        address account = _account(seed);
        uint256 before = gtoken.balanceOf(address(this));
        uint256 foreseen = staked.interestOf(account);
        vm.prank(account);
        try staked.claimInterest(address(this)) returns (uint256 amount) {
            assertEq(gtoken.balanceOf(address(this)) - before, amount, "paid");
            assertAtMost(amount, foreseen, "never more than was foreseen");
            _done[this.claim.selector] += 1;
        } catch {}
    }

    function slash(uint256 seed) external timed {
        if (seed % 4 != 0) return; // otherwise slashes would consume every stake
        address account = _account(seed);
        uint256 most = staked.atRisk(account);
        // Some slashes take almost everything, so that only a part of a bond remains.
        uint256 amount = seed % 16 == 4 && most > 1 ? most - 1 : _draw(seed, 1) % 1_000_000e18 + 1;
        uint256 treasury = gtoken.balanceOf(address(timelock));
        uint256 bonded = staked.bondedOf(account);
        vm.prank(slasher);
        try staked.slash(account, amount) returns (uint256 slashed) {
            assertEq(slashed, amount < most ? amount : most, "what is at risk");
            uint256 besides = most - bonded;
            assertEq(bonded - staked.bondedOf(account), slashed < besides ? 0 : slashed - besides, "bonds last");
            assertEq(gtoken.balanceOf(address(timelock)) - treasury, slashed, "to the treasury");
            _slashed += slashed;
            _done[this.slash.selector] += 1;
        } catch {
            assertEq(most, 0, "slashing was refused");
        }
    }

    // ── Proposals ───────────────────────────────────────────────────────────

    function propose(uint256 seed) external timed {
        if (_proposals.length >= 60) return;
        address proposer = _account(seed);
        uint16 fee = uint16(_draw(seed, 1) % 101);
        // Some proposals contain calls that are not bounded parameters, and some fail when they are executed.
        bytes memory call = seed % 4 == 0
            ? abi.encodeCall(IDirectory.set, ("Market", stranger))
            : abi.encodeCall(IDirectory.setFeeBps, (seed % 4 == 1 ? 101 : fee));
        Draft memory draft = _draft(address(directory), call, string(abi.encode(seed, _proposals.length)));
        bool covered = _freeOf(proposer) >= BOND;
        vm.prank(proposer);
        try governor.propose(draft.targets, draft.values, draft.calldatas, draft.description) {
            assertTrue(covered, "proposed without a bond");
            _proposals.push();
            ProposalModel storage model = _proposals[_proposals.length - 1];
            model.draft = draft;
            model.proposer = proposer;
            model.snapshot = block.timestamp + 1 days;
            ++_bonds[proposer];
            _done[this.propose.selector] += 1;
        } catch {
            assertTrue(!covered, "proposing was refused");
        }
    }

    /// @notice All four accounts vote, mostly for the proposal, sometimes against it, and sometimes they abstain.
    function vote(uint256 seed) external timed {
        if (_proposals.length == 0) return;
        ProposalModel storage model = _pick(seed);
        for (uint256 i = 0; i < 4; ++i) {
            uint8 support = _draw(seed, i) % 5 == 0 ? 0 : _draw(seed, i) % 7 == 0 ? 2 : 1;
            vm.prank(_accounts[i]);
            try governor.castVote(model.draft.id, support) returns (uint256 weight) {
                assertEq(weight, staked.getPastVotes(_accounts[i], model.snapshot), "10: what it had at the snapshot");
                model.cast += weight;
                _done[this.vote.selector] += 1;
            } catch {}
        }
    }

    /// @notice Tries to queue each of the last three proposals.
    function queue(uint256) external timed {
        for (uint256 i = _first(); i < _proposals.length; ++i) {
            ProposalModel storage model = _proposals[i];
            Draft memory draft = model.draft;
            try governor.queue(draft.targets, draft.values, draft.calldatas, draft.descriptionHash) {
                (uint256 no, uint256 yes, uint256 abstain) = governor.proposalVotes(draft.id);
                assertTrue(yes > no && yes + abstain >= 4_000_000e18, "10: queued what did not pass");
                assertTrue(block.timestamp > model.snapshot + 5 days, "10: queued before the vote was over");
                assertTrue(_mayPass(draft), "10: queued what is no bounded parameter");
                model.queuedAt = block.timestamp;
                _done[this.queue.selector] += 1;
            } catch {}
        }
    }

    /// @notice Tries to execute each of the last three proposals.
    function execute(uint256) external timed {
        for (uint256 i = _first(); i < _proposals.length; ++i) {
            ProposalModel storage model = _proposals[i];
            Draft memory draft = model.draft;
            try governor.execute(draft.targets, draft.values, draft.calldatas, draft.descriptionHash) {
                assertTrue(model.queuedAt != 0 && !model.executed && !model.vetoed, "10: executed what was not queued");
                assertTrue(block.timestamp >= model.queuedAt + 2 days, "10: executed without a wait");
                assertTrue(_mayPass(draft), "10: executed what is no bounded parameter");
                model.executed = true;
                _done[this.execute.selector] += 1;
            } catch {}
        }
    }

    function veto(uint256 seed) external timed {
        if (seed % 8 != 0 || _proposals.length == 0) return;
        ProposalModel storage model = _pick(seed);
        Draft memory draft = model.draft;
        uint256 held = staked.balanceOf(model.proposer);
        uint256 treasury = gtoken.balanceOf(address(timelock));
        vm.prank(guardian);
        try governor.veto(draft.targets, draft.values, draft.calldatas, draft.descriptionHash, "") {
            assertTrue(block.timestamp < START + 365 days, "vetoed after its last day");
            assertTrue(!model.settled && !model.executed, "vetoed what was over");
            uint256 taken = held < BOND ? held : BOND;
            assertEq(held - staked.balanceOf(model.proposer), taken, "out of the proposer's stake, all that is there of a bond");
            assertEq(gtoken.balanceOf(address(timelock)) - treasury, taken, "to the treasury");
            model.vetoed = true;
            model.settled = true;
            _vetoed += taken;
            --_bonds[model.proposer];
            _done[this.veto.selector] += 1;
        } catch {}
    }

    function returnBond(uint256 seed) external timed {
        if (_proposals.length == 0) return;
        ProposalModel storage model = _pick(seed);
        uint256 held = staked.balanceOf(model.proposer);
        try governor.returnBond(model.draft.id) {
            assertTrue(!model.settled, "a bond came back twice");
            assertEq(staked.balanceOf(model.proposer), held, "it never left the stake");
            model.settled = true;
            --_bonds[model.proposer];
            _done[this.returnBond.selector] += 1;
        } catch {}
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _mayPass(Draft memory draft) private view returns (bool) {
        return governor.hasFullPower() || bytes4(draft.calldatas[0]) == IDirectory.setFeeBps.selector;
    }

    /// @dev Returns the free stake by the rules: the stake less one bond for each proposal with a bond that is not
    /// settled.
    function _freeOf(address account) private view returns (uint256) {
        uint256 held = staked.balanceOf(account);
        uint256 bonded = _bonds[account] * BOND;
        return held > bonded ? held - bonded : 0;
    }

    function _account(uint256 seed) private view returns (address) {
        return _accounts[_draw(seed, 98) % 4];
    }

    function _first() private view returns (uint256) {
        return _proposals.length < 3 ? 0 : _proposals.length - 3;
    }

    function _pick(uint256 seed) private view returns (ProposalModel storage) {
        uint256 count = _proposals.length;
        uint256 recent = count < 3 || seed % 16 == 0 ? count : 3;
        return _proposals[count - 1 - _draw(seed, 99) % recent];
    }

    function _draw(uint256 seed, uint256 index) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, index)));
    }
}
