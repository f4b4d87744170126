// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDirectory} from "../../../src/interfaces/IDirectory.sol";
import {KeyKind} from "../../../src/types/DirectoryTypes.sol";
import {GovernanceFixture} from "../../fixtures/GovernanceFixture.sol";

/// @dev Tests the keys of a Directory after the hand-over: the timelock owns it, `operator` changes keys, `guardian`
/// holds the veto.
contract DirectoryKeysTest is GovernanceFixture {
    address private operator = address(0x0FE2);
    address private engine = address(0xE1);
    address private spare = address(0xE2);
    bytes32 private constant HOST = bytes32(uint256(0xA));

    function setUp() public override {
        super.setUp();
        vm.prank(address(timelock));
        directory.setOperator(operator);
    }

    function test_KeysNeedNoWaitUntilTheDeployerHandsOver() external {
        IDirectory fresh = IDirectory(_create("Directory", abi.encode(address(this), uint16(25))));
        assertTrue(!fresh.handedOver() && directory.handedOver(), "handed over");
        fresh.setEngine(engine, true);
        fresh.setReceiptKey(engine);
        fresh.setGatewayHostKey(HOST);
        fresh.announceKey(KeyKind.Engine, _key(spare));
        assertEq(fresh.keyWorksFrom(KeyKind.Engine, _key(spare)), block.timestamp, "a spare of the first day works at once");
    }

    function test_RevertWhen_ANewKeyHasNotWaited48Hours() external {
        vm.startPrank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(IDirectory.Directory_KeyNotAnnounced.selector, KeyKind.Engine, _key(engine))
        );
        directory.setEngine(engine, true);
        vm.expectEmit(true, true, true, true, address(directory));
        emit IDirectory.KeyAnnounced(KeyKind.Engine, _key(engine), uint40(START + 48 hours));
        directory.announceKey(KeyKind.Engine, _key(engine));
        directory.announceKey(KeyKind.Receipt, _key(engine));
        directory.announceKey(KeyKind.GatewayHost, HOST);
        vm.warp(START + 48 hours - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IDirectory.Directory_KeyWaits.selector, KeyKind.Engine, _key(engine), START + 48 hours)
        );
        directory.setEngine(engine, true);
        vm.expectRevert(
            abi.encodeWithSelector(IDirectory.Directory_KeyWaits.selector, KeyKind.Receipt, _key(engine), START + 48 hours)
        );
        directory.setReceiptKey(engine);
        vm.expectRevert(
            abi.encodeWithSelector(IDirectory.Directory_KeyWaits.selector, KeyKind.GatewayHost, HOST, START + 48 hours)
        );
        directory.setGatewayHostKey(HOST);
        vm.warp(START + 48 hours);
        directory.setEngine(engine, true);
        directory.setReceiptKey(engine);
        directory.setGatewayHostKey(HOST);
        vm.stopPrank();
        assertTrue(directory.engines(engine), "engine");
        assertTrue(directory.receiptKey() == engine && directory.gatewayHostKey() == HOST, "keys");
    }

    function test_RevertWhen_AVoteSetsAKeyThatNobodyAnnounced() external {
        vm.prank(address(timelock));
        vm.expectPartialRevert(IDirectory.Directory_KeyNotAnnounced.selector);
        directory.setEngine(engine, true);
    }

    /// @dev A stolen engine key can be replaced at once by a spare key that was announced before. The market need not
    /// stop for 48 h.
    function test_ASpareThatHasWaitedIsSwitchedOnAtOnce() external {
        _announceAndList(engine);
        vm.startPrank(operator);
        directory.announceKey(KeyKind.Engine, _key(spare));
        vm.warp(block.timestamp + 300 days);
        directory.setEngine(engine, false);
        directory.setEngine(spare, true);
        assertTrue(!directory.engines(engine) && directory.engines(spare), "switched");
        vm.expectPartialRevert(IDirectory.Directory_KeyNotAnnounced.selector);
        directory.setEngine(engine, true); // a stolen key cannot return immediately
        vm.stopPrank();
    }

    function test_OperatorAndVoteRemoveAKeyAtOnce() external {
        _announceAndList(engine);
        vm.prank(address(timelock));
        directory.setEngine(engine, false);
        assertTrue(!directory.engines(engine), "by a vote");
        vm.startPrank(operator);
        directory.setEngine(spare, false); // this key was never listed
        directory.announceKey(KeyKind.Receipt, _key(engine));
        vm.warp(block.timestamp + 48 hours);
        directory.setReceiptKey(engine);
        directory.setReceiptKey(address(0));
        directory.setGatewayHostKey(0);
        vm.expectPartialRevert(IDirectory.Directory_KeyNotAnnounced.selector);
        directory.setReceiptKey(engine);
        vm.stopPrank();
        assertTrue(directory.receiptKey() == address(0), "no key");
    }

    /// @dev The operator's key is stolen: the thief announces a key, and the veto has 48 h to cancel it.
    function test_TheVetoCancelsAKeyThatWaits() external {
        vm.prank(operator);
        directory.announceKey(KeyKind.GatewayHost, HOST);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IDirectory.Directory_CallerNotOperator.selector, stranger, operator));
        directory.cancelKey(KeyKind.GatewayHost, HOST);
        vm.warp(START + 48 hours - 1);
        vm.expectEmit(true, true, true, true, address(directory));
        emit IDirectory.KeyForgotten(KeyKind.GatewayHost, HOST, guardian);
        vm.prank(guardian);
        directory.cancelKey(KeyKind.GatewayHost, HOST);
        vm.warp(START + 48 hours);
        vm.prank(operator);
        vm.expectPartialRevert(IDirectory.Directory_KeyNotAnnounced.selector);
        directory.setGatewayHostKey(HOST);
    }

    /// @dev If the veto's key is stolen, the thief cannot cancel spare keys whose wait is over.
    function test_RevertWhen_TheVetoCancelsASpareThatHasWaited() external {
        vm.prank(operator);
        directory.announceKey(KeyKind.Engine, _key(spare));
        vm.warp(START + 48 hours);
        vm.prank(guardian);
        vm.expectPartialRevert(IDirectory.Directory_CallerNotOperator.selector);
        directory.cancelKey(KeyKind.Engine, _key(spare));
        vm.prank(operator);
        directory.cancelKey(KeyKind.Engine, _key(spare));
        assertEq(directory.keyWorksFrom(KeyKind.Engine, _key(spare)), 0, "the operator may");
    }

    function test_RevertWhen_AKeyIsAnnouncedTwiceOrForNothing() external {
        vm.startPrank(operator);
        directory.announceKey(KeyKind.Engine, _key(spare));
        vm.expectRevert(
            abi.encodeWithSelector(IDirectory.Directory_KeyAnnounced.selector, KeyKind.Engine, _key(spare))
        );
        directory.announceKey(KeyKind.Engine, _key(spare));
        vm.expectRevert(abi.encodeWithSelector(IDirectory.Directory_KeyZero.selector, KeyKind.Receipt));
        directory.announceKey(KeyKind.Receipt, 0);
        vm.expectPartialRevert(IDirectory.Directory_KeyNotAnnounced.selector);
        directory.cancelKey(KeyKind.Receipt, _key(spare));
        vm.stopPrank();
        vm.prank(stranger);
        vm.expectPartialRevert(IDirectory.Directory_CallerNotOperator.selector);
        directory.announceKey(KeyKind.Engine, _key(stranger));
    }

    function _announceAndList(address account) private {
        vm.startPrank(operator);
        directory.announceKey(KeyKind.Engine, _key(account));
        vm.warp(block.timestamp + 48 hours);
        directory.setEngine(account, true);
        vm.stopPrank();
    }

    function _key(address account) private pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }
}
