// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IClassCatalog} from "../../../src/interfaces/IClassCatalog.sol";
import {INodeRegistry} from "../../../src/interfaces/INodeRegistry.sol";
import {NodeStatement} from "../../../src/types/AttestationsTypes.sol";
import {Node, NodeListing, NodeRegistration} from "../../../src/types/NodeRegistryTypes.sol";
import {MarketFixture} from "../../fixtures/MarketFixture.sol";

contract NodeRegistryTest is MarketFixture {
    uint256 private constant SECOND_KEY = uint256(keccak256("second node"));

    function test_KeepsEveryFactAndEmitsThem() external {
        NodeRegistration memory registration = _registration(SECOND_KEY, 3);
        bytes32 id = registry.nodeIdOf(provider, registration.nodeKey);
        vm.expectEmit(true, true, true, true, address(registry));
        emit INodeRegistry.NodeRegistered(id, provider, registration);
        vm.prank(provider);
        assertTrue(registry.register(registration) == id, "id");
        Node memory stored = registry.nodeOf(id);
        assertTrue(stored.provider == provider && stored.nodeKey == registration.nodeKey, "keys");
        assertTrue(stored.hostKey == HOST_KEY && stored.boxKey == registration.boxKey, "keys");
        assertEq(stored.gpus, 3, "gpus");
        assertEq(stored.vramGib, 16, "vram");
        assertEq(stored.cpuCores, 32, "cpu");
        assertEq(stored.ramGib, 256, "ram");
        assertEq(stored.diskGib, 1000, "disk");
        assertEq(stored.networkMbps, 10_000, "network");
        assertEq(stored.requiredBond, uint256(PRICE) * 86_400 * 3, "bond");
        assertEq(registry.providerOf(provider).requiredBond, uint256(PRICE) * 86_400 * (3 + CAPACITY), "sum of bonds");
        NodeListing memory listing = registry.listing(id);
        assertTrue(listing.listed && listing.provider == provider && listing.hostKey == HOST_KEY, "listing");
    }

    function test_RevertWhen_NodeIsKnownEvenRetired() external {
        vm.prank(provider);
        registry.retire(node);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_NodeKnown.selector, node));
        registry.register(_registration(NODE_KEY, CAPACITY));
    }

    function test_RevertWhen_GpusAreOutOfRange() external {
        _refuseGpus(0);
        _refuseGpus(16);
    }

    function test_RevertWhen_AKeyIsMissing() external {
        NodeRegistration memory registration = _registration(SECOND_KEY, 1);
        registration.hostKey = 0;
        _refuse(registration, abi.encodeWithSelector(INodeRegistry.NodeRegistry_KeyMissing.selector));
        registration = _registration(SECOND_KEY, 1);
        registration.boxKey = 0;
        _refuse(registration, abi.encodeWithSelector(INodeRegistry.NodeRegistry_KeyMissing.selector));
        registration = _registration(SECOND_KEY, 1);
        registration.nodeKey = address(0);
        _refuse(registration, abi.encodeWithSelector(INodeRegistry.NodeRegistry_KeyMissing.selector));
    }

    function test_RevertWhen_ClassOrRegionIsUnknown() external {
        NodeRegistration memory registration = _registration(SECOND_KEY, 1);
        registration.classId = 2;
        _refuse(registration, abi.encodeWithSelector(IClassCatalog.ClassCatalog_ClassUnknown.selector, uint8(2)));
        registration.classId = 1;
        registration.regionId = 2;
        _refuse(registration, abi.encodeWithSelector(INodeRegistry.NodeRegistry_RegionUnknown.selector, uint8(2)));
    }

    function test_RevertWhen_BondIsTooLow() external {
        uint256 needed = uint256(PRICE) * 86_400;
        _mintPToken(address(this), needed);
        ptoken.approve(address(vault), needed);
        vault.bondFor(stranger, PROVIDER_PURPOSE, needed - 1);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_BondTooLow.selector, needed - 1, needed));
        registry.register(_registration(SECOND_KEY, 1));
        vault.bondFor(stranger, PROVIDER_PURPOSE, 1);
        vm.prank(stranger);
        registry.register(_registration(SECOND_KEY, 1));
    }

    function test_RevertWhen_CallerIsNotTheNodesProvider() external {
        bytes memory revertData =
            abi.encodeWithSelector(INodeRegistry.NodeRegistry_CallerNotProvider.selector, stranger, provider);
        vm.startPrank(stranger);
        vm.expectRevert(revertData);
        registry.retire(node);
        vm.expectRevert(revertData);
        registry.update(node, 1, 1, 1, 1);
        vm.stopPrank();
    }

    function test_RevertWhen_NodeIsUnknown() external {
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_NodeUnknown.selector, bytes32(uint256(5))));
        registry.retire(bytes32(uint256(5)));
    }

    function test_UpdatesResourcesOnly() external {
        vm.expectEmit(true, true, true, true, address(registry));
        emit INodeRegistry.NodeUpdated(node, 64, 512, 2000, 25_000);
        vm.prank(provider);
        registry.update(node, 64, 512, 2000, 25_000);
        Node memory stored = registry.nodeOf(node);
        assertEq(stored.cpuCores + stored.ramGib + stored.diskGib + stored.networkMbps, 64 + 512 + 2000 + 25_000, "sum");
        assertEq(stored.gpus, CAPACITY, "gpus");
    }

    function test_RetiringFreesTheBond() external {
        vm.prank(provider);
        registry.retire(node);
        assertEq(registry.providerOf(provider).requiredBond, 0, "required bond");
        assertTrue(!registry.listing(node).listed, "listing");
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_NodeRetired.selector, node));
        registry.retire(node);
    }

    function test_RevertWhen_CallerIsNotTheVault() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                INodeRegistry.NodeRegistry_CallerNotStakeVault.selector, address(this), address(vault)
            )
        );
        registry.onBondChanged(provider, 0);
    }

    function test_RevertWhen_CallerIsNotAttestations() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                INodeRegistry.NodeRegistry_CallerNotAttestations.selector, address(this), address(0)
            )
        );
        _attest(node, 1, 1);
    }

    function test_NamesWhatWasAttestedOfANode() external {
        directory.set("Attestations", address(this));
        _attest(node, 3, 9_900);
        Node memory stored = registry.nodeOf(node);
        assertEq(stored.tier, 3, "tier");
        assertEq(stored.reliabilityBps, 9_900, "reliability");
        assertEq(registry.listing(node).tier, 3, "listing");
    }

    function test_RevertWhen_AttestedReliabilityIsAboveOne() external {
        directory.set("Attestations", address(this));
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistry.NodeRegistry_ReliabilityTooHigh.selector, uint16(10_001))
        );
        _attest(node, 1, 10_001);
        vm.expectRevert(
            abi.encodeWithSelector(INodeRegistry.NodeRegistry_NodeUnknown.selector, bytes32(uint256(5)))
        );
        _attest(bytes32(uint256(5)), 1, 1);
    }

    function test_RevertWhen_OneOfManyAttestedNodesIsUnknown() external {
        directory.set("Attestations", address(this));
        bytes32 unknown = bytes32(uint256(5));
        NodeStatement[] memory statements = new NodeStatement[](2);
        statements[0] = NodeStatement(node, 3, 9_900);
        statements[1] = NodeStatement(unknown, 3, 9_900);
        vm.expectRevert(abi.encodeWithSelector(INodeRegistry.NodeRegistry_NodeUnknown.selector, unknown));
        registry.attest(statements);
        assertEq(registry.listing(node).tier, 0, "no node has changed");
        statements[1] = NodeStatement(node, 2, 9_800);
        registry.attest(statements);
        assertEq(registry.listing(node).tier, 2, "the last statement about a node counts");
    }

    function _attest(bytes32 nodeId, uint8 tier, uint16 reliabilityBps) private {
        NodeStatement[] memory statements = new NodeStatement[](1);
        statements[0] = NodeStatement(nodeId, tier, reliabilityBps);
        registry.attest(statements);
    }

    function _refuseGpus(uint8 gpus) private {
        _refuse(
            _registration(SECOND_KEY, gpus),
            abi.encodeWithSelector(INodeRegistry.NodeRegistry_GpusOutOfRange.selector, gpus, uint8(15))
        );
    }

    function _refuse(NodeRegistration memory registration, bytes memory revertData) private {
        vm.prank(provider);
        vm.expectRevert(revertData);
        registry.register(registration);
    }
}
