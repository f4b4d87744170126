// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IServiceLedgerErrors} from "../../../src/interfaces/IServiceLedgerErrors.sol";
import {IServiceLedgerEvents} from "../../../src/interfaces/IServiceLedgerEvents.sol";
import {Asset, ChannelFacts, Grant, KeyCurve, ServiceFacts, Voucher} from "../../../src/types/ServiceLedgerTypes.sol";
import {LedgerFixture} from "../../fixtures/LedgerFixture.sol";

/// @dev Tests the event of each call, from which programs calculate the state of the ledger. Also tests the largest
/// value that each bound allows.
contract LedgerEventsTest is LedgerFixture {
    // ── Events ──────────────────────────────────────────────────────────────

    function test_EmitsTheLifeOfAChannel() external {
        ChannelFacts memory facts = _channel();
        bytes32 id = ledger.channelIdOf(facts);
        vm.startPrank(payer);
        _expect();
        emit IServiceLedgerEvents.ChannelFunded(id, facts, 0, 5e18);
        ledger.fund(facts, 0, 5e18, UNSIGNED);
        _expect();
        emit IServiceLedgerEvents.ChannelExiting(id, 0, block.timestamp + LOCK);
        ledger.exit(facts, 0, UNSIGNED);
        vm.warp(block.timestamp + LOCK);
        _expect();
        emit IServiceLedgerEvents.ChannelClosed(id, 1, 5e18);
        ledger.finish(facts);
        vm.stopPrank();
    }

    function test_EmitsWhatMovesInPots() external {
        _mintPToken(stranger, 2e18);
        vm.startPrank(stranger);
        ptoken.approve(address(ledger), 2e18);
        _expect();
        emit IServiceLedgerEvents.PotDeposited(payer, Asset.PToken, stranger, 2e18);
        ledger.depositFor(payer, Asset.PToken, 2e18);
        vm.stopPrank();
        vm.startPrank(payer);
        _expect();
        emit IServiceLedgerEvents.PotWithdrawn(payer, Asset.PToken, 1e18);
        ledger.withdraw(Asset.PToken, 1e18);
        uint40 until = uint40(block.timestamp + 1);
        _expect();
        emit IServiceLedgerEvents.AllowanceSet(payer, Asset.PToken, key, 9e6, 8e6, 7e6, until);
        ledger.allow(key, Asset.PToken, 9e6, 8e6, 7e6, until);
        vm.stopPrank();
        vm.prank(key);
        _expect();
        emit IServiceLedgerEvents.AllowanceUsed(payer, Asset.PToken, key, 4e6);
        ledger.fund(_channel(), 0, 4e18, UNSIGNED);
        _settle(_goodRow(4e18));
        _expect();
        emit IServiceLedgerEvents.FeesSwept(payee, Asset.PToken, 0.01e18);
        ledger.sweepFees(payee, Asset.PToken);
    }

    function test_EmitsTheLifeOfABond() external {
        vm.startPrank(payee);
        _expect();
        emit IServiceLedgerEvents.OperatorSet(service, stranger);
        ledger.setOperator(service, stranger);
        _expect();
        emit IServiceLedgerEvents.TermsSet(service, keccak256("new"), "new");
        ledger.setTerms(service, "new");
        ledger.bond(service, 1e18);
        _expect();
        emit IServiceLedgerEvents.BondAdded(service, 3e18, 4e18);
        ledger.bond(service, 3e18);
        uint256 outAt = block.timestamp + 14 days;
        _expect();
        emit IServiceLedgerEvents.BondLeaving(service, outAt);
        ledger.unbond(service);
        vm.stopPrank();
        vm.startPrank(FINDINGS);
        _expect();
        emit IServiceLedgerEvents.FindingNoted(service, outAt + 7 days);
        ledger.noteFinding(service);
        _expect();
        emit IServiceLedgerEvents.BondSlashed(service, "act", payer, 2e18, 1e18);
        ledger.slash(service, "act", payer, 0.1e18);
        vm.stopPrank();
        vm.warp(outAt + 7 days);
        _expect();
        emit IServiceLedgerEvents.BondReturned(service, 2e18);
        ledger.collectBond(service);
    }

    // ── Bounds ──────────────────────────────────────────────────────────────

    function test_AKeyUsesItsWholeAllowanceOnItsLastSecondAndTheNextDay() external {
        uint40 until = uint40(block.timestamp + 1 days);
        vm.prank(payer);
        ledger.allow(key, Asset.PToken, 4e6, 2e6, 3e6, until);
        vm.startPrank(key);
        ledger.fund(_channel(), 0, 2e18, UNSIGNED);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_AllowanceTooLow.selector);
        ledger.fund(_channel(), 0, 2e18 + 1, UNSIGNED);
        vm.stopPrank();
        // A key's limit counts only money that the channel has not settled, so after a settlement the key may fund the
        // channel again.
        _settle(_goodRow(1e18));
        vm.warp(until);
        vm.startPrank(key);
        ledger.fund(_channel(), 0, 4e18, UNSIGNED);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_AllowanceTooLow.selector);
        ledger.fund(_channel(), 0, 4e18 + 1, UNSIGNED);
        vm.stopPrank();
        // The owner sets a daily cap that is below today's spending. Then the key may move nothing more today.
        vm.prank(payer);
        ledger.allow(key, Asset.PToken, 4e6, 1e6, 9e6, until);
        vm.prank(key);
        vm.expectRevert(
            abi.encodeWithSelector(IServiceLedgerErrors.ServiceLedger_AllowanceTooLow.selector, key, 4e6, 0, 1)
        );
        ledger.fund(_channel(), 0, 4e18 + 1, UNSIGNED);
    }

    function test_AcceptsTheHighestRoyaltyAndAGrantOnItsLastSecond() external {
        ServiceFacts memory facts = ServiceFacts(payee, modelOwner, 3_000, 7 days, "most");
        Grant memory grant = _grant(facts, OWNER_KEY);
        vm.warp(grant.until);
        vm.prank(payee);
        bytes20 id = ledger.register(facts, operator, grant, TERMS);
        assertEq(ledger.serviceOf(id).royaltyBps, 3_000, "registered");
    }

    function test_AReleaseClaimsTheWholeDepositAndPaysNothingBack() external {
        _fundChannel(_channel(), 5e18);
        _release(_channel(), 5e18, _voucher(_channel(), CHANNEL_KEY, 0, 1, 5e18));
        assertEq(_free(payer, Asset.PToken), POT - 5e18, "nothing is left");
        assertEq(_stateOf(_channel()).serial, 1, "closed");
    }

    /// @dev The channel's key is declared for the curve BabyJubJub. An ECDSA key with the same 160-bit address must not
    /// be able to sign a voucher (promise to pay) for the channel.
    function test_RevertWhen_AReleaseOfAKeyForProofsShowsAVoucher() external {
        ChannelFacts memory facts = _channel();
        facts.curve = KeyCurve.BabyJubJub;
        _fundChannel(facts, 5e18);
        Voucher memory voucher = _voucher(facts, CHANNEL_KEY, 0, 1, 5e18);
        bytes memory signature = _signed(OPERATOR_KEY, ledger.hashRelease(ledger.channelIdOf(facts), 0, 1e18));
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_ClaimInvalid.selector);
        ledger.release(facts, 0, 1e18, voucher, signature);
    }

    function test_RevertWhen_AnExitHasASignatureOfZeros() external {
        _fundChannel(_channel(), 5e18);
        vm.prank(stranger);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_SignerInvalid.selector);
        ledger.exit(_channel(), 0, new bytes(65));
    }

    // ── Helpers ─────────────────────────────────────────────────────────────

    function _expect() private {
        vm.expectEmit(true, true, true, true, address(ledger));
    }

    function _release(ChannelFacts memory facts, uint96 claim, Voucher memory voucher) private {
        bytes32 digest = ledger.hashRelease(ledger.channelIdOf(facts), 0, claim);
        ledger.release(facts, 0, claim, voucher, _signed(OPERATOR_KEY, digest));
    }
}
