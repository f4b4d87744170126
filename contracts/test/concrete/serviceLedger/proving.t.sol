// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IServiceLedgerErrors} from "../../../src/interfaces/IServiceLedgerErrors.sol";
import {IServiceLedgerEvents} from "../../../src/interfaces/IServiceLedgerEvents.sol";
import {IVoucherVerifier} from "../../../src/interfaces/IVoucherVerifier.sol";
import {Asset, ChannelFacts, Pot, SkipReason} from "../../../src/types/ServiceLedgerTypes.sol";
import {RowsProof, VerifyingKey} from "../../../src/types/VoucherVerifierTypes.sol";
import {ProvenFixture} from "../../fixtures/ProvenFixture.sol";

/// @dev Tests `settleProven` with proofs that are valid for the rows that they name. The tests of packages/proven show
/// for which rows the circuit lets a prover make one.
contract LedgerProvingTest is ProvenFixture {
    function setUp() public override {
        super.setUp();
        _fundChannel(_own(), 5e18);
    }

    // ── Settling ────────────────────────────────────────────────────────────

    /// @dev The same claims by vouchers, on channels of Ethereum keys, and by a proof leave the same amounts.
    function test_SettlesTheSameAsVouchersDo() external {
        ChannelFacts memory signed = _channel();
        _fundChannel(signed, 5e18);
        uint256 snapshot = vm.snapshotState();
        _settle(abi.encodePacked(_goodRow(2e18 + 1), _row(signed, CHANNEL_KEY, 1, 3e18, 3e18)));
        Pot memory ofPayee = ledger.potOf(payee, Asset.PToken);
        uint256 royalty = _free(modelOwner, Asset.PToken);
        vm.revertToState(snapshot);
        _settleProven(abi.encodePacked(_provenRow(_own(), 0, 7, 2e18 + 1), _provenRow(_own(), 1, 8, 3e18)));
        Pot memory proven = ledger.potOf(payee, Asset.PToken);
        assertEq(proven.free, ofPayee.free, "paid");
        assertEq(proven.fees, ofPayee.fees, "fee");
        assertEq(_free(modelOwner, Asset.PToken), royalty, "royalty");
        assertEq(_stateOf(_own()).settled, 2e18 + 1, "settled");
        assertEq(_stateOf(signed).settled, 0, "not the channel of the Ethereum key");
    }

    function test_ReportsEachSettledRow() external {
        bytes memory rows = _provenRow(_own(), 0, 7, 2e18);
        RowsProof memory proof = _proof(service, Asset.PToken, rows);
        bytes memory settled = abi.encodePacked(ledger.channelIdOf(_own()), uint96(2e18), uint32(7));
        vm.prank(operator);
        vm.expectEmit(true, true, true, true, address(ledger));
        emit IServiceLedgerEvents.Settled(service, Asset.PToken, settled, 1.7955e18, 0.1995e18, 0.005e18);
        ledger.settleProven(service, Asset.PToken, rows, proof, UNSIGNED);
    }

    function test_AnyoneSendsRowsThatTheOperatorSigned() external {
        bytes memory rows = _provenRow(_own(), 0, 7, 2e18);
        RowsProof memory proof = _proof(service, Asset.PToken, rows);
        bytes memory signature = _signed(OPERATOR_KEY, ledger.hashRows(service, Asset.PToken, keccak256(rows)));
        vm.prank(stranger);
        ledger.settleProven(service, Asset.PToken, rows, proof, signature);
        assertEq(_stateOf(_own()).settled, 2e18, "settled");
    }

    /// @dev A payer that leaves while a proof is made changes its serial. Only its own row is lost.
    function test_SkipsAStaleRowAndSettlesTheOthers() external {
        ChannelFacts memory other = _zkChannel(payer, address(0x2f), Asset.PToken);
        _fundChannel(other, 5e18);
        bytes memory rows = abi.encodePacked(_provenRow(other, 0, 7, 1e18), _provenRow(_own(), 0, 7, 2e18));
        _exitChannel(other);
        vm.warp(block.timestamp + LOCK);
        ledger.finish(other);
        _expectSkipped(rows, abi.encodePacked(uint16(0), uint8(SkipReason.SerialWrong)));
        assertEq(_stateOf(_own()).settled, 2e18, "the other row");
        assertEq(_stateOf(other).settled, 0, "the stale row");
    }

    function test_SkipsEachKindOfBadRow() external {
        _settleProven(_provenRow(_own(), 0, 7, 1e18));
        bytes memory rows = abi.encodePacked(
            _provenRow(_own(), 0, 7, 1e18),
            _provenRow(_own(), 0, 7, 5e18 + 1),
            _provenRow(_own(), 1, 7, 2e18),
            _provenRow(_zkChannel(payer, address(0), Asset.PToken), 0, 7, 1e18)
        );
        _expectSkipped(rows, hex"000002000103000201000305");
        assertEq(_stateOf(_own()).settled, 1e18, "nothing more");
    }

    /// @dev The circuit checks no signature for key 0. So such a channel holds no money, and a row of it settles nothing.
    function test_TheKeyZeroIsNeitherFundedNorSettled() external {
        ChannelFacts memory facts = _zkChannel(payer, address(0), Asset.PToken);
        vm.prank(payer);
        vm.expectRevert(IServiceLedgerErrors.ServiceLedger_KeyZero.selector);
        ledger.fund(facts, 0, 1e18, UNSIGNED);
        _expectSkipped(_provenRow(facts, 0, 1, 1), abi.encodePacked(uint16(0), uint8(SkipReason.SignatureWrong)));
    }

    /// @dev A proof with the secret of the setup is valid for any row. It reaches no channel of an Ethereum key.
    function test_AProvenRowReachesNoChannelOfAnEthereumKey() external {
        ChannelFacts memory signed = _channel();
        _fundChannel(signed, 5e18);
        _expectSkipped(
            _provenRow(signed, 0, 7, 2e18), abi.encodePacked(uint16(0), uint8(SkipReason.ClaimOverDeposit))
        );
        assertEq(_stateOf(signed).settled, 0, "not settled");
    }

    // ── Refusals ────────────────────────────────────────────────────────────

    function test_RevertWhen_TheProofIsOfOtherRows() external {
        bytes memory rows = _provenRow(_own(), 0, 7, 2e18);
        RowsProof memory proof = _proof(service, Asset.PToken, rows);
        _expectInvalid(service, Asset.PToken, _provenRow(_own(), 0, 7, 2e18 + 1), proof);
        _expectInvalid(service, Asset.PToken, _provenRow(_own(), 0, 6, 2e18), proof);
        _expectInvalid(service, Asset.PToken, abi.encodePacked(rows, rows), proof);
        _expectInvalid(service, Asset.PToken, "", proof);
        proof.rowsHash += 1;
        _expectInvalid(service, Asset.PToken, rows, proof);
    }

    function test_RevertWhen_TheProofIsOfAnotherAssetServiceChainOrLedger() external {
        bytes memory rows = _provenRow(_own(), 0, 7, 2e18);
        _expectInvalid(service, Asset.PToken, rows, _proof(service, Asset.G, rows));
        bytes20 second = _registerService(_facts("second"));
        _expectInvalid(service, Asset.PToken, rows, _proof(second, Asset.PToken, rows));
        vm.chainId(block.chainid + 1);
        RowsProof memory elsewhere = _proof(service, Asset.PToken, rows);
        vm.chainId(block.chainid - 1);
        _expectInvalid(service, Asset.PToken, rows, elsewhere);
        RowsProof memory here = _proof(service, Asset.PToken, rows);
        ledger = _createLedger();
        service = _registerService(_facts("first"));
        _expectInvalid(service, Asset.PToken, rows, here);
    }

    function test_RevertWhen_AnInputOrACoordinateIsNotReduced() external {
        bytes memory rows = _provenRow(_own(), 0, 7, 2e18);
        RowsProof memory proof = _proof(service, Asset.PToken, rows);
        proof.rowsHash += FIELD;
        _expectRevert(rows, proof, abi.encodeWithSelector(_inputInvalid(), 0, ROWS_HASH + FIELD));
        proof = _proof(service, Asset.PToken, rows);
        proof.a[1] += PRIME;
        _expectRevert(
            rows, proof, abi.encodeWithSelector(IVoucherVerifier.VoucherVerifier_PointInvalid.selector, proof.a[1])
        );
        proof = _proof(service, Asset.PToken, rows);
        proof.c[0] += PRIME;
        _expectRevert(rows, proof, abi.encodeWithSelector(_curveFailed(), 8));
    }

    function test_RevertWhen_APointIsNotOnItsCurve() external {
        bytes memory rows = _provenRow(_own(), 0, 7, 2e18);
        RowsProof memory proof = _proof(service, Asset.PToken, rows);
        proof.b[0] += 1;
        _expectRevert(rows, proof, abi.encodeWithSelector(_curveFailed(), 8));
    }

    /// @dev A call with too little gas must fail. If it said "not valid", a program that estimates gas would find the
    /// amount at which it says so.
    function test_RevertWhen_TheGasIsTooShort() external view {
        RowsProof memory proof = _proofOf(9, 8);
        uint256 used = gasleft();
        assertTrue(verifier.verify(9, 8, proof), "valid with enough gas");
        used -= gasleft();
        for (uint256 gasLimit = used / 20; gasLimit < used * 9 / 10; gasLimit += used / 40) {
            (bool isDone,) =
                address(verifier).staticcall{gas: gasLimit}(abi.encodeCall(IVoucherVerifier.verify, (9, 8, proof)));
            assertTrue(!isDone, "no answer with too little gas");
        }
    }

    function test_RevertWhen_NoVerifierIsNamed() external {
        bytes memory rows = _provenRow(_own(), 0, 7, 2e18);
        RowsProof memory proof = _proof(service, Asset.PToken, rows);
        directory.set("VoucherVerifier", address(0));
        _expectRevert(
            rows,
            proof,
            abi.encodeWithSelector(IServiceLedgerErrors.ServiceLedger_EntryMissing.selector, bytes32("VoucherVerifier"))
        );
    }

    function test_RevertWhen_ThePayerSettlesOrRowsAreCutOff() external {
        bytes memory rows = _provenRow(_own(), 0, 7, 2e18);
        RowsProof memory proof = _proof(service, Asset.PToken, rows);
        vm.prank(payer);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_RowsUnsigned.selector);
        ledger.settleProven(service, Asset.PToken, rows, proof, UNSIGNED);
        rows = abi.encodePacked(rows, bytes1(0));
        _expectRevert(
            rows, proof, abi.encodeWithSelector(IServiceLedgerErrors.ServiceLedger_RowsUneven.selector, 60, 59)
        );
    }

    // ── The verifier ────────────────────────────────────────────────────────

    function test_TheVerifierChecksEachInputAndNamesItsKey() external view {
        RowsProof memory proof = _proofOf(5, 6);
        assertTrue(verifier.verify(5, 6, proof), "valid");
        assertTrue(!verifier.verify(6, 6, proof), "another point");
        assertTrue(!verifier.verify(5, 7, proof), "another value");
        proof.rowsHash += 1;
        assertTrue(!verifier.verify(5, 6, proof), "another hash of the rows");
        proof = _proofOf(5, 6);
        proof.a = _times(78);
        assertTrue(!verifier.verify(5, 6, proof), "another A");
        proof = _proofOf(5, 6);
        proof.c = _times(78);
        assertTrue(!verifier.verify(5, 6, proof), "another C");
        assertTrue(verifier.keyHash() == keccak256(abi.encode(_verifyingKey())), "key");
    }

    function test_RevertWhen_AnInputOfTheVerifierIsNotReduced() external {
        RowsProof memory proof = _proofOf(5, 6);
        vm.expectRevert(abi.encodeWithSelector(_inputInvalid(), 2, 5 + FIELD));
        verifier.verify(5 + FIELD, 6, proof);
        vm.expectRevert(abi.encodeWithSelector(_inputInvalid(), 1, 6 + FIELD));
        verifier.verify(5, 6 + FIELD, proof);
    }

    // ── Helpers ─────────────────────────────────────────────────────────────

    function _own() private view returns (ChannelFacts memory) {
        return _zkChannel(payer, ZK_KEY, Asset.PToken);
    }

    function _inputInvalid() private pure returns (bytes4) {
        return IVoucherVerifier.VoucherVerifier_InputInvalid.selector;
    }

    function _curveFailed() private pure returns (bytes4) {
        return IVoucherVerifier.VoucherVerifier_CurveFailed.selector;
    }

    function _expectSkipped(bytes memory rows, bytes memory skipped) private {
        RowsProof memory proof = _proof(service, Asset.PToken, rows);
        vm.prank(operator);
        vm.expectEmit(true, true, true, true, address(ledger));
        emit IServiceLedgerEvents.RowsSkipped(service, Asset.PToken, skipped);
        ledger.settleProven(service, Asset.PToken, rows, proof, UNSIGNED);
    }

    function _expectInvalid(bytes20 id, Asset asset, bytes memory rows, RowsProof memory proof) private {
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IServiceLedgerErrors.ServiceLedger_ProofInvalid.selector, id));
        ledger.settleProven(id, asset, rows, proof, UNSIGNED);
    }

    function _expectRevert(bytes memory rows, RowsProof memory proof, bytes memory reason) private {
        vm.prank(operator);
        vm.expectRevert(reason);
        ledger.settleProven(service, Asset.PToken, rows, proof, UNSIGNED);
    }
}
