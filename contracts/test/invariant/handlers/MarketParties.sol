// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {IMarket} from "../../../src/interfaces/IMarket.sol";
import {PTokenContract} from "../../fixtures/Contracts.sol";
import {MarketFixture} from "../../fixtures/MarketFixture.sol";
import {LeaseStore} from "../stores/LeaseStore.sol";

/// @title The parties of the invariant tests: three renters, two providers, three nodes
abstract contract MarketParties is MarketFixture, LeaseStore {
    /// @dev The Directory's "Attestations": an address without code, so that no record of an outage exists.
    address internal constant QUORUM = address(0x900D);

    uint256[3] internal _renterKeys;
    uint256[3] internal _nodeKeys;
    uint256[3] internal _ownerKeys; // provider of each node
    uint8[3] internal _capacities;
    bytes32[3] internal _nodes;
    address[] internal _accounts;

    /// @dev Every action runs at the handler's own clock.
    modifier timed() {
        vm.warp(_clock);
        _;
    }

    constructor() {
        setUp();
        _clock = START;
        directory.set("Attestations", QUORUM);
        uint256 secondProvider = uint256(keccak256("second provider"));
        _fundAndBond(vm.addr(secondProvider));
        _renterKeys = [RENTER_KEY, uint256(keccak256("second renter")), uint256(keccak256("third renter"))];
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
    }

    function accounts() external view returns (address[] memory) {
        return _accounts;
    }

    function marketContract() external view returns (IMarket) {
        return market;
    }

    function tokenContract() external view returns (PTokenContract) {
        return ptoken;
    }

    function capacityOf(uint256 index) external view returns (bytes32, uint8) {
        return (_nodes[index], _capacities[index]);
    }

    function hourGpus(bytes32 nodeId, uint256 hour) external view returns (uint256) {
        return _hourGpus[nodeId][hour];
    }

    function _give(address account, uint256 amount) internal {
        _deposit(account, amount);
        _deposited += amount;
    }
}
