// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Asset, ChannelFacts} from "../../src/types/ServiceLedgerTypes.sol";
import {LedgerFixture} from "../fixtures/LedgerFixture.sol";

/// @title No account can block a call of the service ledger with refundable money or with gas
contract LedgerLivenessTest is LedgerFixture {
    /// @dev The service, its operator and a stranger try everything that they can to disturb an exit.
    function test_NobodyKeepsAPayerFromLeaving() external {
        _fundChannel(_channel(), 5e18);
        bytes memory rows = _goodRow(1e18);
        _exitChannel(_channel());
        uint256 exitAt = _stateOf(_channel()).exitAt;
        for (uint256 hour = 1; hour < 24; ++hour) {
            vm.warp(block.timestamp + 1 hours);
            _settle(rows);
            vm.prank(stranger);
            (bool done,) = address(ledger).call(abi.encodeCall(ledger.exit, (_channel(), 0, UNSIGNED)));
            assertTrue(!done, "a stranger cannot begin the exit again");
            vm.prank(payer);
            (done,) = address(ledger).call(abi.encodeCall(ledger.exit, (_channel(), 0, UNSIGNED)));
            assertTrue(!done, "nor the payer by mistake");
        }
        vm.prank(payee);
        ledger.setOperator(service, stranger);
        assertEq(_stateOf(_channel()).exitAt, exitAt, "the end of the lock has not moved");
        vm.warp(exitAt);
        ledger.finish(_channel());
        assertEq(_free(payer, Asset.PToken), POT - 1e18, "all but the claim is back");
    }

    /// @dev A stranger fills many channels with one unit each. The channels of other payers must not change.
    function test_NobodyKeepsAServiceFromSettling() external {
        _fundChannel(_channel(), 5e18);
        _fillPot(stranger, 1e18);
        bytes memory rows = "";
        for (uint256 i = 0; i < 20; ++i) {
            ChannelFacts memory dust = _channelOf(stranger, vm.addr(9_000 + i), Asset.PToken);
            vm.prank(stranger);
            ledger.fund(dust, 0, 1, UNSIGNED);
            rows = abi.encodePacked(rows, _row(dust, 9_000 + i, 0, 2, 2));
        }
        // A payer may begin to close its payment channel, or may send the service's own rows first. This must not stop
        // the rest of a batch.
        _exitChannel(_channel());
        bytes memory good = _goodRow(2e18);
        bytes memory signature = _signed(OPERATOR_KEY, ledger.hashRows(service, Asset.PToken, keccak256(good)));
        vm.prank(payer);
        ledger.settle(service, Asset.PToken, good, signature);
        _settle(abi.encodePacked(rows, good, _goodRow(3e18)));
        assertEq(_stateOf(_channel()).settled, 3e18, "settled");
    }

    /// @dev The id of a service contains its payee. Only this payee can register the service, so nobody can take the id
    /// first.
    function test_NobodyKeepsAPayeeFromRegistering() external {
        vm.prank(stranger);
        (bool done,) = address(ledger).call(
            abi.encodeCall(ledger.register, (_facts("late"), stranger, _grant(_facts("late"), OWNER_KEY), TERMS))
        );
        assertTrue(!done, "a stranger cannot");
        assertTrue(_registerService(_facts("late")) != bytes20(0), "the payee can");
    }
}
