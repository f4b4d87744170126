// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAttestations} from "../../../src/interfaces/IAttestations.sol";
import {IMarketErrors} from "../../../src/interfaces/IMarketErrors.sol";
import {LeaseLib} from "../../../src/libraries/LeaseLib.sol";
import {CreditStatement, LossStatement} from "../../../src/types/AttestationsTypes.sol";
import {LeaseTerms} from "../../../src/types/MarketTypes.sol";
import {AttestationsFixture} from "../../fixtures/AttestationsFixture.sol";

/// @dev Tests the effects of attested statements about leases, for few and for enough signers.
contract LeasesTest is AttestationsFixture {
    bytes32 private constant SUBJECT = "lease 1";

    // ── Credit ──────────────────────────────────────────────────────────────

    function test_CreditsUpToTheStatedTotalAndNoMoreWhenStatedAgain() external {
        _formSetOf(1); // one validator may credit
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 1_800);
        _credit(leaseId, terms, 300);
        assertEq(market.leaseSlot(leaseId).credit, 300, "credited");
        CreditStatement memory same = CreditStatement(address(market), leaseId, 300);
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_NothingToCredit.selector, 300, 300));
        attestations.applyCredit(SUBJECT, same, terms, new bytes32[](0));
        vm.warp(START + 3_600);
        _credit(leaseId, terms, 500);
        assertEq(market.leaseSlot(leaseId).credit, 500, "a total, not a sum");
    }

    function test_CreditedSecondsAreNotPaid() external {
        _formSetOf(1);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 3_600);
        _credit(leaseId, terms, 600);
        vm.warp(START + 7_200 + 1 hours);
        uint256 before = _balance(provider);
        market.close(leaseId, terms);
        uint256 pay = uint256(PRICE) * terms.gpus * (7_200 - 600);
        assertEq(_balance(provider) - before, pay - _feeUp(pay), "pay");
    }

    /// @dev Finding M5 of a review: one validator cannot take vested seconds, whether the provider claimed them or not.
    function test_FewSignersCreditOnlyTheLastHourOfWhatNobodyClaimed() external {
        _formSetOf(3);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 3_700);
        CreditStatement memory statement = CreditStatement(address(market), leaseId, 3_601);
        _attestByAll(SUBJECT, _leaf("Credit", abi.encode(statement)));
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CreditTooLarge.selector, 3_601, 3_600));
        attestations.applyCredit(SUBJECT, statement, terms, new bytes32[](0));
        uint256 before = _balance(provider);
        vm.warp(START + 7_200);
        _credit(leaseId, terms, 3_600);
        uint256 pay = uint256(PRICE) * terms.gpus * 3_600;
        assertEq(_balance(provider) - before, pay - _feeUp(pay), "what had vested is paid");
    }

    function test_FourSignersCreditAllThatNobodyClaimed() external {
        _formSetOf(4);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 7_000);
        _credit(leaseId, terms, 7_000);
        assertEq(market.leaseSlot(leaseId).credit, 7_000, "all of it");
    }

    function test_RevertWhen_TheCreditIsNotTheAttestedOne() external {
        _formSetOf(1);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 1_800);
        CreditStatement memory statement = CreditStatement(address(market), leaseId, 300);
        _attestByAll(SUBJECT, _leaf("Credit", abi.encode(statement)));
        statement.creditedSeconds += 1;
        bytes32 leaf = _leaf("Credit", abi.encode(statement));
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_LeafUnknown.selector, SUBJECT, leaf));
        attestations.applyCredit(SUBJECT, statement, terms, new bytes32[](0));
    }

    // ── Loss ────────────────────────────────────────────────────────────────

    function test_FourSignersEndALostLeaseWithCompensation() external {
        _formSetOf(4);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 3_000 + 120);
        uint256 bonded = vault.atRisk(provider, PROVIDER_PURPOSE);
        uint256 before = _balance(renter);
        _lose(leaseId, terms, START + 3_000);
        assertEq(_stateOf(leaseId), LeaseLib.STATE_ENDED, "ended");
        assertTrue(attestations.unreachableAt(node, START + 3_000), "recorded");
        uint256 compensation = uint256(PRICE) * 3_600 * terms.gpus;
        assertEq(bonded - vault.atRisk(provider, PROVIDER_PURPOSE), compensation, "out of the bond");
        uint256 pay = uint256(PRICE) * terms.gpus * 3_000;
        uint256 refund = _escrowOf(terms) - pay - _feeUp(pay);
        assertEq(_balance(renter) - before, refund + compensation, "refund and compensation");
    }

    function test_FewerSignersEndALostLeaseWithoutCompensation() external {
        _formSetOf(3);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 3_000 + 120);
        uint256 bonded = vault.atRisk(provider, PROVIDER_PURPOSE);
        _lose(leaseId, terms, START + 3_000);
        assertEq(_stateOf(leaseId), LeaseLib.STATE_ENDED, "ended");
        assertEq(vault.atRisk(provider, PROVIDER_PURPOSE), bonded, "the bond is whole");
        assertTrue(!attestations.unreachableAt(node, START + 3_000), "no record");
    }

    /// @dev Finding M5 of a review: one validator cannot end a lease more than an hour in the past.
    function test_FewSignersEndALostLeaseNoEarlierThanAnHourAgo() external {
        _formSetOf(3);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 7_000);
        _lose(leaseId, terms, START + 1_000);
        assertEq(market.leaseSlot(leaseId).endOffset, 3_400, "an hour ago");
    }

    function test_FourSignersEndALostLeaseWhereTheSilenceBegan() external {
        _formSetOf(4);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 7_000);
        _lose(leaseId, terms, START + 1_000);
        assertEq(market.leaseSlot(leaseId).endOffset, 1_000, "where it began");
    }

    /// @dev A provider that submits the signatures of the fastest three of four validators itself does not save the
    /// compensation: the statement waits until the fourth has signed too.
    function test_TheProviderCannotUseThreeSignaturesBeforeTheFourthIsGiven() external {
        _formSetOf(4);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 3_120);
        LossStatement memory loss = LossStatement(address(market), leaseId, uint40(START + 3_000));
        bytes32 root = _leaf("Loss", abi.encode(loss));
        vm.startPrank(provider);
        _attest(SUBJECT, root, 7);
        vm.expectRevert(
            abi.encodeWithSelector(IAttestations.Attestations_WaitsForFullPower.selector, START + 3_240, START + 3_120)
        );
        attestations.applyLoss(SUBJECT, loss, terms, new bytes32[](0));
        vm.stopPrank();
        uint256 bonded = vault.atRisk(provider, PROVIDER_PURPOSE);
        vm.warp(START + 3_125);
        _attest(SUBJECT, root, 15);
        attestations.applyLoss(SUBJECT, loss, terms, new bytes32[](0));
        assertEq(_stateOf(leaseId), LeaseLib.STATE_ENDED, "ended");
        uint256 compensation = uint256(PRICE) * 3_600 * terms.gpus;
        assertEq(bonded - vault.atRisk(provider, PROVIDER_PURPOSE), compensation, "out of the bond");
    }

    /// @dev A silent validator keeps nobody's money locked: three of four still end the lease, and cannot wait longer.
    function test_ThreeOfFourEndALostLeaseTwoMinutesLater() external {
        _formSetOf(4);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 3_120);
        LossStatement memory loss = LossStatement(address(market), leaseId, uint40(START + 3_000));
        bytes32 root = _leaf("Loss", abi.encode(loss));
        _attest(SUBJECT, root, 7);
        vm.warp(START + 3_200);
        (bool done,) = address(attestations).call(
            abi.encodeCall(IAttestations.attest, (SUBJECT, _epoch(), root, _proof(SUBJECT, _epoch(), root, 14)))
        );
        assertTrue(!done, "again without full power");
        vm.warp(START + 3_240);
        attestations.applyLoss(SUBJECT, loss, terms, new bytes32[](0));
        assertEq(_stateOf(leaseId), LeaseLib.STATE_ENDED, "ended");
        assertTrue(!attestations.unreachableAt(node, START + 3_000), "no record");
    }

    function test_TheProviderCannotTakeWhatFourSignersCreditWithThreeSignatures() external {
        _formSetOf(4);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 7_000);
        CreditStatement memory statement = CreditStatement(address(market), leaseId, 7_000);
        bytes32 root = _leaf("Credit", abi.encode(statement));
        _attest(SUBJECT, root, 7);
        vm.expectRevert(
            abi.encodeWithSelector(IAttestations.Attestations_WaitsForFullPower.selector, START + 7_120, START + 7_000)
        );
        attestations.applyCredit(SUBJECT, statement, terms, new bytes32[](0));
        _attest(SUBJECT, root, 15);
        attestations.applyCredit(SUBJECT, statement, terms, new bytes32[](0));
        assertEq(market.leaseSlot(leaseId).credit, 7_000, "all of it");
    }

    function test_RevertWhen_TheNodeWasSilentForLessThan120Seconds() external {
        _formSetOf(4);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 3_000 + 119);
        LossStatement memory loss = _attestLoss(leaseId, START + 3_000);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAttestations.Attestations_NotSilentLongEnough.selector, START + 3_120, START + 3_119
            )
        );
        attestations.applyLoss(SUBJECT, loss, terms, new bytes32[](0));
        vm.warp(START + 3_120);
        attestations.applyLoss(SUBJECT, loss, terms, new bytes32[](0));
    }

    function test_RevertWhen_TheLossIsNotTheAttestedOne() external {
        _formSetOf(4);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 200);
        LossStatement memory loss = _attestLoss(leaseId, START + 10);
        loss.since -= 1;
        bytes32 leaf = _leaf("Loss", abi.encode(loss));
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_LeafUnknown.selector, SUBJECT, leaf));
        attestations.applyLoss(SUBJECT, loss, terms, new bytes32[](0));
    }

    function test_ARootOfTheHourBeforeStillCounts() external {
        _formSetOf(4);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 200);
        LossStatement memory loss = _attestLoss(leaseId, START + 10);
        vm.warp(START + 2 hours - 1);
        attestations.applyLoss(SUBJECT, loss, terms, new bytes32[](0));
        assertEq(_stateOf(leaseId), LeaseLib.STATE_ENDED, "ended");
    }

    /// @dev A node that responds again must not lose its lease because of an old statement of validators.
    function test_RevertWhen_TheRootIsOlderThanTheLastHour() external {
        _formSetOf(4);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 200);
        LossStatement memory loss = _attestLoss(leaseId, START + 10);
        vm.warp(START + 2 hours);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAttestations.Attestations_StatementStale.selector, START / 3600, START / 3600 + 1
            )
        );
        attestations.applyLoss(SUBJECT, loss, terms, new bytes32[](0));
    }

    /// @dev A statement about one lease, applied with the terms of another lease, must not record an outage of the node
    /// in those terms.
    function test_RevertWhen_TheTermsAreAnotherLeases() external {
        _formSetOf(4);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 200);
        LossStatement memory loss = _attestLoss(leaseId, START + 10);
        terms.node = keccak256("another node");
        (bool done,) = address(attestations).call(
            abi.encodeCall(IAttestations.applyLoss, (SUBJECT, loss, terms, new bytes32[](0)))
        );
        assertTrue(!done && !attestations.unreachableAt(terms.node, START + 10), "nothing recorded");
    }

    function test_RevertWhen_TheMarketIsNoneOfOurs() external {
        _formSetOf(4);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 200);
        LossStatement memory loss = LossStatement(stranger, leaseId, uint40(START + 10));
        _attestByAll(SUBJECT, _leaf("Loss", abi.encode(loss)));
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_MarketUnknown.selector, stranger));
        attestations.applyLoss(SUBJECT, loss, terms, new bytes32[](0));
    }

    function _credit(uint256 leaseId, LeaseTerms memory terms, uint24 total) private {
        CreditStatement memory statement = CreditStatement(address(market), leaseId, total);
        _attestByAll(SUBJECT, _leaf("Credit", abi.encode(statement)));
        attestations.applyCredit(SUBJECT, statement, terms, new bytes32[](0));
    }

    function _lose(uint256 leaseId, LeaseTerms memory terms, uint256 since) private {
        attestations.applyLoss(SUBJECT, _attestLoss(leaseId, since), terms, new bytes32[](0));
    }

    function _attestLoss(uint256 leaseId, uint256 since) private returns (LossStatement memory loss) {
        loss = LossStatement(address(market), leaseId, uint40(since));
        _attestByAll(SUBJECT, _leaf("Loss", abi.encode(loss)));
    }
}
