// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAttestations} from "../../../src/interfaces/IAttestations.sol";
import {INodeRegistry} from "../../../src/interfaces/INodeRegistry.sol";
import {IStakeVault} from "../../../src/interfaces/IStakeVault.sol";
import {FraudStatement, NodeStatement, OutageStatement} from "../../../src/types/AttestationsTypes.sol";
import {NodeListing} from "../../../src/types/NodeRegistryTypes.sol";
import {AttestationsFixture} from "../../fixtures/AttestationsFixture.sol";

/// @dev Tests the effects of attested statements about nodes and bonds, for few and for enough signers.
contract ApplyTest is AttestationsFixture {
    bytes32 private constant FRAUDS = "frauds";
    bytes32 private constant OUTAGES = "outages";

    // ── Nodes ───────────────────────────────────────────────────────────────

    function test_FourSignersSetTierAndReliability() external {
        _formSetOf(4);
        _attestByAll(NODES, _nodeLeaf(3, 9_900));
        vm.expectEmit(true, true, true, true, address(registry));
        emit INodeRegistry.NodeAttested(node, 3, 9_900);
        _applyNode(3, 9_900);
        NodeListing memory listing = registry.listing(node);
        assertEq(listing.tier, 3, "tier");
        assertEq(listing.reliabilityBps, 9_900, "reliability");
    }

    function test_FewerSignersSetTierOneAtMostAndNoReliability() external {
        _joinWith(_validatorKey(0), 100 * STAKE);
        _formSetOf(4);
        _attestByAll(NODES, _nodeLeaf(3, 5_000));
        _applyNode(3, 5_000);
        vm.warp(START + 1 hours);
        _attest(NODES, _nodeLeaf(2, 10_000), 3);
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_PowerTooSmall.selector, NODES));
        _applyNode(2, 10_000);
        vm.warp(START + 2 hours);
        _attest(NODES, _nodeLeaf(1, 10_000), 3);
        _applyNode(1, 10_000);
        assertEq(registry.listing(node).tier, 1, "tier");
        assertEq(registry.listing(node).reliabilityBps, 5_000, "reliability stays");
    }

    function test_OnlyTheLatestRootAboutNodesCounts() external {
        _formSetOf(4);
        bytes32 old = _nodeLeaf(3, 9_900);
        _attestByAll(NODES, old);
        _attestByAll("other", old);
        vm.warp(START + 1 hours);
        _attestByAll(NODES, _nodeLeaf(0, 100));
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_LeafUnknown.selector, NODES, old));
        _applyNode(3, 9_900);
        _applyNode(0, 100);
        _applyNode(0, 100); // a second call changes nothing
        assertEq(registry.listing(node).reliabilityBps, 100, "reliability");
    }

    /// @dev Guards against known failure 4 (test/README.md): a caller shows an inner node of the tree as a Merkle leaf,
    /// or a leaf about one kind of statement as a leaf about another kind.
    function test_AnInnerNodeIsNoLeaf() external {
        _formSetOf(4);
        // The strongest attack: the hash of two leaves is the root, and two leaves together have the 64 bytes of one
        // leaf's data. So the attacker shows them as one leaf.
        bytes32 left = _nodeLeaf(1, 1);
        bytes32 right = _nodeLeaf(2, 2);
        bytes32 root = _pair(left, right);
        _attestByAll(NODES, root);
        NodeStatement[] memory statements = new NodeStatement[](1);
        bytes32[][] memory proofs = new bytes32[][](1);
        proofs[0] = new bytes32[](0);
        statements[0] = NodeStatement(left, uint8(uint256(right)), 0);
        vm.expectPartialRevert(IAttestations.Attestations_LeafUnknown.selector);
        attestations.applyNodes(statements, proofs);
        // A Merkle leaf that was hashed only once is not valid, either.
        bytes32 once = keccak256(abi.encode(bytes32("Node"), NodeStatement(node, 2, 7)));
        vm.warp(START + 1 hours);
        _attestByAll(NODES, once);
        statements[0] = NodeStatement(node, 2, 7);
        vm.expectPartialRevert(IAttestations.Attestations_LeafUnknown.selector);
        attestations.applyNodes(statements, proofs);
        // A Merkle leaf about another kind of statement is not valid for this kind, even with the same values.
        vm.warp(START + 2 hours);
        _attestByAll(NODES, _leaf("Outage", abi.encode(NodeStatement(node, 2, 7))));
        vm.expectPartialRevert(IAttestations.Attestations_LeafUnknown.selector);
        attestations.applyNodes(statements, proofs);
    }

    function test_AppliesABatchWithItsPaths() external {
        bytes32 second = _register(PROVIDER_KEY, uint256(keccak256("second node")), 1);
        _formSetOf(4);
        NodeStatement[] memory statements = new NodeStatement[](2);
        statements[0] = NodeStatement(node, 2, 9_000);
        statements[1] = NodeStatement(second, 1, 8_000);
        bytes32 first = _leaf("Node", abi.encode(statements[0]));
        bytes32 other = _leaf("Node", abi.encode(statements[1]));
        _attestByAll(NODES, _pair(first, other));
        bytes32[][] memory proofs = new bytes32[][](2);
        proofs[0] = _path(other);
        proofs[1] = _path(first);
        attestations.applyNodes(statements, proofs);
        assertEq(registry.listing(node).reliabilityBps + registry.listing(second).reliabilityBps, 17_000, "both");
        proofs[1] = _path(other);
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_LeafUnknown.selector, NODES, other));
        attestations.applyNodes(statements, proofs);
    }

    function test_RevertWhen_NothingWasAttested() external {
        vm.expectPartialRevert(IAttestations.Attestations_LeafUnknown.selector);
        _applyNode(1, 1);
    }

    // ── Outages ─────────────────────────────────────────────────────────────

    function test_RemembersEveryMinuteOfAnOutageAndNoOther() external {
        _formSetOf(4);
        vm.warp(START + 1 days);
        uint40 from = uint40(START + 59);
        uint40 until = uint40(START + 1 days - 1);
        OutageStatement memory outage = OutageStatement(node, from, until);
        _attestByAll(OUTAGES, _leaf("Outage", abi.encode(outage)));
        vm.expectEmit(true, true, true, true, address(attestations));
        emit IAttestations.OutageRecorded(node, from, until);
        attestations.applyOutage(OUTAGES, outage, new bytes32[](0));
        assertTrue(attestations.unreachableAt(node, START), "the minute it began in");
        assertTrue(attestations.unreachableAt(node, START + 12 hours), "in between");
        assertTrue(attestations.unreachableAt(node, START + 1 days - 1), "the minute it ended in");
        assertTrue(!attestations.unreachableAt(node, START - 1), "the minute before");
        assertTrue(!attestations.unreachableAt(node, START + 1 days), "the minute after");
        assertTrue(!attestations.unreachableAt(keccak256("other"), START + 12 hours), "another node");
    }

    function test_RevertWhen_TheOutageIsImpossible() external {
        vm.warp(START + 2 days);
        _formSetOf(4);
        _refuseOutage(OutageStatement(node, uint40(START), uint40(START)));
        _refuseOutage(OutageStatement(node, uint40(START + 1), uint40(START)));
        _refuseOutage(OutageStatement(node, uint40(START), uint40(START + 1 days + 1)));
        _refuseOutage(OutageStatement(node, uint40(block.timestamp), uint40(block.timestamp + 3 hours)));
        _refuseOutage(OutageStatement(node, uint40(START + 1 days), uint40(block.timestamp + 1)));
        // The end of an outage may be the present second.
        OutageStatement memory outage = OutageStatement(node, uint40(START + 1 days), uint40(block.timestamp));
        _attestByAll(OUTAGES, _leaf("Outage", abi.encode(outage)));
        attestations.applyOutage(OUTAGES, outage, new bytes32[](0));
        assertTrue(attestations.unreachableAt(node, block.timestamp - 1), "possible");
    }

    function test_RevertWhen_TheOutageIsNotTheAttestedOne() external {
        _formSetOf(4);
        OutageStatement memory outage = OutageStatement(node, uint40(START - 60), uint40(START));
        _attestByAll(OUTAGES, _leaf("Outage", abi.encode(outage)));
        outage.from -= 1;
        bytes32 leaf = _leaf("Outage", abi.encode(outage));
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_LeafUnknown.selector, OUTAGES, leaf));
        attestations.applyOutage(OUTAGES, outage, new bytes32[](0));
    }

    function test_RevertWhen_FewerThanFourSawTheOutage() external {
        _formSetOf(3);
        OutageStatement memory outage = OutageStatement(node, uint40(START - 60), uint40(START));
        _attestByAll(OUTAGES, _leaf("Outage", abi.encode(outage)));
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_PowerTooSmall.selector, OUTAGES));
        attestations.applyOutage(OUTAGES, outage, new bytes32[](0));
    }

    // ── Frauds ──────────────────────────────────────────────────────────────

    function test_QueuesAFraudsSlashOnce() external {
        _formSetOf(4);
        FraudStatement memory fraud = _fraud(5_000);
        bytes32 leaf = _leaf("Fraud", abi.encode(fraud));
        _attestByAll(FRAUDS, leaf);
        vm.expectEmit(true, true, true, true, address(attestations));
        emit IAttestations.FraudRecorded(provider, PROVIDER_PURPOSE, fraud.evidenceHash, BOND / 2);
        attestations.applyFraud(FRAUDS, fraud, new bytes32[](0));
        vm.warp(START + 72 hours);
        vault.executeSlash(provider, PROVIDER_PURPOSE);
        assertEq(ptoken.balanceOf(victim), 100e18, "compensated");
        assertEq(vault.atRisk(provider, PROVIDER_PURPOSE), BOND / 2, "half is left");
        // Guards against known failure 4 (test/README.md), double claim: a used leaf cannot be used again under another
        // subject (topic of statements) and root.
        _attestByAll("again", leaf);
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_LeafUsed.selector, leaf));
        attestations.applyFraud("again", fraud, new bytes32[](0));
    }

    function test_RevertWhen_TwoOfFourSawTheFraud() external {
        _joinWith(_validatorKey(0), 100 * STAKE);
        _formSetOf(4);
        FraudStatement memory fraud = _fraud(1);
        _attest(FRAUDS, _leaf("Fraud", abi.encode(fraud)), 3);
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_PowerTooSmall.selector, FRAUDS));
        attestations.applyFraud(FRAUDS, fraud, new bytes32[](0));
    }

    function test_RevertWhen_TheFraudWouldCostMoreThanHalf() external {
        _formSetOf(4);
        FraudStatement memory fraud = _fraud(5_001);
        _attestByAll(FRAUDS, _leaf("Fraud", abi.encode(fraud)));
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_ShareTooHigh.selector, 5_001, 5_000));
        attestations.applyFraud(FRAUDS, fraud, new bytes32[](0));
    }

    function test_ADisputeStopsAFraudsSlash() external {
        _formSetOf(4);
        FraudStatement memory fraud = _fraud(5_000);
        _attestByAll(FRAUDS, _leaf("Fraud", abi.encode(fraud)));
        attestations.applyFraud(FRAUDS, fraud, new bytes32[](0));
        vm.prank(court);
        vault.dropSlash(provider, PROVIDER_PURPOSE);
        vm.warp(START + 72 hours);
        vm.expectPartialRevert(IStakeVault.StakeVault_NoSlashPending.selector);
        vault.executeSlash(provider, PROVIDER_PURPOSE);
        assertEq(vault.atRisk(provider, PROVIDER_PURPOSE), BOND, "whole");
    }

    function _fraud(uint16 shareBps) private view returns (FraudStatement memory) {
        return FraudStatement(provider, PROVIDER_PURPOSE, shareBps, victim, 100e18, keccak256("evidence"));
    }

    function _nodeLeaf(uint8 tier, uint16 reliabilityBps) private view returns (bytes32) {
        return _leaf("Node", abi.encode(NodeStatement(node, tier, reliabilityBps)));
    }

    function _applyNode(uint8 tier, uint16 reliabilityBps) private {
        NodeStatement[] memory statements = new NodeStatement[](1);
        statements[0] = NodeStatement(node, tier, reliabilityBps);
        attestations.applyNodes(statements, new bytes32[][](1));
    }

    function _refuseOutage(OutageStatement memory outage) private {
        bytes32 subject = keccak256(abi.encode(outage));
        _attestByAll(subject, _leaf("Outage", abi.encode(outage)));
        vm.expectPartialRevert(IAttestations.Attestations_OutageInvalid.selector);
        attestations.applyOutage(subject, outage, new bytes32[](0));
    }
}
