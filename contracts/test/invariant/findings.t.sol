// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Campaign} from "./Campaign.sol";
import {FindingHandler} from "./handlers/FindingHandler.sol";

/// @dev Checks the contract of findings: its money is conserved, each finding ends, no accuser gets more than the rules
/// give, and an absence costs a member one fine.
contract FindingInvariants is Campaign {
    FindingHandler private handler;

    function setUp() external {
        handler = new FindingHandler();
    }

    /// @notice Checks all these properties in one campaign, because separate campaigns would try the same calls again.
    /// hardhat-config: invariant.runs = 2
    /// hardhat-config: invariant.depth = 200
    /// hardhat-config: long.invariant.runs = 50
    /// hardhat-config: long.invariant.depth = 500
    function invariant_14_TheMoneyOfFindingsIsConservedAndNoAccuserGainsByThem() external view {
        _check();
    }

    /// @dev Checks that the handler reaches every end of a finding. If it did not, the invariants would test too
    /// little.
    function test_TheHandlerReachesEveryEnd() external {
        _play("findings", 1_200);
        uint256 missing = 0;
        for (uint256 kind = 0; kind < handler.KINDS(); ++kind) {
            if (handler.done(kind) == 0) missing |= 1 << kind;
        }
        assertEq(missing, 0, "bits of what never happened");
    }

    function _handlerAddress() internal view override returns (address) {
        return address(handler);
    }

    function _check() internal view override {
        string memory broken = handler.broken();
        assertTrue(bytes(broken).length == 0, broken);
        assertEq(handler.held(), handler.owed(), "the contract holds exactly bonds and grant");
        assertEq(handler.grantHeld(), handler.grantDue(), "the grant is what the rules left in it");
        assertAtMost(handler.grantSpent(), handler.burnedOfServices(), "the grant paid at most what verdicts burned");
    }

    function _selectors() internal pure override returns (bytes4[] memory selectors) {
        selectors = new bytes4[](14);
        selectors[0] = FindingHandler.pass.selector;
        selectors[1] = FindingHandler.fileOne.selector;
        selectors[2] = FindingHandler.drawSome.selector;
        selectors[3] = FindingHandler.answerSome.selector;
        selectors[4] = FindingHandler.decideOne.selector;
        selectors[5] = FindingHandler.lapseOne.selector;
        selectors[6] = FindingHandler.payIntoTheGrant.selector;
        selectors[7] = FindingHandler.moveBond.selector;
        selectors[8] = FindingHandler.rename.selector;
        selectors[9] = FindingHandler.closeFirst.selector;
        selectors[10] = FindingHandler.rejoin.selector;
        // Findings (accusations) are filed more often than they end, so that several are open at once.
        selectors[11] = FindingHandler.fileOne.selector;
        selectors[12] = FindingHandler.fileOne.selector;
        selectors[13] = FindingHandler.endAll.selector;
    }
}
