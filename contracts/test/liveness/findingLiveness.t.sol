// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Act, FindingState} from "../../src/types/FindingsTypes.sol";
import {FindingsFixture} from "../fixtures/FindingsFixture.sol";

/// @title No account can block a call of the contract of findings (accusations against AI services) with refundable
/// money or with gas
contract FindingLivenessTest is FindingsFixture {
    /// @dev A friend of the service files ten accusations about the same act first, in the same second. A later
    /// accusation must still be judged.
    function test_NobodyKeepsAnAccuserFromFiling() external {
        _mintPToken(stranger, 500e18);
        vm.prank(stranger);
        ptoken.approve(address(findings), type(uint256).max);
        bytes32[] memory evidence = _evidence(1);
        for (uint256 i = 0; i < 10; ++i) {
            vm.prank(stranger);
            findings.file(facts, 0, Act.ClaimAboveReceipt, SETTLED, LOSS, evidence);
        }
        uint256 id = _file();
        _judge(id, 3, 0);
        _checkState(id, FindingState.Guilty);
    }

    /// @dev The payee of the accused service removes everything that it controls: operator, terms and bond.
    function test_NobodyKeepsAFindingFromBeingDecided() external {
        uint256 id = _file();
        vm.startPrank(payee);
        ledger.setOperator(service, stranger);
        ledger.setTerms(service, "{}");
        ledger.unbond(service);
        vm.stopPrank();
        // A stranger calls `Panels.draw`, which selects the members, in the last second before the finding can lapse.
        _makeSeed();
        vm.warp(findings.findingOf(id).lapsesAt - 1);
        _makeSeed();
        vm.prank(stranger);
        address[] memory members = panels.draw(findings.findingOf(id).panelId);
        (bool lapsed,) = address(findings).call(abi.encodeCall(findings.lapse, (id)));
        assertTrue(!lapsed, "a finding with a panel does not lapse");
        for (uint256 i = 0; i < 3; ++i) {
            _answer(id, members[i], true);
        }
        // Members that stay silent do not keep the others from a verdict, and a stranger may close the panel first.
        vm.warp(panels.panelOf(findings.findingOf(id).panelId).answerUntil);
        uint256 panelId = findings.findingOf(id).panelId;
        vm.prank(stranger);
        panels.close(panelId);
        vm.prank(stranger);
        findings.decide(id);
        _checkState(id, FindingState.Guilty);
        assertEq(ledger.serviceOf(service).bond, SERVICE_BOND / 2, "half of the bond, although it was leaving");
    }

    /// @dev All members leave the list, so that no panel can be selected, and the Directory no longer names the
    /// contract. The accuser must still get the whole bond back.
    function test_NobodyKeepsAnAccusersBondHere() external {
        uint256 before = ptoken.balanceOf(accuser);
        uint256 id = _file();
        for (uint256 i = 0; i < 5; ++i) {
            vm.prank(_reviewer(i));
            panels.resign(FINDINGS);
        }
        vm.warp(findings.findingOf(id).lapsesAt);
        directory.set(FINDINGS, address(0xDEAD));
        vm.prank(stranger);
        findings.lapse(id);
        assertEq(ptoken.balanceOf(accuser), before, "all of it");
    }
}
