// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {INodeRegistry} from "../../../src/interfaces/INodeRegistry.sol";
import {IStakeVault} from "../../../src/interfaces/IStakeVault.sol";
import {Bond} from "../../../src/types/StakeVaultTypes.sol";
import {MarketFixture} from "../../fixtures/MarketFixture.sol";

contract StakeVaultTest is MarketFixture {
    uint256 private constant BOND = 100_000e18;

    function test_PaysOutAfter35DaysForProviders() external {
        _waits(PROVIDER_PURPOSE, 35 days);
    }

    function test_PaysOutAfter14DaysForOthers() external {
        _mintPToken(provider, BOND);
        vm.startPrank(provider);
        ptoken.approve(address(vault), BOND);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.Bonded(provider, "Validator", provider, BOND, BOND);
        vault.bond("Validator", BOND);
        vm.stopPrank();
        _waits("Validator", 14 days);
    }

    function test_RevertWhen_UnbondingMoreThanIsBonded() external {
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_BondTooLow.selector, BOND, BOND + 1));
        vault.unbond(PROVIDER_PURPOSE, BOND + 1);
    }

    function test_RevertWhen_AmountIsZero() external {
        vm.prank(provider);
        vm.expectRevert(IStakeVault.StakeVault_AmountZero.selector);
        vault.unbond(PROVIDER_PURPOSE, 0);
        vm.expectRevert(IStakeVault.StakeVault_AmountZero.selector);
        vault.bondFor(provider, PROVIDER_PURPOSE, 0);
    }

    function test_RevertWhen_NothingIsUnbonding() external {
        vm.prank(provider);
        vm.expectRevert(IStakeVault.StakeVault_NothingToWithdraw.selector);
        vault.withdraw(PROVIDER_PURPOSE, provider);
    }

    /// @dev Guards against known failure 8 (test/README.md): a stranger restarts a victim's waiting time.
    function test_AStrangersBondLeavesTheClockAlone() external {
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, 10);
        uint40 releaseAt = vault.bondOf(provider, PROVIDER_PURPOSE).releaseAt;
        vm.warp(block.timestamp + 1 days);
        _mintPToken(stranger, 1);
        vm.startPrank(stranger);
        ptoken.approve(address(vault), 1);
        vault.bondFor(provider, PROVIDER_PURPOSE, 1);
        vm.stopPrank();
        Bond memory bond = vault.bondOf(provider, PROVIDER_PURPOSE);
        assertEq(bond.releaseAt, releaseAt, "clock");
        assertEq(bond.unbonding, 10, "unbonding");
        assertEq(bond.bonded, BOND - 10 + 1, "bonded");
    }

    function test_DelistsAtOnceAndListsAgain() external {
        uint256 needed = uint256(PRICE) * 86_400 * CAPACITY;
        vm.expectEmit(true, true, true, true, address(registry));
        emit INodeRegistry.ProviderDelisted(provider);
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, BOND - needed + 1);
        assertTrue(!registry.listing(node).listed, "delisted");
        _mintPToken(address(this), 1);
        ptoken.approve(address(vault), 1);
        vm.expectEmit(true, true, true, true, address(registry));
        emit INodeRegistry.ProviderListed(provider);
        vault.bondFor(provider, PROVIDER_PURPOSE, 1);
        assertTrue(registry.listing(node).listed, "listed again");
    }

    function test_ABondForAnotherPurposeListsAndDelistsNobody() external {
        _mintPToken(provider, 2);
        vm.startPrank(provider);
        ptoken.approve(address(vault), 2);
        vault.bond("Validator", 2);
        assertTrue(registry.listing(node).listed, "its bond as a provider is as large as before");
        vault.unbond("Validator", 1);
        vm.stopPrank();
        assertTrue(registry.listing(node).listed, "and is not what it unbonds");
    }

    function test_UnbondsWhenTheRegistryIsBroken() external {
        directory.set("NodeRegistry", address(vault)); // the vault returns no valid answer
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.BondNewsUnheard(address(vault), provider, 0);
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, BOND);
        assertEq(vault.bondOf(provider, PROVIDER_PURPOSE).unbonding, BOND, "unbonding");
        directory.set("NodeRegistry", address(registry));
        assertTrue(registry.listing(node).listed, "not told");
        registry.sync(provider);
        assertTrue(!registry.listing(node).listed, "told by anyone");
    }

    function test_UnbondsWhenThereIsNoRegistry() external {
        directory.set("NodeRegistry", address(0));
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, BOND);
        assertEq(vault.bondOf(provider, PROVIDER_PURPOSE).unbonding, BOND, "unbonding");
    }

    function testFuzz_NoAmountOfGasUnbondsWithoutDelisting(uint24 gasLimit) external {
        vm.prank(provider);
        (bool done,) = address(vault).call{gas: bound(gasLimit, 20_000, 400_000)}(
            abi.encodeCall(IStakeVault.unbond, (PROVIDER_PURPOSE, BOND))
        );
        if (done) assertTrue(!registry.listing(node).listed, "unbonded and still listed");
    }

    function testFuzz_NoAmountOfGasCompensatesWithoutDelisting(uint24 gasLimit) external {
        vm.prank(address(market));
        (bool done, bytes memory answer) = address(vault).call{gas: bound(gasLimit, 20_000, 400_000)}(
            abi.encodeCall(IStakeVault.compensate, (provider, BOND))
        );
        if (done) {
            assertTrue(!registry.listing(node).listed, "compensated and still listed");
            assertEq(abi.decode(answer, (uint256)), BOND, "paid");
        } else {
            assertEq(vault.bondOf(provider, PROVIDER_PURPOSE).bonded, BOND, "nothing happened");
        }
    }

    function test_RevertWhen_TheRegistryWouldStarve() external {
        vm.prank(provider);
        (bool done, bytes memory answer) =
            address(vault).call{gas: 130_000}(abi.encodeCall(IStakeVault.unbond, (PROVIDER_PURPOSE, BOND)));
        assertTrue(!done && bytes4(answer) == IStakeVault.StakeVault_GasTooLow.selector, "says so");
    }

    function test_ARegistryThatBurnsAllItsGasStopsNobody() external {
        directory.set("NodeRegistry", address(this));
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.BondNewsUnheard(address(this), provider, 0);
        vm.prank(provider);
        vault.unbond{gas: 300_000}(PROVIDER_PURPOSE, BOND);
    }

    /// @dev The test itself is the registry, and uses all gas in this call.
    function onBondChanged(address, uint256) external pure {
        while (true) {}
    }

    function _waits(bytes32 purpose, uint256 delay) private {
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.Unbonding(provider, purpose, BOND, 0, uint40(START + delay));
        vm.prank(provider);
        vault.unbond(purpose, BOND);
        vm.warp(START + delay - 1);
        vm.prank(provider);
        vm.expectRevert(
            abi.encodeWithSelector(
                IStakeVault.StakeVault_StillUnbonding.selector, uint40(START + delay), START + delay - 1
            )
        );
        vault.withdraw(purpose, stranger);
        vm.warp(START + delay);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.BondWithdrawn(provider, purpose, stranger, BOND);
        vm.prank(provider);
        assertEq(vault.withdraw(purpose, stranger), BOND, "paid out");
        assertEq(vault.bondOf(provider, purpose).releaseAt, 0, "and nothing is due any more");
        assertEq(ptoken.balanceOf(stranger), BOND, "tokens");
    }
}
