// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {IGuardian} from "../../../src/interfaces/IGuardian.sol";
import {Bid, LeaseTerms} from "../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../fixtures/MarketFixture.sol";
import {SettleItem, SettleItems} from "../../fixtures/SettleItems.sol";

contract GuardianTest is MarketFixture {
    address private guardian = address(0x6A2D);

    function setUp() public override {
        super.setUp();
        directory.setGuardian(guardian);
    }

    function test_RevertWhen_CallerIsNotTheGuardian() external {
        vm.expectRevert(
            abi.encodeWithSelector(IGuardian.Guardian_CallerNotGuardian.selector, address(this), guardian)
        );
        directory.pause(1);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        directory.setGuardian(stranger);
        directory.setGuardian(address(0));
        vm.prank(guardian);
        vm.expectPartialRevert(IGuardian.Guardian_CallerNotGuardian.selector);
        directory.pause(1);
    }

    function test_RevertWhen_ItWouldLastNothingOrTooLong() external {
        vm.startPrank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IGuardian.Guardian_PauseLengthOutOfRange.selector, 0, 72 hours));
        directory.pause(0);
        vm.expectRevert(
            abi.encodeWithSelector(IGuardian.Guardian_PauseLengthOutOfRange.selector, 72 hours + 1, 72 hours)
        );
        directory.pause(72 hours + 1);
        vm.stopPrank();
    }

    function test_EndsByItself() external {
        vm.expectEmit(true, true, true, true, address(directory));
        emit IGuardian.Paused(guardian, uint40(START + 72 hours));
        _pause(72 hours);
        vm.warp(START + 72 hours - 1);
        vm.expectRevert(abi.encodeWithSelector(IGuardian.Guardian_Paused.selector, START + 72 hours));
        directory.checkNotPaused();
        vm.warp(START + 72 hours);
        directory.checkNotPaused();
    }

    function test_ComesOnceIn14Days() external {
        _pause(1 hours);
        vm.prank(guardian);
        directory.endPause();
        directory.checkNotPaused();
        directory.setGuardian(stranger); // a new guardian waits as well
        vm.warp(START + 14 days - 1);
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(
                IGuardian.Guardian_PausedTooRecently.selector, START + 14 days, START + 14 days - 1
            )
        );
        directory.pause(1);
        vm.warp(START + 14 days);
        vm.prank(stranger);
        directory.pause(1);
        assertEq(directory.pausedUntil(), START + 14 days + 1, "again");
    }

    function test_GuardianOrOwnerEndItEarly() external {
        vm.expectRevert(IGuardian.Guardian_NotPaused.selector);
        directory.endPause();
        _pause(1 hours);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IGuardian.Guardian_CallerNotGuardian.selector, stranger, guardian));
        directory.endPause();
        vm.expectEmit(true, true, true, true, address(directory));
        emit IGuardian.PauseEnded(address(this));
        directory.endPause();
        directory.checkNotPaused();
    }

    function test_WhilePausedItRefusesSettleAndMint() external {
        SettleItem memory item = _defaultItem();
        stable.mint(address(this), 100e6);
        stable.approve(address(ptoken), 100e6);
        _pause(72 hours);
        bytes memory paused = abi.encodeWithSelector(IGuardian.Guardian_Paused.selector, START + 72 hours);
        vm.prank(ENGINE);
        vm.expectRevert(paused);
        market.settle(SettleItems.pack(item));
        vm.expectRevert(paused);
        ptoken.mint(100e6, address(this));
        vm.warp(START + 72 hours);
        ptoken.mint(100e6, address(this));
    }

    function test_WhilePausedEveryWayOutStaysOpen() external {
        (uint256 first, LeaseTerms memory firstTerms) = _booked();
        (uint256 second, LeaseTerms memory secondTerms) = _bookedNext(1);
        (uint256 third, LeaseTerms memory thirdTerms) = _bookedNext(2);
        _mintPToken(address(this), 5e18);
        _pause(72 hours);
        vm.prank(renter);
        market.cancelLease(first, firstTerms);
        _ready(second, secondTerms, NODE_KEY);
        vm.warp(START + 1_800);
        market.claim(second, secondTerms);
        vm.prank(renter);
        market.end(second, secondTerms, false);
        vm.prank(renter);
        market.noShow(third, thirdTerms);
        vm.warp(START + 3 hours);
        market.close(second, secondTerms);
        address[] memory owners = new address[](1);
        owners[0] = provider;
        market.sweepFees(owners);
        uint256 balance = _balance(renter);
        vm.prank(renter);
        market.withdraw(balance, renter);
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, 1);
        vm.prank(address(market));
        vault.compensate(provider, 1);
        ptoken.redeem(1e18, address(this));
        ptoken.burn(1);
        assertTrue(directory.pausedUntil() > block.timestamp, "all of it while paused");
    }

    function _bookedNext(uint64 nonce) private returns (uint256, LeaseTerms memory) {
        Bid memory bid = _bid();
        bid.nonce = nonce;
        return _bookedAs(_item(_ask(), bid));
    }

    function _pause(uint256 length) private {
        vm.prank(guardian);
        directory.pause(length);
    }
}
