// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Assertions} from "../fixtures/Assertions.sol";
import {FindingHandler} from "./handlers/FindingHandler.sol";

/// @dev Checks the contract of findings: its money is conserved, each finding ends, no accuser gets more than the rules
/// give, and an absence costs a member one fine.
contract FindingInvariants is Assertions {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    uint256 private constant ACTIONS = 14;

    FindingHandler private handler;

    function setUp() external {
        handler = new FindingHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](ACTIONS);
        for (uint256 i = 0; i < ACTIONS; ++i) {
            selectors[i] = _actionAt(i);
        }
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), selectors);
    }

    /// @notice Checks all of them in one campaign, because separate campaigns would try the same calls again.
    /// hardhat-config: invariant.runs = 2
    /// hardhat-config: invariant.depth = 200
    /// hardhat-config: long.invariant.runs = 50
    /// hardhat-config: long.invariant.depth = 500
    function invariant_14_TheMoneyOfFindingsIsConservedAndNoAccuserGainsByThem() external view {
        _check();
    }

    /// @dev Guards against a handler that reaches too few states.
    function test_TheHandlerReachesEveryEnd() external {
        for (uint256 seed = 1; seed <= 1_200; ++seed) {
            uint256 word = uint256(keccak256(abi.encode("findings", seed)));
            (bool done,) = address(handler).call(abi.encodeWithSelector(_actionAt(word % ACTIONS), word / ACTIONS));
            assertTrue(done, "no call of the handler reverts");
            if (seed % 50 == 0) _check();
        }
        uint256 missing = 0;
        for (uint256 kind = 0; kind < handler.KINDS(); ++kind) {
            if (handler.done(kind) == 0) missing |= 1 << kind;
        }
        assertEq(missing, 0, "bits of what never happened");
    }

    function _check() private view {
        string memory broken = handler.broken();
        assertTrue(bytes(broken).length == 0, broken);
        assertEq(handler.held(), handler.owed(), "the contract holds exactly bonds and grant");
        assertEq(handler.grantHeld(), handler.grantDue(), "the grant is what the rules left in it");
        assertAtMost(handler.grantSpent(), handler.burnedOfServices(), "the grant paid at most what verdicts burned");
    }

    function _actionAt(uint256 i) private pure returns (bytes4) {
        if (i == 0) return FindingHandler.pass.selector;
        if (i == 1) return FindingHandler.fileOne.selector;
        if (i == 2) return FindingHandler.drawSome.selector;
        if (i == 3) return FindingHandler.answerSome.selector;
        if (i == 4) return FindingHandler.decideOne.selector;
        if (i == 5) return FindingHandler.lapseOne.selector;
        if (i == 6) return FindingHandler.payIntoTheGrant.selector;
        if (i == 7) return FindingHandler.moveBond.selector;
        if (i == 8) return FindingHandler.rename.selector;
        if (i == 9) return FindingHandler.closeFirst.selector;
        if (i == 10) return FindingHandler.rejoin.selector;
        // Findings are more frequent than their ends, so that several are open at once.
        if (i == 11 || i == 12) return FindingHandler.fileOne.selector;
        return FindingHandler.endAll.selector;
    }
}
