// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IServiceLedgerErrors} from "../../../src/interfaces/IServiceLedgerErrors.sol";
import {IServiceLedgerEvents} from "../../../src/interfaces/IServiceLedgerEvents.sol";
import {Asset, Grant, LedgerPermit, Service, ServiceFacts} from "../../../src/types/ServiceLedgerTypes.sol";
import {LedgerFixture} from "../../fixtures/LedgerFixture.sol";

/// @dev Tests the state changes 1 to 3, 9 and 10 of the service ledger, as docs/contracts.md numbers them: services,
/// bonds and pots (the balances of accounts).
contract LedgerServicesTest is LedgerFixture {
    // ── Services ────────────────────────────────────────────────────────────

    function test_RegistersAServiceOfItsPayeeWithWholeTerms() external {
        ServiceFacts memory facts = _facts("other");
        Grant memory grant = _grant(facts, OWNER_KEY);
        bytes20 id = ledger.serviceIdOf(facts);
        vm.prank(payee);
        vm.expectEmit(true, true, true, true, address(ledger));
        emit IServiceLedgerEvents.ServiceRegistered(id, facts, operator, MODEL);
        vm.expectEmit(true, true, true, true, address(ledger));
        emit IServiceLedgerEvents.TermsSet(id, keccak256(TERMS), TERMS);
        ledger.register(facts, operator, grant, TERMS);
        Service memory stored = ledger.serviceOf(id);
        assertTrue(stored.payee == payee, "payee");
        assertTrue(stored.royaltyTo == modelOwner, "royalty to");
        assertEq(stored.royaltyBps, ROYALTY_BPS, "royalty");
        assertEq(stored.lockSeconds, LOCK, "lock");
        assertTrue(stored.operator == operator, "operator");
    }

    function test_AServiceWithoutRoyaltyNeedsNoGrant() external {
        ServiceFacts memory facts = ServiceFacts(stranger, address(0), 0, LOCK, "free");
        Grant memory none;
        vm.prank(stranger);
        bytes20 id = ledger.register(facts, address(0), none, TERMS);
        assertTrue(ledger.serviceOf(id).payee == stranger, "registered");
    }

    function test_RevertWhen_AServiceIsRegisteredForAnotherOrTwice() external {
        ServiceFacts memory facts = _facts("other");
        Grant memory grant = _grant(facts, OWNER_KEY);
        vm.prank(stranger);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_CallerNotPayee.selector);
        ledger.register(facts, stranger, grant, TERMS);
        _registerService(facts);
        vm.prank(payee);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_ServiceExists.selector);
        ledger.register(facts, operator, grant, TERMS);
    }

    function test_RevertWhen_LockRoyaltyOrTermsAreOutOfRange() external {
        Grant memory none;
        vm.startPrank(payee);
        ServiceFacts memory facts = ServiceFacts(payee, address(0), 0, 1 hours - 1, "x");
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_LockOutOfRange.selector);
        ledger.register(facts, operator, none, TERMS);
        facts.lockSeconds = 7 days + 1;
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_LockOutOfRange.selector);
        ledger.register(facts, operator, none, TERMS);
        facts.lockSeconds = 7 days;
        facts.royaltyBps = 1;
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_RoyaltyInvalid.selector);
        ledger.register(facts, operator, none, TERMS);
        (facts.royaltyTo, facts.royaltyBps) = (modelOwner, 3_001);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_RoyaltyInvalid.selector);
        ledger.register(facts, operator, none, TERMS);
        (facts.royaltyTo, facts.royaltyBps, facts.lockSeconds) = (address(0), 0, 1 hours);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_TermsTooLong.selector);
        ledger.register(facts, operator, none, new bytes(8_193));
        ledger.register(facts, operator, none, new bytes(8_192));
        vm.stopPrank();
    }

    /// @dev A grant is valid only with the signature of the model's owner, for the royalty and the model that were
    /// signed, and until it expires. So a service cannot claim to sell a model with its owner's permission if it pays
    /// less.
    function test_RevertWhen_AGrantIsOfAnotherOrForAnotherOrOver() external {
        ServiceFacts memory facts = _facts("other");
        bytes4 invalid = IServiceLedgerErrors.ServiceLedger_GrantInvalid.selector;
        _expectRegisterFails(facts, _grant(facts, STRANGER_KEY), invalid);
        Grant memory grant = _grant(facts, OWNER_KEY);
        facts.royaltyBps = ROYALTY_BPS - 1;
        _expectRegisterFails(facts, grant, invalid);
        facts.royaltyBps = ROYALTY_BPS;
        grant.model = 0;
        _expectRegisterFails(facts, grant, invalid);
        grant = _grant(facts, OWNER_KEY);
        vm.warp(grant.until + 1);
        _expectRegisterFails(facts, grant, invalid);
    }

    function test_ThePayeeChangesTheOperatorAndBothChangeTheTerms() external {
        vm.prank(operator);
        ledger.setTerms(service, "cheaper");
        vm.prank(payee);
        ledger.setOperator(service, stranger);
        vm.prank(operator);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_CallerNotOperator.selector);
        ledger.setTerms(service, "dearer");
        vm.prank(stranger);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_CallerNotPayee.selector);
        ledger.setOperator(service, operator);
        vm.prank(payee);
        ledger.setTerms(service, "cheapest");
        _fundChannel(_channel(), 5e18);
        bytes memory rows = _goodRow(1e18);
        vm.prank(operator);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_RowsUnsigned.selector);
        ledger.settle(service, Asset.PToken, rows, UNSIGNED);
    }

    // ── Bonds ───────────────────────────────────────────────────────────────

    function test_ABondLeavesIn14Days() external {
        _bond(100e18);
        vm.startPrank(payee);
        ledger.unbond(service);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_BondLeaving.selector);
        ledger.unbond(service);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_BondLeaving.selector);
        ledger.bond(service, 1);
        vm.stopPrank();
        vm.warp(block.timestamp + 14 days - 1);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_BondLeaving.selector);
        ledger.collectBond(service);
        vm.warp(block.timestamp + 1);
        ledger.collectBond(service);
        assertEq(_free(payee, Asset.PToken), POT, "back in the pot");
        assertEq(ledger.serviceOf(service).bond, 0, "no bond");
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_BondNotLeaving.selector);
        ledger.collectBond(service);
    }

    /// @dev A finding (an accusation against the service) delays the withdrawal of a bond only once. However many
    /// findings are filed, the bond can be collected after 21 days.
    function test_ABondLeavesIn21DaysWithAFindingADay() external {
        _bond(100e18);
        _note();
        assertEq(ledger.serviceOf(service).outAt, 0, "a finding before does not move it");
        vm.prank(payee);
        ledger.unbond(service);
        uint256 start = block.timestamp;
        for (uint256 day = 1; day < 21; ++day) {
            vm.warp(start + day * 1 days);
            _note();
        }
        assertEq(ledger.serviceOf(service).outAt, start + 21 days, "out after 21 days");
        vm.warp(start + 21 days);
        _note();
        ledger.collectBond(service);
        assertEq(_free(payee, Asset.PToken), POT, "back in the pot");
        _bond(1e18);
        vm.prank(payee);
        ledger.unbond(service);
        assertEq(ledger.serviceOf(service).outAt, block.timestamp + 14 days, "the next bond waits 14 days again");
    }

    function test_AVerdictTakesHalfOnceAnActAndPaysTenTimesTheLoss() external {
        _bond(100e18);
        uint256 supply = ptoken.totalSupply();
        assertEq(_slash("first", payer, 1e18), 50e18, "half");
        assertEq(_free(payer, Asset.PToken), POT + 10e18, "ten times the loss");
        assertEq(ptoken.totalSupply(), supply - 40e18, "the rest is burned");
        assertTrue(ledger.isPunished("first"), "punished");
        vm.prank(FINDINGS);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_ActPunished.selector);
        ledger.slash(service, "first", payer, 1e18);
        assertEq(_slash("second", payer, 100e18), 25e18, "half of what is left");
        assertEq(_free(payer, Asset.PToken), POT + 35e18, "no more than was taken");
        assertEq(_slash("third", address(0), 1e18), 12.5e18, "without a victim");
        assertEq(ptoken.totalSupply(), supply - 52.5e18, "all of it is burned");
        assertEq(ledger.serviceOf(service).bond, 12.5e18, "left");
    }

    function test_AVerdictOverAnEmptyBondTakesNothing() external {
        assertEq(_slash("empty", payer, 1e18), 0, "nothing");
        assertTrue(ledger.isPunished("empty"), "punished");
    }

    function test_RevertWhen_OthersBondOrPunish() external {
        vm.startPrank(stranger);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_CallerNotPayee.selector);
        ledger.bond(service, 1);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_CallerNotPayee.selector);
        ledger.unbond(service);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_CallerNotFindings.selector);
        ledger.noteFinding(service);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_CallerNotFindings.selector);
        ledger.slash(service, "act", stranger, 1e18);
        vm.stopPrank();
        vm.startPrank(payee);
        vm.expectRevert(IServiceLedgerErrors.ServiceLedger_AmountZero.selector);
        ledger.bond(service, 0);
        vm.expectRevert(IServiceLedgerErrors.ServiceLedger_AmountZero.selector);
        ledger.unbond(service);
        vm.stopPrank();
    }

    // ── Pots ────────────────────────────────────────────────────────────────

    function test_DepositsAndWithdrawsToTheOwnerOnly() external {
        vm.startPrank(payer);
        ledger.withdraw(Asset.PToken, 5e18);
        ledger.withdraw(Asset.G, 3e18);
        vm.stopPrank();
        assertEq(ptoken.balanceOf(payer), 5e18, "PToken");
        assertEq(gtoken.balanceOf(payer), 3e18, "G");
        vm.startPrank(stranger);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_PotTooLow.selector);
        ledger.withdraw(Asset.PToken, 1);
        vm.expectRevert(IServiceLedgerErrors.ServiceLedger_AmountZero.selector);
        ledger.withdraw(Asset.PToken, 0);
        vm.expectRevert(IServiceLedgerErrors.ServiceLedger_AmountZero.selector);
        ledger.depositFor(stranger, Asset.G, 0);
        vm.stopPrank();
    }

    function test_DepositsByPermitAlsoIfSomebodyUsedItBefore() external {
        _mintPToken(stranger, 3e18);
        LedgerPermit memory permit = _permit(2e18);
        ptoken.permit(stranger, address(ledger), 2e18, permit.deadline, permit.v, permit.r, permit.s);
        ledger.depositWithPermit(stranger, Asset.PToken, 2e18, permit);
        ledger.depositWithPermit(stranger, Asset.PToken, 1e18, _permit(1e18));
        assertEq(_free(stranger, Asset.PToken), 3e18, "deposited");
    }

    function test_RevertWhen_AStrangerMovesAnOpenAllowanceIntoThePot() external {
        _mintPToken(stranger, 5e18);
        vm.prank(stranger);
        ptoken.approve(address(ledger), 4e18);
        LedgerPermit memory forged = _permit(5e18);
        LedgerPermit memory late = _permit(3e18);
        late.deadline = block.timestamp - 1;
        vm.startPrank(payer);
        vm.expectRevert(
            abi.encodeWithSelector(IServiceLedgerErrors.ServiceLedger_PermitInvalid.selector, stranger, 4e18, 3e18)
        );
        ledger.depositWithPermit(stranger, Asset.PToken, 3e18, forged);
        vm.expectRevert(
            abi.encodeWithSelector(IServiceLedgerErrors.ServiceLedger_PermitInvalid.selector, stranger, 4e18, 5e18)
        );
        ledger.depositWithPermit(stranger, Asset.PToken, 5e18, late);
        vm.stopPrank();
        vm.prank(stranger);
        ptoken.approve(address(ledger), type(uint256).max);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_PermitInvalid.selector);
        ledger.depositWithPermit(stranger, Asset.PToken, 4e18, forged);
        assertEq(_free(stranger, Asset.PToken), 0, "nothing moved");
        assertEq(ptoken.balanceOf(stranger), 5e18, "all of it still in the wallet");
    }

    function test_SendsFeesOfPTokenToTheSplitterAndOfGToTheTreasury() external {
        for (uint256 i = 0; i < 2; ++i) {
            Asset asset = Asset(i);
            _fundChannel(_channelOf(payer, key, asset), 4e18);
            bytes memory row = _row(_channelOf(payer, key, asset), CHANNEL_KEY, 0, 4e18, 4e18);
            vm.prank(operator);
            ledger.settle(service, asset, row, UNSIGNED);
            ledger.sweepFees(payee, asset);
            vm.expectRevert(IServiceLedgerErrors.ServiceLedger_AmountZero.selector);
            ledger.sweepFees(payee, asset);
        }
        assertEq(ptoken.balanceOf(address(splitter)), 0.01e18, "to the splitter");
        assertEq(gtoken.balanceOf(treasury), 0.01e18, "to the treasury");
    }

    function test_RevertWhen_NobodyTakesFeesWhichThenWait() external {
        _fundChannel(_channel(), 4e18);
        _settle(_goodRow(4e18));
        directory.set("FeeSplitter", address(0));
        vm.expectRevert(
            abi.encodeWithSelector(IServiceLedgerErrors.ServiceLedger_EntryMissing.selector, bytes32("FeeSplitter"))
        );
        ledger.sweepFees(payee, Asset.PToken);
        assertEq(ledger.potOf(payee, Asset.PToken).fees, 0.01e18, "they wait");
    }

    // ── Helpers ─────────────────────────────────────────────────────────────

    function _expectRegisterFails(ServiceFacts memory facts, Grant memory grant, bytes4 selector) private {
        vm.prank(payee);
        vm.expectPartialRevert(selector);
        ledger.register(facts, operator, grant, TERMS);
    }

    function _bond(uint96 amount) private {
        vm.prank(payee);
        ledger.bond(service, amount);
    }

    function _note() private {
        vm.prank(FINDINGS);
        ledger.noteFinding(service);
    }

    function _slash(bytes32 act, address victim, uint96 loss) private returns (uint256) {
        vm.prank(FINDINGS);
        return ledger.slash(service, act, victim, loss);
    }

    function _permit(uint256 amount) private view returns (LedgerPermit memory permit) {
        permit.deadline = block.timestamp + 1;
        bytes32 kind =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 hash = keccak256(
            abi.encode(kind, stranger, address(ledger), amount, ptoken.nonces(stranger), permit.deadline)
        );
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", ptoken.DOMAIN_SEPARATOR(), hash));
        (permit.v, permit.r, permit.s) = vm.sign(STRANGER_KEY, digest);
    }
}
