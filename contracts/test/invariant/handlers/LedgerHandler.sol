// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Asset, Channel, ChannelFacts, KeyCurve, Pot, Voucher} from "../../../src/types/ServiceLedgerTypes.sol";
import {LedgerFixture} from "../../fixtures/LedgerFixture.sol";

/// @title Tries every call of the service ledger, by anybody, in any state
/// @dev There are two payers, three keys and two assets. The handler remembers the highest voucher that each key signed
/// in each serial of a channel.
contract LedgerHandler is LedgerFixture {
    uint256 internal constant CHANNELS = 12;

    uint256 private _clock;
    /// @dev The highest limit of costs that a voucher promised, by channel and serial number.
    mapping(bytes32 channel => mapping(uint256 serial => uint256 ceiling)) public signed;
    mapping(bytes32 channel => uint256 settled) private _seen;
    /// @dev How often each action succeeded.
    mapping(uint256 action => uint256 count) public done;
    uint256 public overCeiling;
    /// @dev The amount that each key may still move for a payer, in units of 1e12 base units, counted by this handler
    /// from each call of `allow`.
    mapping(address payer => mapping(address by => mapping(Asset asset => uint256 units))) private _left;
    uint256 public overAllowance;

    modifier timed() {
        vm.warp(_clock);
        _;
    }

    constructor() {
        setUp();
        _clock = block.timestamp;
        _fillPot(stranger, POT);
        _fillPotOfG(stranger, POT);
    }

    // ── Actions ─────────────────────────────────────────────────────────────

    function pass(uint256 seed) external {
        _clock += seed % 2 days + 1;
    }

    function fill(uint256 seed) external timed {
        (ChannelFacts memory facts,) = _at(seed);
        Channel memory state = _stateOf(facts);
        uint96 total = state.deposited + uint96(_part(seed, 3e18));
        if (seed % 3 != 0) {
            vm.prank(facts.payer);
            _count(0, address(ledger), abi.encodeCall(ledger.fund, (facts, state.serial, total, UNSIGNED)));
            return;
        }
        vm.prank(facts.key);
        bool filled =
            _count(1, address(ledger), abi.encodeCall(ledger.fund, (facts, state.serial, total, UNSIGNED)));
        if (!filled) return;
        uint256 units = (total - state.deposited + 1e12 - 1) / 1e12;
        uint256 left = _left[facts.payer][facts.key][facts.asset];
        if (units > left) ++overAllowance;
        else _left[facts.payer][facts.key][facts.asset] = left - units;
    }

    function allowKey(uint256 seed) external timed {
        (ChannelFacts memory facts,) = _at(seed);
        uint48 left = uint48(seed >> 20) % 5e6;
        vm.prank(facts.payer);
        ledger.allow(facts.key, facts.asset, left, left, 20e6, uint40(block.timestamp + 5 days));
        _left[facts.payer][facts.key][facts.asset] = left;
        ++done[2];
    }

    function leave(uint256 seed) external timed {
        (ChannelFacts memory facts,) = _at(seed);
        uint24 serial = _stateOf(facts).serial;
        vm.prank(seed % 2 == 0 ? facts.payer : facts.key);
        _count(3, address(ledger), abi.encodeCall(ledger.exit, (facts, serial, UNSIGNED)));
    }

    function close(uint256 seed) external timed {
        (ChannelFacts memory facts,) = _at(seed);
        _count(4, address(ledger), abi.encodeCall(ledger.finish, (facts)));
    }

    /// @dev Settles two claims in one call. Each of the claims may be wrong.
    function settleTwo(uint256 seed) external timed {
        (ChannelFacts memory facts, uint256 signer) = _at(seed);
        bytes memory rows = abi.encodePacked(_rowOf(facts, signer, seed), _rowOf(facts, signer, seed >> 8));
        vm.prank(seed % 5 == 0 ? stranger : operator);
        _count(5, address(ledger), abi.encodeCall(ledger.settle, (facts.service, facts.asset, rows, UNSIGNED)));
        _checkCeiling(facts);
    }

    function releaseOne(uint256 seed) external timed {
        (ChannelFacts memory facts, uint256 signer) = _at(seed);
        Channel memory state = _stateOf(facts);
        uint96 claim = state.settled + uint96(_part(seed, 1e18));
        Voucher memory voucher = _voucher(facts, signer, state.serial, 1, claim);
        _note(facts, state.serial, claim);
        bytes32 digest = ledger.hashRelease(ledger.channelIdOf(facts), state.serial, claim);
        bytes memory signature = _signed(seed % 4 == 0 ? STRANGER_KEY : OPERATOR_KEY, digest);
        _count(6, address(ledger), abi.encodeCall(ledger.release, (facts, state.serial, claim, voucher, signature)));
        _checkCeiling(facts);
    }

    function moveBond(uint256 seed) external timed {
        if (seed % 4 == 0) {
            vm.prank(FINDINGS);
            _count(7, address(ledger), abi.encodeCall(ledger.slash, (service, bytes32(seed), payer, uint96(seed >> 200))));
        } else if (seed % 4 == 1) {
            vm.prank(payee);
            _count(8, address(ledger), abi.encodeCall(ledger.unbond, (service)));
        } else if (seed % 4 == 2) {
            _count(9, address(ledger), abi.encodeCall(ledger.collectBond, (service)));
        } else {
            vm.prank(payee);
            _count(10, address(ledger), abi.encodeCall(ledger.bond, (service, uint96(_part(seed, 50e18)))));
        }
    }

    function moveOut(uint256 seed) external timed {
        Asset asset = Asset(seed % 2);
        if (seed % 3 == 0) {
            _count(11, address(ledger), abi.encodeCall(ledger.sweepFees, (payee, asset)));
            return;
        }
        vm.prank(seed % 5 == 0 ? payee : payer);
        _count(12, address(ledger), abi.encodeCall(ledger.withdraw, (asset, uint128(_part(seed, 1e18)))));
    }

    // ── The sum that the ledger owes ────────────────────────────────────────

    /// @notice Returns the sum of all pots (balances of accounts), waiting fees, channels and bonds of an asset, which
    /// the ledger owes.
    function owed(Asset asset) external view returns (uint256 sum) {
        address[5] memory accounts = [payer, stranger, payee, modelOwner, operator];
        for (uint256 i = 0; i < 5; ++i) {
            Pot memory pot = ledger.potOf(accounts[i], asset);
            sum += pot.free + pot.fees;
        }
        for (uint256 i = 0; i < CHANNELS; ++i) {
            (ChannelFacts memory facts,) = _at(i);
            if (facts.asset == asset) sum += _stateOf(facts).deposited - _stateOf(facts).settled;
        }
        if (asset == Asset.PToken) sum += ledger.serviceOf(service).bond;
    }

    function held(Asset asset) external view returns (uint256) {
        return asset == Asset.PToken ? ptoken.balanceOf(address(ledger)) : gtoken.balanceOf(address(ledger));
    }

    // ── Helpers ─────────────────────────────────────────────────────────────

    /// @dev Returns one of the twelve payment channels, and the private key of the channel's key.
    function _at(uint256 seed) private view returns (ChannelFacts memory facts, uint256 signer) {
        uint256 place = seed % CHANNELS;
        signer = 5_000 + place % 3;
        facts = _channelOf(place / 3 % 2 == 0 ? payer : stranger, vm.addr(signer), Asset(place / 6));
    }

    function _rowOf(ChannelFacts memory facts, uint256 signer, uint256 seed) private returns (bytes memory) {
        Channel memory state = _stateOf(facts);
        uint24 serial = seed % 7 == 0 && state.serial != 0 ? state.serial - 1 : state.serial;
        uint96 spent = state.settled + uint96(_part(seed, 2e18));
        uint96 claim = seed % 9 == 0 ? spent + 1 : spent - uint96(seed % spent % 3);
        bool isForged = seed % 11 == 0;
        if (!isForged) _note(facts, serial, spent);
        return _row(facts, isForged ? STRANGER_KEY : signer, serial, spent, claim);
    }

    function _note(ChannelFacts memory facts, uint256 serial, uint256 ceiling) private {
        mapping(uint256 => uint256) storage known = signed[ledger.channelIdOf(facts)];
        if (ceiling > known[serial]) known[serial] = ceiling;
    }

    /// @dev Counts a violation if a payment channel has settled more than its key ever signed, or less than before.
    function _checkCeiling(ChannelFacts memory facts) private {
        bytes32 id = ledger.channelIdOf(facts);
        Channel memory state = _stateOf(facts);
        if (state.settled == _seen[id]) return;
        uint256 last = signed[id][state.serial];
        uint256 before = state.serial == 0 ? 0 : signed[id][state.serial - 1];
        if (state.settled < _seen[id] || state.settled > (last > before ? last : before)) ++overCeiling;
        _seen[id] = state.settled;
    }

    function _part(uint256 seed, uint256 most) private pure returns (uint256) {
        return (seed >> 40) % most + 1;
    }

    function _count(uint256 action, address to, bytes memory call) private returns (bool ok) {
        (ok,) = to.call(call);
        if (ok) ++done[action];
    }
}
