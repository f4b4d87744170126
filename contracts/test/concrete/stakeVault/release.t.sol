// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStakeVault} from "../../../src/interfaces/IStakeVault.sol";
import {BondFixture} from "../../fixtures/BondFixture.sol";

/// @dev Tests how a court ends the delay of a disputed slash.
contract StakeVaultReleaseTest is BondFixture {
    function test_AReleasedSlashIsDueAtOnceAndCannotBeDisputedAgain() external {
        _dispute();
        vm.warp(START + 6 days);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IStakeVault.SlashReleased(provider, PROVIDER_PURPOSE, uint40(START + 6 days));
        assertEq(_release(), START + 6 days, "now");
        vm.prank(court);
        vm.expectPartialRevert(IStakeVault.StakeVault_SlashNotDisputable.selector);
        vault.disputeSlash(provider, PROVIDER_PURPOSE);
        assertEq(vault.executeSlash(provider, PROVIDER_PURPOSE), BOND / 2, "taken");
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, 1);
    }

    function test_NeverMakesASlashDueBeforeItsFirstTimeOrLater() external {
        _dispute();
        vm.warp(START + 1 days);
        assertEq(_release(), START + 72 hours, "its first time");
        vm.warp(START + 2 days);
        assertEq(_release(), START + 72 hours, "no change");
        vm.warp(START + 30 days);
        assertEq(_release(), START + 72 hours, "it is due already");
    }

    function test_DoesNothingToASlashThatIsNotDisputed() external {
        _queue(5_000, 0);
        vm.recordLogs();
        assertEq(_release(), START + 72 hours, "no change");
        assertEq(countLogs(IStakeVault.SlashReleased.selector), 0, "nor a log");
    }

    function test_RevertWhen_NoSlashWaitsOrAnybodyElseReleasesIt() external {
        vm.prank(court);
        vm.expectPartialRevert(IStakeVault.StakeVault_NoSlashPending.selector);
        vault.releaseSlash(provider, PROVIDER_PURPOSE);
        _dispute();
        vm.prank(quorum);
        vm.expectRevert(abi.encodeWithSelector(IStakeVault.StakeVault_CallerNotCourt.selector, quorum, court));
        vault.releaseSlash(provider, PROVIDER_PURPOSE);
    }

    function _dispute() private {
        _queue(5_000, 0);
        vm.prank(court);
        vault.disputeSlash(provider, PROVIDER_PURPOSE);
    }

    function _release() private returns (uint40) {
        vm.prank(court);
        return vault.releaseSlash(provider, PROVIDER_PURPOSE);
    }
}
