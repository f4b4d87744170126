// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Asset} from "../../src/types/ServiceLedgerTypes.sol";
import {Assertions} from "../fixtures/Assertions.sol";
import {LedgerHandler} from "./handlers/LedgerHandler.sol";

/// @dev Checks the service ledger: its money is conserved, no key passes its allowance, and no channel settles more
/// than its key signed.
contract LedgerInvariants is Assertions {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    uint256 private constant ACTIONS = 9;

    LedgerHandler private handler;

    function setUp() external {
        handler = new LedgerHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](ACTIONS);
        for (uint256 i = 0; i < ACTIONS; ++i) {
            selectors[i] = _actionAt(i);
        }
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), selectors);
    }

    /// @notice Checks all these properties in one campaign, because separate campaigns would try the same calls again.
    /// hardhat-config: invariant.runs = 2
    /// hardhat-config: invariant.depth = 200
    /// hardhat-config: long.invariant.runs = 100
    /// hardhat-config: long.invariant.depth = 500
    function invariant_13_TheMoneyOfTheServiceLedgerIsConservedAndNobodyPaysWhatNoKeySigned() external view {
        _check();
    }

    /// @dev Guards against a handler that reaches too few states.
    function test_TheHandlerMakesEveryCallWithSuccess() external {
        for (uint256 seed = 1; seed <= 1_500; ++seed) {
            uint256 word = uint256(keccak256(abi.encode("ledger", seed)));
            (bool done,) = address(handler).call(abi.encodeWithSelector(_actionAt(word % ACTIONS), word / ACTIONS));
            assertTrue(done, "no call of the handler reverts");
            if (seed % 50 == 0) _check();
        }
        uint256 missing = 0;
        for (uint256 action = 0; action < 13; ++action) {
            if (handler.done(action) == 0) missing |= 1 << action;
        }
        assertEq(missing, 0, "bits of the calls that never succeeded");
    }

    function _check() private view {
        assertEq(handler.held(Asset.PToken), handler.owed(Asset.PToken), "the ledger holds exactly the PToken that it owes");
        assertEq(handler.held(Asset.G), handler.owed(Asset.G), "the ledger holds exactly the G that it owes");
        assertEq(handler.overCeiling(), 0, "no channel settles above what its key signed, or falls");
        assertEq(handler.overAllowance(), 0, "no key passes its allowance");
    }

    function _actionAt(uint256 i) private pure returns (bytes4) {
        if (i == 0) return LedgerHandler.pass.selector;
        if (i == 1) return LedgerHandler.fill.selector;
        if (i == 2) return LedgerHandler.allowKey.selector;
        if (i == 3) return LedgerHandler.leave.selector;
        if (i == 4) return LedgerHandler.close.selector;
        if (i == 5) return LedgerHandler.settleTwo.selector;
        if (i == 6) return LedgerHandler.releaseOne.selector;
        if (i == 7) return LedgerHandler.moveBond.selector;
        return LedgerHandler.moveOut.selector;
    }
}
