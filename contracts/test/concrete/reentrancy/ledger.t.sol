// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IServiceLedger} from "../../../src/interfaces/IServiceLedger.sol";
import {Asset, LedgerPermit} from "../../../src/types/ServiceLedgerTypes.sol";
import {HostileSurplusToken} from "../../fixtures/HostileSurplusToken.sol";
import {LedgerFixture} from "../../fixtures/LedgerFixture.sol";
import {Reentering} from "../../fixtures/Reentering.sol";

/// @dev Guards against known failure 17 (test/README.md): re-entry. Here the token that the service ledger holds calls
/// back into the ledger.
contract LedgerReentrancyTest is LedgerFixture, Reentering {
    function setUp() public override {
        super.setUp();
        hostile = new HostileSurplusToken();
        hostile.mint(payer, 100e18);
        hostile.mint(payee, 100e18);
        ledger = IServiceLedger(_create("ServiceLedger", abi.encode(hostile, gtoken, directory)));
        service = _registerService(_facts("hostile"));
    }

    function test_NobodyEntersWhileTheLedgerTakesPaysOrBurns() external {
        vm.prank(payer);
        hostile.approve(address(ledger), type(uint256).max);
        _enter(address(ledger));
        _wayBack(abi.encodeCall(IServiceLedger.depositFor, (payer, Asset.PToken, 1)));
        _wayBack(abi.encodeCall(IServiceLedger.withdraw, (Asset.PToken, 1)));
        _wayBack(abi.encodeCall(IServiceLedger.sweepFees, (payee, Asset.PToken)));
        _wayBack(abi.encodeCall(IServiceLedger.slash, (service, "act", payer, 1)));
        _moves(payer, abi.encodeCall(IServiceLedger.depositFor, (payer, Asset.PToken, 40e18)));
        assertEq(hostile.balanceOf(address(ledger)), 40e18, "taken once");
        // The test's token has no permits. So the deposit uses an allowance of exactly its amount.
        vm.prank(payer);
        hostile.approve(address(ledger), 10e18);
        LedgerPermit memory none;
        _moves(stranger, abi.encodeCall(IServiceLedger.depositWithPermit, (payer, Asset.PToken, 10e18, none)));
        assertEq(hostile.balanceOf(address(ledger)), 50e18, "taken once by a permit");
        _moves(payer, abi.encodeCall(IServiceLedger.withdraw, (Asset.PToken, 10e18)));
        assertEq(hostile.balanceOf(payer), 60e18, "paid once");
        _fundChannel(_channel(), 4e18);
        _settle(_goodRow(4e18));
        _moves(stranger, abi.encodeCall(IServiceLedger.sweepFees, (payee, Asset.PToken)));
        assertEq(hostile.balanceOf(address(splitter)), 0.01e18, "sent once");
        vm.prank(payee);
        ledger.bond(service, 3e18);
        _moves(FINDINGS, abi.encodeCall(IServiceLedger.slash, (service, "act", address(0), 0)));
        assertEq(hostile.balanceOf(address(ledger)), 40e18 - 0.01e18 - 1.5e18, "burned once");
    }
}
