// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPToken} from "../../../src/interfaces/IPToken.sol";
import {PTokenContract} from "../../fixtures/Contracts.sol";
import {MarketFixture} from "../../fixtures/MarketFixture.sol";

contract PTokenTest is MarketFixture {
    uint8 private _decimals = 19;

    function test_Mints98For100() external {
        assertEq(_mintWith(100e6), 98e18, "minted");
        assertEq(ptoken.balanceOf(stranger), 98e18, "balance");
    }

    function test_SaysWhatItMintsRedeemsAndBurns() external {
        stable.mint(address(this), 100e6);
        stable.approve(address(ptoken), 100e6);
        vm.expectEmit(true, true, true, true, address(ptoken));
        emit IPToken.Minted(address(this), stranger, 100e6, 98e18);
        assertEq(ptoken.mint(100e6, stranger), 98e18, "minted");
        vm.startPrank(stranger);
        vm.expectEmit(true, true, true, true, address(ptoken));
        emit IPToken.Redeemed(stranger, provider, 1e18 + 1, 1e6);
        ptoken.redeem(1e18 + 1, provider);
        vm.expectEmit(true, true, true, true, address(ptoken));
        emit IPToken.Burned(stranger, 1e18);
        ptoken.burn(1e18);
        vm.stopPrank();
        directory.set("SurplusMinter", address(this));
        vm.expectEmit(true, true, true, true, address(ptoken));
        emit IPToken.SurplusMinted(provider, 1e18);
        ptoken.mintSurplus(provider, 1e18);
    }

    /// @dev Reserve coins that arrive without a mint become surplus. They do not count for the next account that mints.
    function test_MintsForWhatArrivedOnly() external {
        stable.mint(address(ptoken), 50e6);
        uint256 surplus = ptoken.surplus();
        assertEq(_mintWith(100e6), 98e18, "minted");
        assertEq(ptoken.surplus() - surplus, 2e18, "surplus");
    }

    /// @dev Guards against known failure 19 (test/README.md): a gift before the first mint takes nothing from the first
    /// minter, because PToken, unlike a vault, has no shares with a price that a gift could raise.
    function test_AGiftBeforeTheFirstMintTakesNothingFromIt() external {
        PTokenContract fresh = PTokenContract(_create("PToken", abi.encode(stable, directory, true)));
        stable.mint(address(fresh), 1_000_000e6);
        stable.mint(address(this), 100e6);
        stable.approve(address(fresh), 100e6);
        assertEq(fresh.mint(100e6, address(this)), 98e18, "minted");
        assertEq(fresh.redeem(98e18, address(this)), 98e6, "redeemed");
    }

    function test_RevertWhen_MintingNothing() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPToken.PToken_AmountTooSmall.selector, 0, 1));
        ptoken.mint(0, stranger);
    }

    function test_RevertWhen_SupplyWouldPass96Bits() external {
        uint256 units = uint256(type(uint96).max) / 1e12 * 2;
        stable.mint(stranger, units);
        vm.startPrank(stranger);
        stable.approve(address(ptoken), units);
        vm.expectPartialRevert(IPToken.PToken_SupplyTooLarge.selector);
        ptoken.mint(units, stranger);
        vm.stopPrank();
    }

    function test_FillsTheSupplyToTheLastOf96Bits() external {
        directory.set("SurplusMinter", address(this));
        stable.mint(address(ptoken), uint256(type(uint96).max) / 1e12 * 2);
        uint256 room = type(uint96).max - ptoken.totalSupply();
        ptoken.mintSurplus(stranger, room);
        assertEq(ptoken.totalSupply(), type(uint96).max, "supply");
        vm.expectPartialRevert(IPToken.PToken_SupplyTooLarge.selector);
        ptoken.mintSurplus(stranger, 1);
    }

    function test_Redeems1To1RoundedDown() external {
        _mintWith(100e6);
        vm.prank(stranger);
        assertEq(ptoken.redeem(1e18 + 1e12 - 1, provider), 1e6, "paid");
        assertEq(stable.balanceOf(provider), 1e6, "coins");
        assertEq(ptoken.balanceOf(stranger), 97e18 - 1e12 + 1, "burned whole");
    }

    function test_RevertWhen_RedeemingLessThanOneCoinUnit() external {
        _mintWith(100e6);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPToken.PToken_AmountTooSmall.selector, 1e12 - 1, 1e12));
        ptoken.redeem(1e12 - 1, stranger);
    }

    function test_BurningMakesSurplus() external {
        _mintWith(100e6);
        uint256 surplus = ptoken.surplus();
        vm.prank(stranger);
        ptoken.burn(98e18);
        assertEq(ptoken.surplus() - surplus, 98e18, "surplus");
    }

    function test_RevertWhen_CallerIsNotTheSurplusMinter() external {
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(IPToken.PToken_CallerNotSurplusMinter.selector, stranger, address(0))
        );
        ptoken.mintSurplus(stranger, 1);
    }

    function test_MintsSurplusNeverAboveTheReserve() external {
        _mintWith(100e6);
        directory.set("SurplusMinter", address(this));
        uint256 surplus = ptoken.surplus();
        assertTrue(surplus >= 2e18, "the mint left a surplus");
        vm.expectRevert(abi.encodeWithSelector(IPToken.PToken_SurplusTooLow.selector, surplus, surplus + 1));
        ptoken.mintSurplus(stranger, surplus + 1);
        ptoken.mintSurplus(stranger, surplus);
        assertEq(ptoken.surplus(), 0, "surplus");
        assertEq(ptoken.totalSupply(), ptoken.reserve(), "supply is the reserve");
    }

    function test_ClosedTransfersPassOnlyThroughTheProtocol() external {
        PTokenContract closed = PTokenContract(_create("PToken", abi.encode(stable, directory, false)));
        stable.mint(address(this), 100e6);
        stable.approve(address(closed), 100e6);
        closed.mint(100e6, stranger);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPToken.PToken_TransfersClosed.selector, stranger, provider));
        closed.transfer(provider, 1);
        vm.prank(stranger);
        closed.transfer(address(market), 1);
        directory.set("Market", address(0xBEEF));
        vm.prank(address(market));
        closed.transfer(stranger, 1); // an old version can still pay out
        vm.prank(stranger);
        closed.redeem(98e18, stranger);
    }

    function test_RevertWhen_TheReserveCoinHasMoreThan18Decimals() external {
        bytes memory code = abi.encodePacked(vm.getCode("PToken.sol:PToken"), abi.encode(address(this), directory, true));
        address created;
        bytes32 refusal;
        assembly ("memory-safe") {
            created := create(0, add(code, 32), mload(code))
            returndatacopy(0, 0, mul(32, gt(returndatasize(), 31)))
            refusal := mload(0)
        }
        assertTrue(created == address(0), "refused");
        assertTrue(bytes4(refusal) == IPToken.PToken_StableDecimalsUnsupported.selector, "by name");
    }

    function test_TakesAReserveCoinOf18Decimals() external {
        _decimals = 18;
        PTokenContract fine = PTokenContract(_create("PToken", abi.encode(this, directory, true)));
        assertEq(fine.totalSupply(), 0, "deployed");
    }

    /// @dev This test acts as a reserve coin, by default with too many decimals.
    function decimals() external view returns (uint8) {
        return _decimals;
    }

    function testFuzz_RedeemingNeverPaysMoreThanWasPaidIn(uint64 units, uint96 amount) external {
        uint256 minted = _mintWith(bound(units, 1, 1e15));
        uint256 redeemed = bound(amount, 1e12, minted < 1e12 ? 1e12 : minted);
        if (redeemed > minted) return;
        vm.prank(stranger);
        uint256 paid = ptoken.redeem(redeemed, stranger);
        assertAtMost(paid * 1e12, redeemed, "paid");
        assertAtMost(ptoken.totalSupply(), ptoken.reserve(), "supply");
    }

    function _mintWith(uint256 units) private returns (uint256) {
        stable.mint(stranger, units);
        vm.startPrank(stranger);
        stable.approve(address(ptoken), units);
        uint256 minted = ptoken.mint(units, stranger);
        vm.stopPrank();
        return minted;
    }
}
