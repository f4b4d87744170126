// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICarbonRegistry} from "../../../src/interfaces/ICarbonRegistry.sol";
import {CarbonState} from "../../../src/types/CarbonTypes.sol";
import {CarbonFixture} from "../../fixtures/CarbonFixture.sol";
import {HostileToken} from "../../fixtures/HostileToken.sol";
import {Reentering} from "../../fixtures/Reentering.sol";

/// @dev Guards against known failure 17 (test/README.md): re-entry. Here the token in which bonds and auditors are paid
/// calls back into the contract.
contract CarbonReentrancyTest is CarbonFixture, Reentering {
    function setUp() public override {
        super.setUp();
        hostile = new HostileToken();
        carbon = _createCarbon(address(hostile));
        directory.set(CARBON, address(carbon));
        hostile.mint(provider, 100_000e18);
        vm.prank(provider);
        hostile.approve(address(carbon), type(uint256).max);
        _enter(address(carbon));
        _wayBack(abi.encodeCall(ICarbonRegistry.file, (_proofOf("another"))));
        _wayBack(abi.encodeCall(ICarbonRegistry.audit, (1, true, "")));
        _wayBack(abi.encodeCall(ICarbonRegistry.settle, (1)));
        _wayBack(abi.encodeCall(ICarbonRegistry.lapse, (1)));
        _wayBack(abi.encodeCall(ICarbonRegistry.release, (1)));
    }

    function test_NobodyEntersWhileAProofIsFiledAuditedAccepted_AndItsBondReleased() external {
        _moves(provider, abi.encodeCall(ICarbonRegistry.file, (_proofOf("accepted"))));
        _certificates[1] = "accepted";
        address[] memory auditors = _drawFor(1);
        for (uint256 i = 0; i < 3; ++i) {
            _moves(auditors[i], abi.encodeCall(ICarbonRegistry.audit, (1, true, "")));
            assertEq(hostile.balanceOf(auditors[i]), AUDITOR_FEE, "paid once");
        }
        _moves(stranger, abi.encodeCall(ICarbonRegistry.settle, (1)));
        assertEq(hostile.balanceOf(address(carbon)), CARBON_BOND, "the rest of the pot has left, once");
        vm.warp(carbon.recordOf(1).until + 14 days);
        _moves(stranger, abi.encodeCall(ICarbonRegistry.release, (1)));
        assertEq(hostile.balanceOf(address(carbon)), 0, "and the bond");
    }

    function test_NobodyEntersWhileAProofIsRejectedRevokedOrReturned() external {
        _fileAndDecide("revoked", true);
        _moves(address(this), abi.encodeCall(ICarbonRegistry.revoke, (1, "")));
        assertEq(hostile.balanceOf(treasury), CARBON_BOND / 2, "half of the bond, once");
        uint256 rejected = _file("rejected");
        address[] memory auditors = _drawFor(rejected);
        for (uint256 i = 0; i < 3; ++i) {
            _audit(rejected, auditors[i], false);
        }
        _moves(stranger, abi.encodeCall(ICarbonRegistry.settle, (rejected)));
        assertEq(hostile.balanceOf(treasury), CARBON_BOND, "half of each, once");
        uint256 lapsed = _file("lapsed");
        vm.warp(block.timestamp + 14 days);
        _moves(stranger, abi.encodeCall(ICarbonRegistry.lapse, (lapsed)));
        _checkState(lapsed, CarbonState.Returned);
        assertEq(hostile.balanceOf(address(carbon)), 0, "all of them are paid back once");
    }
}
