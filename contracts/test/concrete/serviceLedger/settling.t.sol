// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IServiceLedger} from "../../../src/interfaces/IServiceLedger.sol";
import {IServiceLedgerErrors} from "../../../src/interfaces/IServiceLedgerErrors.sol";
import {IServiceLedgerEvents} from "../../../src/interfaces/IServiceLedgerEvents.sol";
import {Asset, ChannelFacts, SkipReason} from "../../../src/types/ServiceLedgerTypes.sol";
import {LedgerFixture} from "../../fixtures/LedgerFixture.sol";

/// @dev Tests step 5 of the service ledger's state machine (docs/contracts.md): a service settles its claims.
contract LedgerSettlingTest is LedgerFixture {
    uint256 private constant ROUTER_KEY = uint256(keccak256("ledger router"));

    function setUp() public override {
        super.setUp();
        _fundChannel(_channel(), 5e18);
    }

    // ── Vouchers ────────────────────────────────────────────────────────────

    function test_SettlesAClaimOnceAndSharesIt() external {
        bytes memory rows = _goodRow(2e18);
        bytes memory settled = abi.encodePacked(ledger.channelIdOf(_channel()), uint96(2e18), uint32(7));
        vm.prank(operator);
        vm.expectEmit(true, true, true, true, address(ledger));
        emit IServiceLedgerEvents.Settled(service, Asset.PToken, settled, 1.7955e18, 0.1995e18, 0.005e18);
        ledger.settle(service, Asset.PToken, rows, UNSIGNED);
        _checkShares(2e18);
        _expectSkipped(rows, SkipReason.NothingNew);
        _checkShares(2e18);
    }

    /// @dev The ledger calculates fee and royalty from the sum of all claims so far, and charges the increase. So many
    /// small claims cost the same as one large claim.
    function test_ManySmallClaimsCostWhatOneCosts() external {
        for (uint96 claim = 1; claim < 20; ++claim) {
            _settle(_goodRow(claim * 333));
        }
        uint256 fee = ledger.potOf(payee, Asset.PToken).fees;
        assertEq(fee, 16, "the fee of 6327, rounded up");
        assertEq(_free(modelOwner, Asset.PToken), 631, "a tenth of 6311, rounded down");
    }

    function test_SettlesWhileTheChannelExits() external {
        _exitChannel(_channel());
        _settle(_goodRow(2e18));
        _checkShares(2e18);
    }

    function test_SettlesAVoucherOfAnEarlierCeilingBelowALaterClaim() external {
        _settle(_row(_channel(), CHANNEL_KEY, 0, 3e18, 1e18));
        _settle(_row(_channel(), CHANNEL_KEY, 0, 3e18, 2e18));
        _checkShares(2e18);
    }

    function test_SkipsAndReportsEachKindOfBadRow() external {
        _expectSkipped(_row(_channel(), CHANNEL_KEY, 1, 2e18, 2e18), SkipReason.SerialWrong);
        _expectSkipped(_row(_channel(), CHANNEL_KEY, 0, 2e18, 0), SkipReason.NothingNew);
        _expectSkipped(_row(_channel(), CHANNEL_KEY, 0, 6e18, 5e18 + 1), SkipReason.ClaimOverDeposit);
        _expectSkipped(_row(_channel(), CHANNEL_KEY, 0, 2e18, 2e18 + 1), SkipReason.ClaimOverSpent);
        _expectSkipped(_row(_channel(), STRANGER_KEY, 0, 2e18, 2e18), SkipReason.SignatureWrong);
        // A payment channel with the key 0 cannot be funded, so there is nothing to claim.
        ChannelFacts memory facts = _channelOf(payer, address(0), Asset.PToken);
        _expectSkipped(_row(facts, CHANNEL_KEY, 0, 1, 1), SkipReason.ClaimOverDeposit);
        // If one bit of a voucher's signature is flipped, the recovered signer is another address.
        bytes memory row = _goodRow(2e18);
        row[80] ^= 0x01;
        _expectSkipped(row, SkipReason.SignatureWrong);
        assertEq(_stateOf(_channel()).settled, 0, "nothing settled");
    }

    function test_SettlesTheGoodRowsAmongBadOnes() external {
        bytes memory rows = "";
        uint256 bad = 0;
        for (uint256 i = 0; i < 50; ++i) {
            ChannelFacts memory facts = _channelOf(payer, vm.addr(1_000 + i), Asset.PToken);
            _fundChannel(facts, 1e18);
            bool isBad = i % 5 == 2;
            if (isBad) ++bad;
            rows = abi.encodePacked(rows, _row(facts, isBad ? STRANGER_KEY : 1_000 + i, 0, 1e18, 1e18));
        }
        _settle(rows);
        assertEq(bad, 10, "ten bad rows");
        assertEq(ledger.potOf(payee, Asset.PToken).fees, 40 * 0.0025e18, "forty are settled");
        assertEq(_stateOf(_channelOf(payer, vm.addr(1_002), Asset.PToken)).settled, 0, "a bad one");
        assertEq(_stateOf(_channelOf(payer, vm.addr(1_049), Asset.PToken)).settled, 1e18, "the last");
    }

    function test_AnyoneSendsRowsThatTheOperatorOrThePayeeSigned() external {
        bytes memory rows = _goodRow(1e18);
        bytes32 digest = ledger.hashRows(service, Asset.PToken, keccak256(rows));
        vm.prank(stranger);
        ledger.settle(service, Asset.PToken, rows, _signed(OPERATOR_KEY, digest));
        rows = _goodRow(2e18);
        digest = ledger.hashRows(service, Asset.PToken, keccak256(rows));
        vm.prank(stranger);
        ledger.settle(service, Asset.PToken, rows, _signed(PAYEE_KEY, digest));
        _checkShares(2e18);
    }

    /// @dev Only the service may settle a voucher (a signed limit of the payer's costs). If the payer could, it could
    /// settle the whole limit, above what it owes, and accuse the service of claiming too much.
    function test_RevertWhen_ThePayerSettlesItsOwnCeiling() external {
        bytes memory rows = _goodRow(2e18);
        bytes32 digest = ledger.hashRows(service, Asset.PToken, keccak256(rows));
        bytes memory own = _signed(PAYER_KEY, digest);
        vm.startPrank(payer);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_RowsUnsigned.selector);
        ledger.settle(service, Asset.PToken, rows, UNSIGNED);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_RowsUnsigned.selector);
        ledger.settle(service, Asset.PToken, rows, own);
        vm.stopPrank();
    }

    /// @dev The payer sends the rows that the operator signed, and a row with its own ceiling directly behind them.
    function test_ARowBehindTheSignedRowsSettlesNothing() external {
        bytes memory rows = _goodRow(1e18);
        ChannelFacts memory second = _channelOf(payer, vm.addr(1_000), Asset.PToken);
        _fundChannel(second, 1e18);
        bytes memory behind = _row(second, 1_000, 0, 1e18, 1e18);
        bytes memory signature = _signed(OPERATOR_KEY, ledger.hashRows(service, Asset.PToken, keccak256(rows)));
        bytes memory head = abi.encode(service, Asset.PToken, 0x100, 0x80);
        _sendWithRowsLast(abi.encodePacked(IServiceLedger.settle.selector, head, _tail(signature)), rows, behind);
        assertEq(_stateOf(_channel()).settled, 1e18, "the signed row");
        assertEq(_stateOf(second).settled, 0, "the row behind");
    }

    function test_ARowBehindASignedListSettlesNothing() external {
        _list(1e18);
        bytes memory rows = abi.encodePacked(payer, uint24(0), uint32(1), uint96(1e18));
        bytes memory behind = abi.encodePacked(stranger, uint24(0), uint32(2), uint96(1e18));
        bytes memory ofKey = _signed(ROUTER_KEY, ledger.hashList(service, Asset.PToken, keccak256(rows)));
        bytes memory signature = _signed(OPERATOR_KEY, ledger.hashRows(service, Asset.PToken, keccak256(rows)));
        bytes memory head = abi.encode(service, Asset.PToken, vm.addr(ROUTER_KEY), 0x1c0, 0xc0, 0x140);
        bytes memory call = abi.encodePacked(IServiceLedger.settleList.selector, head, _tail(ofKey), _tail(signature));
        _sendWithRowsLast(call, rows, behind);
        assertEq(_stateOf(_ofRouter(payer)).settled, 1e18, "the signed row");
        assertEq(_stateOf(_ofRouter(stranger)).settled, 0, "the row behind");
    }

    function test_RevertWhen_RowsAreCutOffOrTheServiceIsUnknown() external {
        bytes memory rows = abi.encodePacked(_goodRow(2e18), bytes1(0));
        vm.startPrank(operator);
        vm.expectRevert(abi.encodeWithSelector(IServiceLedgerErrors.ServiceLedger_RowsUneven.selector, 168, 167));
        ledger.settle(service, Asset.PToken, rows, UNSIGNED);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_ServiceUnknown.selector);
        ledger.settle(bytes20(uint160(7)), Asset.PToken, "", UNSIGNED);
        vm.stopPrank();
    }

    // ── Replays ─────────────────────────────────────────────────────────────

    function test_AVoucherOfAnEarlierSerialSettlesNothing() external {
        bytes memory rows = _goodRow(2e18);
        _exitChannel(_channel());
        vm.warp(block.timestamp + LOCK);
        ledger.finish(_channel());
        _fundChannel(_channel(), 5e18);
        _expectSkipped(rows, SkipReason.SerialWrong);
    }

    function test_AVoucherSettlesForNoOtherServiceAssetPayerChainOrLedger() external {
        bytes memory row = _goodRow(2e18);
        ChannelFacts memory ofG = _channelOf(payer, key, Asset.G);
        _fundChannel(ofG, 5e18);
        vm.prank(operator);
        ledger.settle(service, Asset.G, row, UNSIGNED);
        assertEq(_stateOf(ofG).settled, 0, "not in G");

        bytes20 second = _registerService(_facts("second"));
        ChannelFacts memory toSecond = _channel();
        toSecond.service = second;
        _fundChannel(toSecond, 5e18);
        vm.prank(operator);
        ledger.settle(second, Asset.PToken, row, UNSIGNED);
        assertEq(_stateOf(toSecond).settled, 0, "not for another service");

        _fillPot(stranger, 5e18);
        ChannelFacts memory ofStranger = _channelOf(stranger, key, Asset.PToken);
        _fundChannel(ofStranger, 5e18);
        bytes memory other = row;
        bytes20 from = bytes20(stranger);
        for (uint256 i = 0; i < 20; ++i) {
            other[i] = from[i];
        }
        _expectSkipped(other, SkipReason.SignatureWrong);

        row = _goodRow(2e18);
        vm.chainId(block.chainid + 1);
        _expectSkipped(row, SkipReason.SignatureWrong);
        vm.chainId(block.chainid - 1);
        _settle(row);
        assertEq(_stateOf(_channel()).settled, 2e18, "here it settles");
    }

    // ── Lists ───────────────────────────────────────────────────────────────

    function test_SettlesRowsOfOneKeyByOneSignature() external {
        (bytes memory rows, bytes memory keySignature) = _list(1e18);
        vm.prank(operator);
        ledger.settleList(service, Asset.PToken, vm.addr(ROUTER_KEY), rows, keySignature, UNSIGNED);
        assertEq(_stateOf(_ofRouter(payer)).settled, 1e18, "the first payer");
        assertEq(_stateOf(_ofRouter(stranger)).settled, 1e18, "the second payer");
        assertEq(ledger.potOf(payee, Asset.PToken).fees, 0.005e18, "two fees");
    }

    function test_RevertWhen_AListIsSignedByItsKeyAloneOrByAnotherKey() external {
        (bytes memory rows, bytes memory keySignature) = _list(1e18);
        address router = vm.addr(ROUTER_KEY);
        vm.prank(router);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_RowsUnsigned.selector);
        ledger.settleList(service, Asset.PToken, router, rows, keySignature, UNSIGNED);
        // The payee signs rows as one EIP-712 type (`Rows`), and a key signs a list as another (`List`). So the
        // payee's signature does not count as the key's.
        bytes memory ofPayee = _signed(PAYEE_KEY, ledger.hashRows(service, Asset.PToken, keccak256(rows)));
        vm.startPrank(operator);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_RowsUnsigned.selector);
        ledger.settleList(service, Asset.PToken, payee, rows, ofPayee, UNSIGNED);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_RowsUnsigned.selector);
        ledger.settleList(service, Asset.PToken, key, rows, keySignature, UNSIGNED);
        vm.expectPartialRevert(IServiceLedgerErrors.ServiceLedger_RowsUnsigned.selector);
        ledger.settleList(service, Asset.PToken, address(0), rows, "", UNSIGNED);
        vm.stopPrank();
    }

    function test_SkipsRowsOfAListOverTheirDepositOrSettledBefore() external {
        (bytes memory rows, bytes memory keySignature) = _list(1e18);
        vm.startPrank(operator);
        ledger.settleList(service, Asset.PToken, vm.addr(ROUTER_KEY), rows, keySignature, UNSIGNED);
        ledger.settleList(service, Asset.PToken, vm.addr(ROUTER_KEY), rows, keySignature, UNSIGNED);
        vm.stopPrank();
        (rows, keySignature) = _list(1e18 + 1);
        vm.prank(operator);
        vm.expectEmit(true, true, true, true, address(ledger));
        emit IServiceLedgerEvents.RowsSkipped(service, Asset.PToken, hex"000003000103");
        ledger.settleList(service, Asset.PToken, vm.addr(ROUTER_KEY), rows, keySignature, UNSIGNED);
        assertEq(ledger.potOf(payee, Asset.PToken).fees, 0.005e18, "settled once");
    }

    // ── Helpers ─────────────────────────────────────────────────────────────

    function _ofRouter(address from) private view returns (ChannelFacts memory) {
        return _channelOf(from, vm.addr(ROUTER_KEY), Asset.PToken);
    }

    /// @dev Returns a list with two rows, for the channels of two payers that have the same key. Each channel is funded
    /// with 1 PToken.
    function _list(uint96 claim) private returns (bytes memory rows, bytes memory keySignature) {
        if (_stateOf(_ofRouter(payer)).deposited == 0) {
            _fillPot(stranger, 1e18);
            _fundChannel(_ofRouter(payer), 1e18);
            _fundChannel(_ofRouter(stranger), 1e18);
        }
        rows = abi.encodePacked(
            abi.encodePacked(payer, uint24(0), uint32(1), claim), abi.encodePacked(stranger, uint24(0), uint32(2), claim)
        );
        keySignature = _signed(ROUTER_KEY, ledger.hashList(service, Asset.PToken, keccak256(rows)));
    }

    /// @dev Returns a signature of 65 bytes as calldata has it.
    function _tail(bytes memory signature) private pure returns (bytes memory) {
        return abi.encodePacked(signature.length, signature, bytes31(0));
    }

    /// @dev Sends a call whose last part is `rows`, with more bytes behind them.
    function _sendWithRowsLast(bytes memory call, bytes memory rows, bytes memory behind) private {
        vm.prank(payer);
        (bool isDone,) = address(ledger).call(abi.encodePacked(call, rows.length, rows, behind));
        assertTrue(isDone, "accepted");
    }

    function _expectSkipped(bytes memory row, SkipReason reason) private {
        vm.prank(operator);
        vm.expectEmit(true, true, true, true, address(ledger));
        emit IServiceLedgerEvents.RowsSkipped(service, Asset.PToken, abi.encodePacked(uint16(0), uint8(reason)));
        ledger.settle(service, Asset.PToken, row, UNSIGNED);
    }

    /// @dev Checks how much fee, royalty and pay result from one channel that settled `claim`, a multiple of 4,000.
    function _checkShares(uint256 claim) private view {
        uint256 fee = claim * 25 / 10_000;
        uint256 royalty = (claim - fee) / 10;
        assertEq(_stateOf(_channel()).settled, claim, "settled");
        assertEq(ledger.potOf(payee, Asset.PToken).fees, fee, "fee");
        assertEq(_free(modelOwner, Asset.PToken), royalty, "royalty");
        assertEq(_free(payee, Asset.PToken), POT + claim - fee - royalty, "the payee's");
    }
}
