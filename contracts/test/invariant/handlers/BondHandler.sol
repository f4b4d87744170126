// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDirectory} from "../../../src/interfaces/IDirectory.sol";
import {IStakeVault} from "../../../src/interfaces/IStakeVault.sol";
import {PTokenContract} from "../../fixtures/Contracts.sol";
import {BondFixture} from "../../fixtures/BondFixture.sol";
import {BondModel, BondStore} from "../stores/BondStore.sol";

/// @title Tries every call on bonds, and checks its result against a model
/// @dev Tries each action in any state: it must succeed exactly if the rules allow it.
contract BondHandler is BondFixture, BondStore {
    address private constant GUARDIAN = address(0x6A2D);

    modifier timed() {
        vm.warp(_clock);
        _;
    }

    constructor() {
        setUp();
        _clock = START;
        directory.setGuardian(GUARDIAN);
        directory.set("SurplusMinter", address(this));
        address[3] memory accounts = [provider, renter, stranger];
        for (uint256 i = 0; i < 6; ++i) {
            _models.push();
            _models[i].account = accounts[i / 2];
            _models[i].purpose = i % 2 == 0 ? PROVIDER_PURPOSE : VALIDATOR_PURPOSE;
        }
        _models[0].bonded = BOND;
        _paidIn = BOND;
    }

    function vaultContract() external view returns (IStakeVault) {
        return vault;
    }

    function tokenContract() external view returns (PTokenContract) {
        return ptoken;
    }

    function directoryContract() external view returns (IDirectory) {
        return directory;
    }

    // ── Time and pause ──────────────────────────────────────────────────────

    function pass(uint256 seed) external {
        uint256 most = seed % 3 == 0 ? 1 hours : seed % 3 == 1 ? 4 days : 20 days;
        _clock += _draw(seed, 1) % most + 1;
    }

    function pause(uint256 seed) public timed {
        vm.prank(GUARDIAN);
        try directory.pause(seed % 72 hours + 1) {
            _done[this.pause.selector] += 1;
        } catch {}
    }

    // ── Calls of the account ────────────────────────────────────────────────

    /// @notice Adds an amount to a bond. The account itself makes the call, or a stranger makes it for the account.
    function bond(uint256 seed) external timed {
        BondModel storage model = _pick(seed);
        uint256 amount = _draw(seed, 1) % 50_000e18 + 1;
        if (block.timestamp < directory.pausedUntil()) return; // no PToken to bond: minting is paused
        if (seed % 2 == 0) {
            _bondFor(model.account, model.purpose, amount);
        } else {
            _mintPToken(model.account, amount);
            vm.startPrank(model.account);
            ptoken.approve(address(vault), amount);
            vault.bond(model.purpose, amount);
            vm.stopPrank();
        }
        model.bonded += amount;
        _paidIn += amount;
        _done[this.bond.selector] += 1;
    }

    function unbond(uint256 seed) external timed {
        BondModel storage model = _pick(seed);
        uint256 amount = _draw(seed, 1) % 3 == 0 ? model.bonded : _draw(seed, 2) % 60_000e18;
        bool open = amount != 0 && amount <= model.bonded && _isFree(model);
        vm.prank(model.account);
        try vault.unbond(model.purpose, amount) {
            assertTrue(open, "7: unbonded what must stay");
            model.bonded -= amount;
            model.unbonding += amount;
            model.releaseAt = block.timestamp + (model.purpose == PROVIDER_PURPOSE ? 35 days : 14 days);
            _done[this.unbond.selector] += 1;
        } catch {
            assertTrue(!open, "7: unbonding was refused");
        }
    }

    function withdraw(uint256 seed) external timed {
        BondModel storage model = _pick(seed);
        bool open = model.unbonding != 0 && block.timestamp >= model.releaseAt && _isFree(model);
        vm.prank(model.account);
        try vault.withdraw(model.purpose, model.account) returns (uint256 amount) {
            assertTrue(open, "7: paid out what must stay");
            assertEq(amount, model.unbonding, "7: what was paid out");
            model.unbonding = 0;
            model.releaseAt = 0;
            _paidOut += amount;
            _done[this.withdraw.selector] += 1;
        } catch {
            assertTrue(!open, "7: paying out was refused");
        }
    }

    // ── Losses ──────────────────────────────────────────────────────────────

    function compensate(uint256 seed) external timed {
        BondModel storage model = _models[(seed % 3) * 2];
        uint256 amount = _draw(seed, 1) % 20_000e18;
        uint256 before = ptoken.balanceOf(address(market));
        vm.prank(address(market));
        uint256 paid = vault.compensate(model.account, amount);
        assertEq(ptoken.balanceOf(address(market)) - before, paid, "7: what arrived");
        uint256 held = block.timestamp < model.keptUntil ? model.kept : 0;
        uint256 atRisk = model.bonded + model.unbonding;
        uint256 free = atRisk > held ? atRisk - held : 0;
        assertEq(paid, _takeModel(model, amount < free ? amount : free), "7: what no slash needs");
        _compensated += paid;
        if (paid != 0) _done[this.compensate.selector] += 1;
    }

    function slash(uint256 seed) external timed {
        BondModel storage model = _pick(seed);
        uint256 amount = _draw(seed, 1) % 40_000e18 + 1;
        uint256 most = model.bonded + model.unbonding;
        if (model.executeAt != 0 && model.purpose == PROVIDER_PURPOSE) most = most > model.pending ? most - model.pending : 0;
        bool open = most != 0;
        _watchMoney();
        vm.prank(court);
        try vault.slash(model.account, model.purpose, amount, victim, _draw(seed, 2) % 20_000e18) returns (
            uint256 slashed
        ) {
            assertTrue(open, "7: slashed nothing");
            assertEq(slashed, _takeModel(model, amount < most ? amount : most), "7: what is slashable");
            _done[this.slash.selector] += 1;
        } catch {
            assertTrue(!open, "7: slashing was refused");
        }
        _countMoney();
    }

    function queue(uint256 seed) external timed {
        BondModel storage model = _pick(seed);
        uint256 shareBps = _draw(seed, 1) % 6_000;
        uint256 amount = (model.bonded + model.unbonding) * shareBps / 10_000;
        bool open = shareBps <= 5_000 && model.executeAt == 0 && amount != 0;
        vm.prank(quorum);
        try vault.queueSlash(model.account, model.purpose, shareBps, victim, _draw(seed, 2) % 30_000e18) returns (
            uint256 queued
        ) {
            assertTrue(open, "7: queued too much");
            assertEq(queued, amount, "7: the share");
            uint256 rest = model.bonded + model.unbonding - amount;
            uint256 kept = amount + rest - rest / 4;
            if (block.timestamp >= model.keptUntil || model.kept < kept) model.kept = kept;
            model.keptUntil = type(uint40).max;
            model.pending = amount;
            model.executeAt = block.timestamp + 72 hours;
            model.disputed = false;
            _done[this.queue.selector] += 1;
        } catch {
            assertTrue(!open, "7: queueing was refused");
        }
    }

    function execute(uint256 seed) external timed {
        BondModel storage model = _pick(seed);
        bool open = model.executeAt != 0 && block.timestamp >= model.executeAt;
        _watchMoney();
        try vault.executeSlash(model.account, model.purpose) returns (uint256 slashed) {
            assertTrue(open, "7: slashed before it was due");
            uint256 taken = _takeModel(model, model.pending);
            assertEq(slashed, taken, "7: what was queued");
            if (model.purpose == PROVIDER_PURPOSE) assertEq(taken, model.pending, "7: a queued slash takes its whole amount");
            _endPending(model);
            _done[this.execute.selector] += 1;
        } catch {
            assertTrue(!open, "7: a due slash was refused");
        }
        _countMoney();
    }

    function dispute(uint256 seed) external timed {
        BondModel storage model = _pick(seed);
        bool open = model.executeAt != 0 && !model.disputed && block.timestamp < model.executeAt;
        vm.prank(court);
        try vault.disputeSlash(model.account, model.purpose) {
            assertTrue(open, "7: disputed twice or too late");
            model.executeAt += 21 days;
            model.disputed = true;
            _done[this.dispute.selector] += 1;
        } catch {
            assertTrue(!open, "7: a dispute was refused");
        }
    }

    function release(uint256 seed) external timed {
        BondModel storage model = _pick(seed);
        bool open = model.executeAt != 0;
        uint256 due = open && model.disputed ? model.executeAt - 21 days : model.executeAt;
        if (due < block.timestamp) due = block.timestamp;
        vm.prank(court);
        try vault.releaseSlash(model.account, model.purpose) returns (uint40 executeAt) {
            assertTrue(open, "7: released nothing");
            if (due < model.executeAt) model.executeAt = due;
            model.disputed = false;
            assertEq(executeAt, model.executeAt, "7: due at once, and never later than before");
            _done[this.release.selector] += 1;
        } catch {
            assertTrue(!open, "7: releasing was refused");
        }
    }

    function drop(uint256 seed) external timed {
        BondModel storage model = _pick(seed);
        bool open = model.executeAt != 0;
        vm.prank(court);
        try vault.dropSlash(model.account, model.purpose) {
            assertTrue(open, "7: dropped nothing");
            _endPending(model);
            _done[this.drop.selector] += 1;
        } catch {
            assertTrue(!open, "7: dropping was refused");
        }
    }

    function freeze(uint256 seed) external timed {
        BondModel storage model = _pick(seed);
        uint256 until = block.timestamp + _draw(seed, 1) % 30 days;
        vm.prank(court);
        vault.freeze(model.account, model.purpose, uint40(until));
        model.frozenUntil = until;
        _done[this.freeze.selector] += 1;
    }

    // ── The reserve ─────────────────────────────────────────────────────────

    /// @notice Mints, redeems or burns PToken, or mints from the surplus, as the seed decides. Also gives coins to the
    /// reserve.
    function reserve(uint256 seed) external timed {
        uint256 units = _draw(seed, 1) % 1e12 + 1;
        uint256 held = ptoken.balanceOf(victim);
        if (seed % 5 == 0) {
            stable.mint(address(ptoken), units);
        } else if (seed % 5 == 1 && held >= 1e12) {
            vm.prank(victim);
            ptoken.redeem(_draw(seed, 2) % (held - 1e12 + 1) + 1e12, victim);
        } else if (seed % 5 == 2) {
            vm.prank(victim);
            ptoken.burn(_draw(seed, 2) % (held + 1));
        } else if (seed % 5 == 3) {
            uint256 amount = _draw(seed, 2) % (ptoken.surplus() * 2 + 2);
            bool covered = amount <= ptoken.surplus();
            try ptoken.mintSurplus(victim, amount) {
                assertTrue(covered, "9: minted above the surplus");
            } catch {
                assertTrue(!covered, "9: the surplus was refused");
            }
        } else {
            bool open = block.timestamp >= directory.pausedUntil();
            stable.mint(address(this), units);
            stable.approve(address(ptoken), units);
            try ptoken.mint(units, victim) {
                assertTrue(open, "8: minted while paused");
            } catch {
                assertTrue(!open, "8: minting was refused");
            }
        }
        _done[this.reserve.selector] += 1;
    }

    // ── Private ─────────────────────────────────────────────────────────────

    uint256 private _victimBefore;
    uint256 private _treasuryBefore;
    uint256 private _supplyBefore;

    function _watchMoney() private {
        _victimBefore = ptoken.balanceOf(victim);
        _treasuryBefore = ptoken.balanceOf(treasury);
        _supplyBefore = ptoken.totalSupply();
    }

    function _countMoney() private {
        _compensated += ptoken.balanceOf(victim) - _victimBefore;
        _toTreasury += ptoken.balanceOf(treasury) - _treasuryBefore;
        _burned += _supplyBefore - ptoken.totalSupply();
    }

    function _takeModel(BondModel storage model, uint256 amount) private returns (uint256 taken) {
        uint256 fromBonded = amount < model.bonded ? amount : model.bonded;
        uint256 rest = amount - fromBonded;
        uint256 fromUnbonding = rest < model.unbonding ? rest : model.unbonding;
        model.bonded -= fromBonded;
        model.unbonding -= fromUnbonding;
        taken = fromBonded + fromUnbonding;
        _slashed += taken;
    }

    function _endPending(BondModel storage model) private {
        model.executeAt = 0;
        model.kept -= model.pending;
        model.keptUntil = block.timestamp + 2 days;
    }

    function _isFree(BondModel storage model) private view returns (bool) {
        return model.executeAt == 0 && block.timestamp >= model.frozenUntil;
    }

    function _pick(uint256 seed) private view returns (BondModel storage) {
        return _models[_draw(seed, 99) % _models.length];
    }

    function _draw(uint256 seed, uint256 index) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, index)));
    }
}
