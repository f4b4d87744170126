// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../../../src/interfaces/IMarketErrors.sol";
import {ListingLib} from "../../../src/libraries/ListingLib.sol";
import {NodeStatement} from "../../../src/types/AttestationsTypes.sol";
import {NodeListing} from "../../../src/types/NodeRegistryTypes.sol";
import {MarketFixture} from "../../fixtures/MarketFixture.sol";
import {SettleItem, SettleItems} from "../../fixtures/SettleItems.sol";

contract ListingBookTest is MarketFixture {
    function test_AnswersWhatTheRegistryWrote() external view {
        NodeListing memory listing = directory.listingOf(address(registry), node);
        assertTrue(listing.provider == provider && listing.hostKey == HOST_KEY && listing.listed, "node");
        assertEq(listing.gpus, CAPACITY, "gpus");
        assertEq(listing.classId, 1, "class");
        assertEq(listing.regionId, 1, "region");
        assertEq(listing.vramGib, 16, "vram");
        assertEq(listing.tier + listing.reliabilityBps, 0, "not attested yet");
    }

    /// @dev When a lease settles, the Market reads the node's listing as one packed word of 32 bytes. It must contain
    /// the same values as the struct.
    function test_ThePackedListingIsTheSame() external {
        directory.set("Attestations", address(this));
        NodeStatement[] memory statements = new NodeStatement[](1);
        statements[0] = NodeStatement(node, 3, 9_900);
        registry.attest(statements);
        (uint256 facts, bytes32 hostKey) = directory.packedListingOf(address(registry), node);
        assertTrue(ListingLib.providerIn(facts) == provider && hostKey == HOST_KEY, "provider and key");
        assertTrue(ListingLib.isListedIn(facts), "listed");
        assertEq(ListingLib.gpusIn(facts), CAPACITY, "gpus");
        assertEq(ListingLib.classIdIn(facts), 1, "class");
        assertEq(ListingLib.regionIdIn(facts), 1, "region");
        assertEq(ListingLib.vramGibIn(facts), 16, "vram");
        assertEq(ListingLib.tierIn(facts), 3, "tier");
        assertEq(ListingLib.reliabilityBpsIn(facts), 9_900, "reliability");
        vm.prank(address(registry));
        directory.setDelisted(provider, true);
        (facts,) = directory.packedListingOf(address(registry), node);
        assertTrue(!ListingLib.isListedIn(facts) && ListingLib.gpusIn(facts) == CAPACITY, "delisted");
    }

    function test_ANodeOfADelistedProviderIsNotListed() external {
        vm.prank(address(registry));
        directory.setDelisted(provider, true);
        assertTrue(!directory.listingOf(address(registry), node).listed, "delisted");
        vm.prank(address(registry));
        directory.setDelisted(provider, false);
        assertTrue(directory.listingOf(address(registry), node).listed, "listed again");
    }

    /// @dev Each address writes only its own listings. So nobody but the registry can list, rate or delist a node of
    /// the registry.
    function test_WhatAStrangerWritesChangesNoSettle() external {
        NodeListing memory better = directory.listingOf(address(registry), node);
        better.gpus = 15;
        vm.startPrank(stranger);
        directory.list(node, better);
        directory.setDelisted(provider, true);
        directory.unlist(node);
        vm.stopPrank();
        assertEq(directory.listingOf(address(registry), node).gpus, CAPACITY, "gpus");
        assertEq(_settle(_defaultItem()), 1, "settled");
    }

    function test_ASettleReadsTheListingOfTheRegistryThatTheDirectoryNames() external {
        NodeListing memory listing = directory.listingOf(address(registry), node);
        directory.set("NodeRegistry", stranger);
        SettleItem memory item = _defaultItem();
        vm.prank(ENGINE);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_NodeNotListed.selector, node));
        market.settle(SettleItems.pack(item));
        vm.prank(stranger);
        directory.list(node, listing);
        assertEq(_settle(item), 1, "settled");
    }

    function test_RatesOnlyNodesThatTheCallerListed() external {
        vm.prank(stranger);
        assertTrue(!directory.rate(node, 2, 9_000), "unknown to the stranger");
        vm.prank(address(registry));
        assertTrue(directory.rate(node, 2, 9_000), "known to the registry");
        NodeListing memory listing = directory.listingOf(address(registry), node);
        assertEq(listing.tier, 2, "tier");
        assertEq(listing.reliabilityBps, 9_000, "reliability");
        assertEq(listing.vramGib, 16, "the rest stays");
    }

    function test_UnlistingKeepsTheFacts() external {
        vm.prank(address(registry));
        directory.unlist(node);
        NodeListing memory listing = directory.listingOf(address(registry), node);
        assertTrue(!listing.listed && listing.provider == provider && listing.hostKey == HOST_KEY, "facts");
        assertEq(listing.gpus, CAPACITY, "gpus");
    }
}
