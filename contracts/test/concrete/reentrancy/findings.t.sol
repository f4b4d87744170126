// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFindings} from "../../../src/interfaces/IFindings.sol";
import {Act} from "../../../src/types/FindingsTypes.sol";
import {FindingsFixture} from "../../fixtures/FindingsFixture.sol";
import {HostileSurplusToken} from "../../fixtures/HostileSurplusToken.sol";
import {Reentering} from "../../fixtures/Reentering.sol";

/// @dev Guards against known failure 17 (test/README.md): re-entry. Here the token in which bonds are paid calls back
/// into the contract.
contract FindingsReentrancyTest is FindingsFixture, Reentering {
    bytes private _file1;
    bytes private _decide1 = abi.encodeCall(IFindings.decide, (1));
    bytes private _lapse1 = abi.encodeCall(IFindings.lapse, (1));
    bytes private _payGrant1 = abi.encodeCall(IFindings.payGrant, (1e18));

    function setUp() public override {
        super.setUp();
        hostile = new HostileSurplusToken();
        findings = _createFindings(address(hostile));
        directory.set(FINDINGS, address(findings));
        hostile.mint(accuser, 1_000e18);
        vm.prank(accuser);
        hostile.approve(address(findings), type(uint256).max);
        _file1 = abi.encodeCall(IFindings.file, (facts, 0, Act.ClaimAboveReceipt, SETTLED, LOSS, _evidence(1)));
        _enter(address(findings));
        _wayBack(_file1);
        _wayBack(_decide1);
        _wayBack(_lapse1);
        _wayBack(_payGrant1);
        _wayBack(abi.encodeCall(IFindings.answer, (1, true, "")));
    }

    function test_NobodyEntersWhileAFindingIsFiledAnsweredAndDecided() external {
        bytes memory payGrant = _payGrant1;
        _moves(accuser, payGrant);
        _fileAndAnswer(3);
        bytes memory decide = _decide1;
        _moves(stranger, decide);
        // In this test, the PToken that the ledger burns is another token than the one in which bonds are paid. So the
        // grant of one token is not spent and remains in the contract.
        assertEq(hostile.balanceOf(accuser), 999e18 - 5 * MEMBER_PAY, "the bond without the pay, once");
        assertEq(hostile.balanceOf(address(findings)), 1e18, "only the grant is left");
    }

    function test_NobodyEntersWhileABondIsBurned() external {
        _fileAndAnswer(0);
        bytes memory decide = _decide1;
        _moves(stranger, decide);
        assertEq(hostile.balanceOf(address(findings)), 0, "burned, once");
    }

    function test_NobodyEntersWhileAFindingLapses() external {
        bytes memory file = _file1;
        _moves(accuser, file);
        vm.warp(findings.findingOf(1).lapsesAt);
        bytes memory lapse = _lapse1;
        _moves(stranger, lapse);
        assertEq(hostile.balanceOf(accuser), 1_000e18, "the bond, once");
    }

    function _fileAndAnswer(uint256 guilty) private {
        bytes memory file = _file1;
        _moves(accuser, file);
        address[] memory members = _drawFor(1);
        for (uint256 i = 0; i < 5; ++i) {
            bytes memory answer = abi.encodeCall(IFindings.answer, (1, i < guilty, ""));
            _moves(members[i], answer);
        }
    }
}
