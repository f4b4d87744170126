// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDirectory} from "../../src/interfaces/IDirectory.sol";
import {IStakeVault} from "../../src/interfaces/IStakeVault.sol";
import {Bond} from "../../src/types/StakeVaultTypes.sol";
import {Assertions} from "../fixtures/Assertions.sol";
import {PTokenContract} from "../fixtures/Contracts.sol";
import {BondHandler} from "./handlers/BondHandler.sol";
import {BondModel} from "./stores/BondStore.sol";

/// @dev Each invariant function is named after its sentence in README.md.
contract BondInvariants is Assertions {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    BondHandler private handler;
    IStakeVault private vault;
    PTokenContract private ptoken;
    IDirectory private directory;

    function setUp() external {
        handler = new BondHandler();
        vault = handler.vaultContract();
        ptoken = handler.tokenContract();
        directory = handler.directoryContract();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[14] memory list = _actions();
        bytes4[] memory selectors = new bytes4[](16);
        for (uint256 i = 0; i < 14; ++i) {
            selectors[i] = list[i];
        }
        // Passing time and adding bonds are in the list several times, so that they happen more often than other
        // actions.
        selectors[14] = BondHandler.pass.selector;
        selectors[15] = BondHandler.bond.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), selectors);
    }

    /// @dev Checks all these invariants in one campaign, because separate campaigns would try the same calls again.
    function invariant_7_And_9_BondsStaySlashableAndTheReserveCoversTheSupply() external view {
        _checkWhatIsBondedStaysSlashableUntilPaidOut();
        _checkSlashedIsCompensatedAndBurnedAndTreasury();
        assertAtMost(ptoken.totalSupply(), ptoken.reserve(), "9: supply");
    }

    /// @dev Checks that the handlers reach enough states. If they did not, the invariants would test too little.
    function test_TheHandlersGetEverythingDone() external {
        for (uint256 seed = 1; seed <= 3_000; ++seed) {
            uint256 action = uint256(keccak256(abi.encode(seed))) % 16;
            bytes4 selector = action < 14 ? _actions()[action] : BondHandler.pass.selector;
            (bool ok,) = address(handler).call(abi.encodeWithSelector(selector, seed));
            assertTrue(ok, "no handler reverts");
        }
        for (uint256 i = 1; i < 14; ++i) {
            if (handler.done(_actions()[i]) < 5) revert NotEqual("an action that hardly ever succeeds", i, 5);
        }
    }

    /// @notice Property 8: every bond and token can be withdrawn during a pause, whatever else waits. Called at the end
    /// of each run.
    function afterInvariant() external {
        uint256 count = handler.modelCount();
        for (uint256 i = 0; i < count; ++i) {
            BondModel memory model = handler.modelAt(i);
            vm.warp(handler.clock() + 60 days);
            if (model.executeAt != 0) vault.executeSlash(model.account, model.purpose);
            Bond memory bond = vault.bondOf(model.account, model.purpose);
            vm.startPrank(model.account);
            if (bond.bonded != 0) vault.unbond(model.purpose, bond.bonded);
            vm.stopPrank();
        }
        vm.warp(handler.clock() + 60 days + 35 days);
        vm.prank(directory.guardian());
        directory.pause(72 hours);
        for (uint256 i = 0; i < count; ++i) {
            BondModel memory model = handler.modelAt(i);
            Bond memory bond = vault.bondOf(model.account, model.purpose);
            vm.startPrank(model.account);
            if (bond.unbonding != 0) vault.withdraw(model.purpose, model.account);
            uint256 tokens = ptoken.balanceOf(model.account);
            if (tokens >= 1e12) ptoken.redeem(tokens, model.account);
            vm.stopPrank();
        }
        assertEq(ptoken.balanceOf(address(vault)), 0, "8: nothing stays behind");
    }

    function _checkWhatIsBondedStaysSlashableUntilPaidOut() private view {
        (uint256 paidIn, uint256 paidOut, uint256 slashed,,,) = handler.sums();
        uint256 atRisk = 0;
        for (uint256 i = 0; i < handler.modelCount(); ++i) {
            BondModel memory model = handler.modelAt(i);
            Bond memory bond = vault.bondOf(model.account, model.purpose);
            assertEq(bond.bonded, model.bonded, "7: bonded");
            assertEq(bond.unbonding, model.unbonding, "7: unbonding");
            assertEq(vault.atRisk(model.account, model.purpose), model.bonded + model.unbonding, "7: at risk");
            atRisk += model.bonded + model.unbonding;
        }
        assertEq(paidIn - paidOut - slashed, atRisk, "7: what came in and did not leave is at risk");
        assertEq(ptoken.balanceOf(address(vault)), atRisk, "7: and it is there");
    }

    function _checkSlashedIsCompensatedAndBurnedAndTreasury() private view {
        (,, uint256 slashed, uint256 compensated, uint256 burned, uint256 toTreasury) = handler.sums();
        assertEq(slashed, compensated + burned + toTreasury, "7: slashed");
        assertTrue(burned >= toTreasury, "7: at least half of what compensates nobody is burned");
    }

    function _actions() private pure returns (bytes4[14] memory) {
        return [
            BondHandler.pass.selector,
            BondHandler.pause.selector,
            BondHandler.bond.selector,
            BondHandler.unbond.selector,
            BondHandler.withdraw.selector,
            BondHandler.compensate.selector,
            BondHandler.slash.selector,
            BondHandler.queue.selector,
            BondHandler.execute.selector,
            BondHandler.dispute.selector,
            BondHandler.drop.selector,
            BondHandler.release.selector,
            BondHandler.freeze.selector,
            BondHandler.reserve.selector
        ];
    }
}
