// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IServiceLedgerErrors} from "../../../src/interfaces/IServiceLedgerErrors.sol";
import {Asset, Channel, ChannelFacts, KeyCurve, Voucher} from "../../../src/types/ServiceLedgerTypes.sol";
import {ContractWallet} from "../../fixtures/ContractWallet.sol";
import {LedgerFixture} from "../../fixtures/LedgerFixture.sol";

/// @dev Tests the state changes 4 and 6 to 8 of the service ledger, as docs/contracts.md numbers them: funding, leaving
/// and closing channels.
contract LedgerChannelsTest is LedgerFixture {
    // ── Fund ────────────────────────────────────────────────────────────────

    function test_ThePayerFillsAChannelUpToATotal() external {
        _fundChannel(_channel(), 5e18);
        _fundChannel(_channel(), 8e18);
        assertEq(_stateOf(_channel()).deposited, 8e18, "in the channel");
        assertEq(_free(payer, Asset.PToken), POT - 8e18, "left in the pot");
    }

    function test_AnyoneSendsWhatThePayerSigned() external {
        bytes memory signature = _signed(PAYER_KEY, ledger.hashFund(ledger.channelIdOf(_channel()), 0, 5e18));
        vm.prank(stranger);
        ledger.fund(_channel(), 0, 5e18, signature);
        assertEq(_stateOf(_channel()).deposited, 5e18, "filled");
    }

    function test_AKeyFillsItsChannelWithinItsAllowance() external {
        vm.prank(payer);
        ledger.allow(key, Asset.PToken, 10e6, 6e6, 7e6, uint40(block.timestamp + 30 days));
        bytes memory signature = _signed(CHANNEL_KEY, ledger.hashFund(ledger.channelIdOf(_channel()), 0, 5e18));
        vm.prank(stranger);
        ledger.fund(_channel(), 0, 5e18, signature);
        assertEq(ledger.allowanceOf(payer, key, Asset.PToken).left, 5e6, "left");

        vm.startPrank(key);
        vm.expectRevert(
            abi.encodeWithSelector(IServiceLedgerErrors.ServiceLedger_AllowanceTooLow.selector, key, 5e6, 1e6, 1e6 + 1)
        );
        ledger.fund(_channel(), 0, 6e18 + 1, UNSIGNED);
        ledger.fund(_channel(), 0, 6e18, UNSIGNED);
        vm.warp(block.timestamp + 1 days);
        vm.expectRevert(
            abi.encodeWithSelector(IServiceLedgerErrors.ServiceLedger_ChannelTooFull.selector, key, 8e18, 7e18)
        );
        ledger.fund(_channel(), 0, 8e18, UNSIGNED);
        ledger.fund(_channel(), 0, 7e18, UNSIGNED);
        vm.warp(block.timestamp + 30 days);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_AllowanceExpired.selector);
        ledger.fund(_channel(), 0, 7.5e18, UNSIGNED);
        vm.stopPrank();
    }

    function test_RevertWhen_AKeyHasNoAllowanceOrFillsTheChannelOfAnother() external {
        vm.prank(key);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_AllowanceExpired.selector);
        ledger.fund(_channel(), 0, 1e18, UNSIGNED);
        bytes memory signature = _signed(STRANGER_KEY, ledger.hashFund(ledger.channelIdOf(_channel()), 0, 1e18));
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_SignerInvalid.selector);
        ledger.fund(_channel(), 0, 1e18, signature);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_SignerInvalid.selector);
        ledger.fund(_channel(), 0, 1e18, UNSIGNED);
    }

    function test_AContractWalletSignsForItsChannelAndItsService() external {
        ContractWallet wallet = new ContractWallet(payer);
        _fillPot(address(wallet), POT);
        ChannelFacts memory facts = _channelOf(address(wallet), key, Asset.PToken);
        bytes32 id = ledger.channelIdOf(facts);
        ledger.fund(facts, 0, 5e18, _signed(PAYER_KEY, ledger.hashFund(id, 0, 5e18)));
        bytes memory forged = _signed(STRANGER_KEY, ledger.hashExit(id, 0));
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_SignerInvalid.selector);
        ledger.exit(facts, 0, forged);
        ContractWallet ofService = new ContractWallet(operator);
        vm.prank(payee);
        ledger.setOperator(service, address(ofService));
        bytes memory rows = _row(facts, CHANNEL_KEY, 0, 1e18, 1e18);
        bytes memory signature = _signed(OPERATOR_KEY, ledger.hashRows(service, Asset.PToken, keccak256(rows)));
        ledger.settle(service, Asset.PToken, rows, signature);
        assertEq(_stateOf(facts).settled, 1e18, "settled");
        // The operator's contract wallet now refuses every signature. This stops nobody else: the payee can still sign
        // the rows, and the payer can still close the channel.
        ofService.setMood(ContractWallet.Mood.Refuses);
        rows = _row(facts, CHANNEL_KEY, 0, 2e18, 2e18);
        signature = _signed(PAYEE_KEY, ledger.hashRows(service, Asset.PToken, keccak256(rows)));
        ledger.settle(service, Asset.PToken, rows, signature);
        ledger.exit(facts, 0, _signed(PAYER_KEY, ledger.hashExit(id, 0)));
        vm.warp(block.timestamp + LOCK);
        ledger.finish(facts);
        assertEq(_free(address(wallet), Asset.PToken), POT - 2e18, "the rest is back");
    }

    function test_RevertWhen_NothingIsAddedOrThePotIsTooLowOrTheServiceIsUnknown() external {
        _fundChannel(_channel(), 5e18);
        vm.startPrank(payer);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_NothingToFund.selector);
        ledger.fund(_channel(), 0, 5e18, UNSIGNED);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_PotTooLow.selector);
        ledger.fund(_channel(), 0, uint96(POT + 1), UNSIGNED);
        ChannelFacts memory facts = _channel();
        facts.service = bytes20(uint160(7));
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_ServiceUnknown.selector);
        ledger.fund(facts, 0, 1e18, UNSIGNED);
        facts = _channelOf(payer, address(0), Asset.PToken);
        vm.expectRevert(IServiceLedgerErrors.ServiceLedger_KeyZero.selector);
        ledger.fund(facts, 0, 1e18, UNSIGNED);
        vm.stopPrank();
    }

    /// @dev A closed channel gets a new serial number. So a signed message that funds the channel under the old serial
    /// number cannot be used again.
    function test_RevertWhen_AFundIsSentAgainAfterTheChannelWasClosed() external {
        bytes memory signature = _signed(PAYER_KEY, ledger.hashFund(ledger.channelIdOf(_channel()), 0, 5e18));
        ledger.fund(_channel(), 0, 5e18, signature);
        _exitChannel(_channel());
        vm.warp(block.timestamp + LOCK);
        ledger.finish(_channel());
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_SerialWrong.selector);
        ledger.fund(_channel(), 0, 5e18, signature);
        assertEq(_free(payer, Asset.PToken), POT, "everything is back");
    }

    function test_RevertWhen_TheSerialsAreUsedUp() external {
        _fundChannel(_channel(), 5e18);
        bytes32 id = ledger.channelIdOf(_channel());
        bytes32 slot = keccak256(abi.encode(id, uint256(CHANNELS_SLOT)));
        uint256 last = uint256(type(uint24).max) << 232;
        vm.store(address(ledger), slot, bytes32(uint256(vm.load(address(ledger), slot)) | last));
        assertEq(_stateOf(_channel()).serial, type(uint24).max, "the last serial");
        vm.prank(payer);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_SerialsUsedUp.selector);
        ledger.fund(_channel(), type(uint24).max, 6e18, UNSIGNED);
        Voucher memory none;
        bytes memory signature = _signed(OPERATOR_KEY, ledger.hashRelease(id, type(uint24).max, 0));
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_SerialsUsedUp.selector);
        ledger.release(_channel(), type(uint24).max, 0, none, signature);
    }

    // ── Exit and finish ─────────────────────────────────────────────────────

    function test_AnExitPaysTheRestBackAfterTheLockAlsoWhilePaused() external {
        _fundChannel(_channel(), 5e18);
        _settle(_goodRow(2e18));
        directory.setGuardian(address(this));
        directory.pause(72 hours);
        bytes memory signature = _signed(CHANNEL_KEY, ledger.hashExit(ledger.channelIdOf(_channel()), 0));
        vm.prank(stranger);
        ledger.exit(_channel(), 0, signature);
        vm.warp(block.timestamp + LOCK - 1);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_ChannelExiting.selector);
        ledger.finish(_channel());
        vm.warp(block.timestamp + 1);
        vm.prank(stranger);
        ledger.finish(_channel());
        Channel memory closed = _stateOf(_channel());
        assertEq(closed.deposited, 2e18, "deposited is what was settled");
        assertEq(closed.serial, 1, "the next serial");
        assertEq(closed.exitAt, 0, "open again");
        uint128 free = uint128(POT - 2e18);
        assertEq(_free(payer, Asset.PToken), free, "the rest is back");
        vm.prank(payer);
        ledger.withdraw(Asset.PToken, free);
        assertEq(ptoken.balanceOf(payer), free, "out");
    }

    function test_RevertWhen_AnExitIsNotThePayersOrComesTwiceOrAChannelExits() external {
        _fundChannel(_channel(), 5e18);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_ChannelNotExiting.selector);
        ledger.finish(_channel());
        vm.prank(stranger);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_SignerInvalid.selector);
        ledger.exit(_channel(), 0, UNSIGNED);
        _exitChannel(_channel());
        vm.startPrank(payer);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_ChannelExiting.selector);
        ledger.exit(_channel(), 0, UNSIGNED);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_ChannelExiting.selector);
        ledger.fund(_channel(), 0, 6e18, UNSIGNED);
        vm.stopPrank();
    }

    function test_AChannelWithAKeyForProofsIsFilledAndLeftByThePayerAlone() external {
        ChannelFacts memory facts = _channel();
        facts.curve = KeyCurve.BabyJubJub;
        _fundChannel(facts, 5e18);
        vm.prank(key);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_SignerInvalid.selector);
        ledger.exit(facts, 0, UNSIGNED);
        // A key on the curve BabyJubJub has another payment channel than an ECDSA key, even if both keys have the same
        // 160 bits.
        _settle(_goodRow(1e18));
        assertEq(_stateOf(facts).settled, 0, "not settled by a voucher of the other curve");
        _exitChannel(facts);
        vm.warp(block.timestamp + LOCK);
        ledger.finish(facts);
        assertEq(_free(payer, Asset.PToken), POT, "everything is back");
    }

    // ── Release ─────────────────────────────────────────────────────────────

    function test_AReleaseSettlesTheLastClaimAndClosesAtOnce() external {
        _fundChannel(_channel(), 5e18);
        _settle(_goodRow(1e18));
        _release(2e18, _voucher(_channel(), CHANNEL_KEY, 0, 9, 2e18), OPERATOR_KEY);
        Channel memory closed = _stateOf(_channel());
        assertEq(closed.settled, 2e18, "settled");
        assertEq(closed.serial, 1, "the next serial");
        assertEq(_free(payer, Asset.PToken), POT - 2e18, "the rest is back");
        assertEq(ledger.potOf(payee, Asset.PToken).fees, 0.005e18, "a quarter of a hundredth");
        assertEq(_free(modelOwner, Asset.PToken), 0.1995e18, "a tenth of the rest");
        assertEq(_free(payee, Asset.PToken), POT + 2e18 - 0.005e18 - 0.1995e18, "all else is the payee's");
    }

    function test_AReleaseOfWhatWasSettledNeedsNoVoucherAndEndsAnExit() external {
        _fundChannel(_channel(), 5e18);
        _settle(_goodRow(1e18));
        _exitChannel(_channel());
        Voucher memory none;
        _release(1e18, none, PAYEE_KEY);
        assertEq(_free(payer, Asset.PToken), POT - 1e18, "the rest is back before the lock");
    }

    function test_RevertWhen_AReleaseIsNotSignedOrClaimsWhatNobodySigned() external {
        _fundChannel(_channel(), 5e18);
        _settle(_goodRow(1e18));
        Voucher memory good = _voucher(_channel(), CHANNEL_KEY, 0, 9, 6e18);
        _expectReleaseFails(2e18, good, PAYER_KEY, IServiceLedgerErrors.ServiceLedger_RowsUnsigned.selector);
        bytes4 invalid = IServiceLedgerErrors.ServiceLedger_ClaimInvalid.selector;
        _expectReleaseFails(0.5e18, good, OPERATOR_KEY, invalid);
        _expectReleaseFails(5e18 + 1, good, OPERATOR_KEY, invalid);
        _expectReleaseFails(2e18, _voucher(_channel(), STRANGER_KEY, 0, 9, 6e18), OPERATOR_KEY, invalid);
        _expectReleaseFails(2e18, _voucher(_channel(), CHANNEL_KEY, 0, 9, 2e18 - 1), OPERATOR_KEY, invalid);
        _expectReleaseFails(2e18, _voucher(_channel(), CHANNEL_KEY, 1, 9, 6e18), OPERATOR_KEY, invalid);
    }

    // ── Helpers ─────────────────────────────────────────────────────────────

    /// @dev The storage slot of the payment channels, as in contracts/layouts/ServiceLedger.json.
    uint256 private constant CHANNELS_SLOT = 5;

    function _release(uint96 claim, Voucher memory voucher, uint256 signer) private {
        bytes memory signature = _signed(signer, ledger.hashRelease(ledger.channelIdOf(_channel()), 0, claim));
        ledger.release(_channel(), 0, claim, voucher, signature);
    }

    function _expectReleaseFails(uint96 claim, Voucher memory voucher, uint256 signer, bytes4 selector) private {
        bytes memory signature = _signed(signer, ledger.hashRelease(ledger.channelIdOf(_channel()), 0, claim));
        vm.expectPartialRevert(selector);
        ledger.release(_channel(), 0, claim, voucher, signature);
    }
}
