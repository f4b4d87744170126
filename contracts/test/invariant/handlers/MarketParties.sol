// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDirectory} from "../../../src/interfaces/IDirectory.sol";
import {IMarket} from "../../../src/interfaces/IMarket.sol";
import {Session, SessionLimits} from "../../../src/types/MarketTypes.sol";
import {PTokenContract} from "../../fixtures/Contracts.sol";
import {MarketFixture} from "../../fixtures/MarketFixture.sol";
import {LeaseStore} from "../stores/LeaseStore.sol";
import {SessionModel, SessionStore} from "../stores/SessionStore.sol";

/// @title The parties of the invariant tests: three renters with two session keys, two providers, three nodes
abstract contract MarketParties is MarketFixture, LeaseStore, SessionStore {
    /// @dev The Directory's "Attestations" of these tests. It is an address without code, so no outage is ever
    /// recorded.
    address internal constant QUORUM = address(0x900D);
    address private constant GUARDIAN = address(0x6A2D);

    uint256[3] internal _renterKeys;
    uint256[2] internal _sessionKeys; // any renter may authorise either key
    uint256[3] internal _nodeKeys;
    uint256[3] internal _ownerKeys; // provider of each node
    uint8[3] internal _capacities;
    bytes32[3] internal _nodes;
    address[] internal _accounts;

    /// @dev Runs every action at the handler's own clock.
    modifier timed() {
        vm.warp(_clock);
        _;
    }

    constructor() {
        setUp();
        _clock = START;
        directory.set("Attestations", QUORUM);
        directory.setGuardian(GUARDIAN);
        uint256 secondProvider = uint256(keccak256("second provider"));
        _fundAndBond(vm.addr(secondProvider));
        _renterKeys = [RENTER_KEY, uint256(keccak256("second renter")), uint256(keccak256("third renter"))];
        _sessionKeys = [uint256(keccak256("session key")), uint256(keccak256("second session key"))];
        _nodeKeys = [NODE_KEY, uint256(keccak256("second node")), uint256(keccak256("third node"))];
        _ownerKeys = [PROVIDER_KEY, PROVIDER_KEY, secondProvider];
        _capacities = [CAPACITY, 1, 15];
        _nodes[0] = node;
        for (uint256 i = 1; i < 3; ++i) {
            _nodes[i] = _register(_ownerKeys[i], _nodeKeys[i], _capacities[i]);
        }
        for (uint256 i = 0; i < 3; ++i) {
            _accounts.push(vm.addr(_renterKeys[i]));
        }
        _accounts.push(provider);
        _accounts.push(vm.addr(secondProvider));
        _accounts.push(ENGINE);
        _deposited = 1_000_000e18;
        _give(vm.addr(_renterKeys[1]), 3e17);
        _give(vm.addr(_renterKeys[2]), 50e18);
        for (uint256 i = 0; i < 6; ++i) {
            (address account, address key) = (vm.addr(_renterKeys[i / 2]), vm.addr(_sessionKeys[i % 2]));
            SessionLimits memory limits = SessionLimits(1e11, 1e10, uint40(START + 3 days));
            vm.prank(account);
            market.authorize(key, limits);
            _setLimits(account, key, limits.totalLeft, limits.dayCap, limits.expiry);
        }
    }

    function accounts() external view returns (address[] memory) {
        return _accounts;
    }

    function marketContract() external view returns (IMarket) {
        return market;
    }

    function directoryContract() external view returns (IDirectory) {
        return directory;
    }

    function tokenContract() external view returns (PTokenContract) {
        return ptoken;
    }

    function _give(address account, uint256 amount) internal {
        _deposit(account, amount);
        _deposited += amount;
    }

    function _draw(uint256 seed, uint256 index) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, index)));
    }

    /// @dev Returns the private key that acts for an account: the account's own key or, one time in four, a session
    /// key, which may be unauthorised.
    function _actorKey(uint256 seed, uint256 accountKey) internal view returns (uint256) {
        uint256 draw = _draw(seed, 40) % 8;
        return draw < 2 ? _sessionKeys[draw] : accountKey;
    }

    /// @dev Checks that the key may spend the amount, and counts the amount against its limits.
    function _spend(address account, address actor, uint256 amount) internal {
        assertTrue(_maySpend(account, actor, amount), "6: a session key spent above its limits");
        if (actor == account) return;
        _countSpending(account, actor, amount);
        _checkSession(account, actor);
    }

    function _checkSession(address account, address key) internal view {
        SessionModel storage model = _sessions[account][key];
        Session memory session = market.sessionOf(account, key);
        assertEq(session.totalLeft, model.total - model.units, "6: what is left");
        assertEq(session.dayCap, model.dayCap, "6: the day's cap");
        assertEq(session.spentToday, model.unitsToday, "6: spent on the day");
        assertEq(session.expiry, model.expiry, "6: expiry");
    }
}
