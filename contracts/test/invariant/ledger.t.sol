// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Asset} from "../../src/types/ServiceLedgerTypes.sol";
import {Campaign} from "./Campaign.sol";
import {LedgerHandler} from "./handlers/LedgerHandler.sol";

/// @dev Checks the service ledger: its money is conserved, no key passes its allowance, and no channel settles more
/// than its key signed.
contract LedgerInvariants is Campaign {
    LedgerHandler private handler;

    function setUp() external {
        handler = new LedgerHandler();
    }

    /// @notice Checks all these properties in one campaign, because separate campaigns would try the same calls again.
    /// hardhat-config: invariant.runs = 2
    /// hardhat-config: invariant.depth = 200
    /// hardhat-config: long.invariant.runs = 100
    /// hardhat-config: long.invariant.depth = 500
    function invariant_13_TheMoneyOfTheServiceLedgerIsConservedAndNobodyPaysWhatNoKeySigned() external view {
        _check();
    }

    /// @dev Checks that the handler reaches enough states. If it did not, the invariants would test too little.
    function test_TheHandlerMakesEveryCallWithSuccess() external {
        _play("ledger", 1_500);
        uint256 missing = 0;
        for (uint256 action = 0; action < 13; ++action) {
            if (handler.done(action) == 0) missing |= 1 << action;
        }
        assertEq(missing, 0, "bits of the calls that never succeeded");
    }

    function _handlerAddress() internal view override returns (address) {
        return address(handler);
    }

    function _check() internal view override {
        assertEq(handler.held(Asset.PToken), handler.owed(Asset.PToken), "the ledger holds exactly the PToken that it owes");
        assertEq(handler.held(Asset.G), handler.owed(Asset.G), "the ledger holds exactly the G that it owes");
        assertEq(handler.overCeiling(), 0, "no channel settles above what its key signed, or falls");
        assertEq(handler.overAllowance(), 0, "no key passes its allowance");
    }

    function _selectors() internal pure override returns (bytes4[] memory selectors) {
        selectors = new bytes4[](9);
        selectors[0] = LedgerHandler.pass.selector;
        selectors[1] = LedgerHandler.fill.selector;
        selectors[2] = LedgerHandler.allowKey.selector;
        selectors[3] = LedgerHandler.leave.selector;
        selectors[4] = LedgerHandler.close.selector;
        selectors[5] = LedgerHandler.settleTwo.selector;
        selectors[6] = LedgerHandler.releaseOne.selector;
        selectors[7] = LedgerHandler.moveBond.selector;
        selectors[8] = LedgerHandler.moveOut.selector;
    }
}
