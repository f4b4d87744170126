// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {IClassCatalog} from "../../../src/interfaces/IClassCatalog.sol";
import {IDirectory} from "../../../src/interfaces/IDirectory.sol";
import {ClassCatalogContract, Upgradeable} from "../../fixtures/Contracts.sol";
import {MarketFixture} from "../../fixtures/MarketFixture.sol";

/// @dev Tests the access rights in Directory, ClassCatalog and the upgradeable contracts.
contract DirectoryTest is MarketFixture {
    function test_RevertWhen_CallerIsNotTheOwner() external {
        bytes memory revertData = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(revertData);
        directory.set("Market", stranger);
        vm.expectRevert(revertData);
        directory.setFeeBps(1);
        vm.expectRevert(revertData);
        directory.setOperator(stranger);
        vm.expectRevert(revertData);
        catalog.addClass("x", 1, 1);
        vm.expectRevert(revertData);
        catalog.addRegion("x");
        vm.expectRevert(revertData);
        catalog.setReferencePrice(0, 1);
        vm.expectRevert(revertData);
        catalog.upgradeToAndCall(address(market), "");
        vm.expectRevert(revertData);
        registry.upgradeToAndCall(address(market), "");
        vm.stopPrank();
    }

    function test_TheOperatorChangesKeysAndNothingElse() external {
        directory.setOperator(renter);
        vm.startPrank(renter);
        directory.setEngine(stranger, true);
        directory.setReceiptKey(stranger);
        directory.setGatewayHostKey(HOST_KEY);
        bytes memory notOwner = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, renter);
        vm.expectRevert(notOwner);
        directory.set("Market", stranger);
        vm.expectRevert(notOwner);
        directory.announce("Market", stranger);
        vm.expectRevert(notOwner);
        directory.setFeeBps(1);
        vm.expectRevert(notOwner);
        directory.setGuardian(renter);
        vm.expectRevert(notOwner);
        directory.setOperator(stranger);
        vm.stopPrank();
        assertTrue(directory.engines(stranger) && directory.receiptKey() == stranger, "keys");
    }

    function test_RevertWhen_CallerIsNeitherOwnerNorOperator() external {
        vm.expectEmit(true, true, true, true, address(directory));
        emit IDirectory.OperatorSet(address(0), renter);
        directory.setOperator(renter);
        directory.setEngine(ENGINE, true); // the owner may still list engines
        bytes memory revertData = abi.encodeWithSelector(IDirectory.Directory_CallerNotOperator.selector, stranger, renter);
        vm.startPrank(stranger);
        vm.expectRevert(revertData);
        directory.setEngine(stranger, true);
        vm.expectRevert(revertData);
        directory.setReceiptKey(stranger);
        vm.expectRevert(revertData);
        directory.setGatewayHostKey(HOST_KEY);
        vm.stopPrank();
    }

    function test_RevertWhen_FeeIsAboveOnePercent() external {
        vm.expectRevert(abi.encodeWithSelector(IDirectory.Directory_FeeTooHigh.selector, uint16(101), uint16(100)));
        directory.setFeeBps(101);
        directory.setFeeBps(100);
        assertEq(directory.feeBps(), 100, "fee");
    }

    function test_RevertWhen_EngineIsAReservedAddress() external {
        vm.expectRevert(abi.encodeWithSelector(IDirectory.Directory_EngineInvalid.selector, address(1)));
        directory.setEngine(address(1), true);
        vm.expectRevert(abi.encodeWithSelector(IDirectory.Directory_EngineInvalid.selector, address(0)));
        directory.setEngine(address(0), true);
    }

    function test_AnswersASettleInOneCall() external {
        (address nodeRegistry, uint16 feeBps, bool isEngine) = directory.settleContext(ENGINE);
        assertTrue(nodeRegistry == address(registry) && isEngine, "context");
        assertEq(feeBps, FEE_BPS, "fee");
        directory.set("NodeRegistry", stranger);
        (nodeRegistry,,) = directory.settleContext(ENGINE);
        assertTrue(nodeRegistry == stranger, "follows the entry");
        assertTrue(directory.isProtocolContract(address(registry)), "an old version stays of the protocol");
    }

    function test_AReplacedEntryServesFor29Days() external {
        assertTrue(directory.serves("Market", address(market)), "current");
        assertTrue(!directory.serves("Market", stranger), "never named");
        assertTrue(!directory.serves("Nothing", address(0)), "no entry");
        directory.set("Market", stranger);
        vm.warp(START + 29 days - 1);
        assertTrue(directory.serves("Market", address(market)) && directory.serves("Market", stranger), "both");
        vm.warp(START + 29 days);
        assertTrue(!directory.serves("Market", address(market)), "drained");
        directory.set("Market", address(market));
        assertTrue(directory.serves("Market", address(market)), "named again");
    }

    function test_WhatIsNamedOnTheFirstDayIsTrustedAtOnce() external {
        assertTrue(directory.mayTakeBonds("Market", address(market)), "named at START");
        vm.warp(START + 1 days - 1);
        directory.set("Market", stranger);
        assertTrue(directory.mayTakeBonds("Market", stranger), "the last second of the first day");
        assertTrue(directory.mayTakeBonds("Market", address(market)), "and the one it drains");
    }

    function test_LaterEntriesAreTrustedAfter36Days() external {
        uint256 named = START + 1 days;
        vm.warp(named);
        vm.expectEmit(true, true, true, true, address(directory));
        emit IDirectory.EntryAnnounced("DisputeCourt", stranger, uint40(named + 36 days));
        directory.set("DisputeCourt", stranger);
        vm.warp(named + 36 days - 1);
        directory.set("DisputeCourt", address(0));
        directory.set("DisputeCourt", stranger); // a second call changes nothing
        assertTrue(!directory.mayTakeBonds("DisputeCourt", stranger), "a second early");
        vm.warp(named + 36 days);
        assertTrue(directory.mayTakeBonds("DisputeCourt", stranger), "in time");
        directory.set("DisputeCourt", renter);
        assertTrue(!directory.mayTakeBonds("DisputeCourt", renter), "its successor waits as well");
    }

    function test_AnAnnouncedEntryIsTrustedWhenItComes() external {
        uint256 said = START + 1 days;
        vm.warp(said);
        vm.prank(stranger);
        vm.expectPartialRevert(Ownable.OwnableUnauthorizedAccount.selector);
        directory.announce("Market", stranger);
        directory.announce("Market", stranger);
        vm.warp(said + 36 days);
        assertTrue(!directory.mayTakeBonds("Market", stranger), "announced is not set");
        directory.announce("Market", stranger); // a second announcement neither shortens nor restarts the wait
        assertEq(directory.trustedFrom("Market", stranger), said + 36 days, "the first announcement counts");
        directory.set("Market", stranger);
        assertTrue(directory.mayTakeBonds("Market", stranger), "set and known long enough");
        assertTrue(!directory.mayTakeBonds("Market", address(0)), "no entry");
    }

    /// @dev Tests an attack by the owner of the Directory: announce a contract now, set it long after its wait is over,
    /// and take bonds immediately. An announcement lapses 30 days after its wait.
    function test_AnAnnouncementLapses30DaysAfterItsWait() external {
        uint256 said = START + 1 days;
        vm.warp(said);
        directory.announce("DisputeCourt", stranger);
        directory.announce("DisputeCourt", renter);
        vm.warp(said + 66 days - 1);
        directory.set("DisputeCourt", stranger);
        assertTrue(directory.mayTakeBonds("DisputeCourt", stranger), "the last second");
        vm.warp(said + 66 days);
        assertEq(directory.trustedFrom("DisputeCourt", renter), 0, "lapsed");
        assertTrue(directory.trustedFrom("DisputeCourt", stranger) != 0, "an entry in use keeps its trust");
        directory.set("DisputeCourt", renter);
        assertTrue(!directory.mayTakeBonds("DisputeCourt", renter), "it waits as if nobody had announced it");
        assertEq(directory.trustedFrom("DisputeCourt", renter), said + 66 days + 36 days, "36 days from now");
    }

    /// @dev Tests an attack: announce a contract on the first day, when new entries are trusted at once, but set it
    /// only after that day.
    function test_TheFirstDayTrustsOnlyWhatIsSetOnIt() external {
        directory.announce("DisputeCourt", stranger);
        assertEq(directory.trustedFrom("DisputeCourt", stranger), START + 36 days, "an announcement waits");
        directory.set("DisputeCourt", stranger);
        assertTrue(directory.mayTakeBonds("DisputeCourt", stranger), "set on the first day");
        directory.announce("Panels", renter);
        vm.warp(START + 1 days);
        directory.set("Panels", renter);
        assertTrue(!directory.mayTakeBonds("Panels", renter), "announced on the first day, set later");
    }

    function test_AReplacedEntryLosesItsTrustAfter30Days() external {
        directory.set("DisputeCourt", stranger);
        vm.warp(START + 100 days);
        directory.set("DisputeCourt", renter);
        vm.warp(START + 130 days - 1);
        directory.set("DisputeCourt", stranger);
        assertTrue(directory.mayTakeBonds("DisputeCourt", stranger), "back within 30 days");
        directory.set("DisputeCourt", renter);
        vm.warp(START + 160 days);
        directory.set("DisputeCourt", stranger);
        assertTrue(!directory.mayTakeBonds("DisputeCourt", stranger), "it has served nobody for 30 days");
    }

    function test_KeepsKeys() external {
        directory.setReceiptKey(stranger);
        directory.setGatewayHostKey(HOST_KEY);
        assertTrue(directory.receiptKey() == stranger && directory.gatewayHostKey() == HOST_KEY, "keys");
    }

    function test_CatalogueGivesIdsInOrder() external {
        assertEq(catalog.addClass("B200", 180, 7), 2, "class id");
        assertEq(catalog.addRegion("ap"), 2, "region id");
        assertEq(catalog.classOf(2).vramGib, 180, "vram");
        catalog.setReferencePrice(2, 9);
        assertEq(catalog.classOf(2).referencePricePerGpuSecond, 9, "price");
        assertEq(bytes(catalog.regionOf(2)).length, 2, "region name");
        assertEq(bytes(catalog.regionOf(3)).length, 0, "no region");
        assertEq(catalog.classCount() + catalog.regionCount(), 6, "counts");
    }

    function test_RevertWhen_CatalogueEntryIsNotValid() external {
        vm.expectRevert(IClassCatalog.ClassCatalog_NameEmpty.selector);
        catalog.addClass("", 1, 1);
        vm.expectRevert(IClassCatalog.ClassCatalog_PriceZero.selector);
        catalog.addClass("x", 1, 0);
        vm.expectRevert(IClassCatalog.ClassCatalog_NameEmpty.selector);
        catalog.addRegion("");
        vm.expectRevert(abi.encodeWithSelector(IClassCatalog.ClassCatalog_ClassUnknown.selector, uint8(9)));
        catalog.setReferencePrice(9, 1);
        vm.expectRevert(IClassCatalog.ClassCatalog_PriceZero.selector);
        catalog.setReferencePrice(0, 0);
    }

    function test_RevertWhen_CatalogueIsFull() external {
        for (uint256 id = catalog.regionCount(); id < 256; ++id) {
            catalog.addRegion("r");
            catalog.addClass("c", 1, 1);
        }
        vm.expectRevert(IClassCatalog.ClassCatalog_Full.selector);
        catalog.addRegion("r");
        vm.expectRevert(IClassCatalog.ClassCatalog_Full.selector);
        catalog.addClass("c", 1, 1);
    }

    function test_RevertWhen_InitialisedAgain() external {
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        catalog.initialize(stranger);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        registry.initialize(stranger);
    }

    function test_RevertWhen_TheImplementationItselfIsInitialised() external {
        Upgradeable code = Upgradeable(_create("ClassCatalog", ""));
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        code.initialize(stranger);
        code = Upgradeable(_create("NodeRegistry", abi.encode(directory)));
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        code.initialize(stranger);
    }

    function test_AnUpgradeKeepsWhatWasStored() external {
        catalog.upgradeToAndCall(_create("ClassCatalog", ""), "");
        registry.upgradeToAndCall(_create("NodeRegistry", abi.encode(directory)), "");
        assertEq(catalog.classCount(), 2, "classes");
        assertTrue(registry.listing(node).listed, "node");
        assertTrue(ClassCatalogContract(address(catalog)).owner() == address(this), "owner");
    }

    /// @dev Checks the first storage slot of each contract, by the rule of ERC-7201.
    function test_StorageLivesAtTheErc7201Slots() external view {
        assertTrue(uint256(vm.load(address(catalog), _slot("infinitio.storage.ClassCatalog"))) == 2, "classes length");
        bytes32 counter = bytes32(uint256(_slot("infinitio.storage.Market")) + 6);
        assertEq(uint256(vm.load(address(market), counter)), market.leaseCount(), "lease counter");
    }

    function _slot(string memory name) private pure returns (bytes32) {
        return keccak256(abi.encode(uint256(keccak256(bytes(name))) - 1)) & ~bytes32(uint256(0xff));
    }
}
