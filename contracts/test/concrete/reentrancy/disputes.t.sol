// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDisputeCourt} from "../../../src/interfaces/IDisputeCourt.sol";
import {IJuryTrials} from "../../../src/interfaces/IJuryTrials.sol";
import {ClosedStatement} from "../../../src/types/DisputeCourtTypes.sol";
import {CourtFixture} from "../../fixtures/CourtFixture.sol";
import {HostileToken} from "../../fixtures/HostileToken.sol";
import {Reentering} from "../../fixtures/Reentering.sol";

/// @dev Guards against known failure 17 (test/README.md): re-entry. Here the token in which bonds are paid calls back
/// into the contracts.
contract DisputeReentrancyTest is CourtFixture, Reentering {
    bytes private _count = abi.encodeCall(IJuryTrials.count, (1));
    bytes private _lapse = abi.encodeCall(IJuryTrials.lapse, (1));
    bytes private _execute1 = abi.encodeCall(IJuryTrials.execute, (1));
    bytes private _appeal1 = abi.encodeCall(IJuryTrials.appeal, (1));
    bytes private _openSlash1 = abi.encodeCall(IDisputeCourt.openSlash, (PROVIDER_PURPOSE));

    function setUp() public override {
        super.setUp();
        hostile = new HostileToken();
        disputes = _createCourt(address(hostile));
        court = address(disputes);
        directory.set(COURT, court);
        address[2] memory parties = [provider, renter];
        for (uint256 i = 0; i < 2; ++i) {
            hostile.mint(parties[i], 1_000e18);
            vm.prank(parties[i]);
            hostile.approve(court, type(uint256).max);
        }
        _joinJurors(20);
        _enter(court);
        _wayBack(_count);
        _wayBack(_lapse);
        _wayBack(_execute1);
        _wayBack(_appeal1);
        _wayBack(_openSlash1);
        _wayBack(abi.encodeCall(IJuryTrials.request, (1)));
        _wayBack(abi.encodeCall(IJuryTrials.draw, (1)));
        _wayBack(abi.encodeCall(IJuryTrials.payJuror, (1, _reviewer(0))));
        _wayBack(abi.encodeCall(IJuryTrials.reveal, (1, _reviewer(0), FOR_OPENER, 0)));
    }

    function test_NobodyEntersWhileBondsAreTakenOrPaid() external {
        _queue(100, 500e18);
        bytes memory openSlash = _openSlash1;
        _moves(provider, openSlash);
        _try(1, 0, 5);
        bytes memory appeal = _appeal1;
        _moves(provider, appeal);
        address[] memory members = _try(1, 15, 0);
        bytes memory execute = _execute1;
        _moves(stranger, execute);
        for (uint256 i = 0; i < 15; ++i) {
            bytes memory payJuror = abi.encodeCall(IJuryTrials.payJuror, (1, members[i]));
            _moves(stranger, payJuror);
        }
        assertEq(hostile.balanceOf(court), 0, "all of it left, once");
    }

    function test_NobodyEntersWhileALeaseIsDisputedAndItsBondIsReturned() external {
        ClosedStatement memory statement = _closed(7);
        _attestClosed(statement);
        bytes memory openLease = abi.encodeCall(IDisputeCourt.openLease, (statement, CLAIM, new bytes32[](0)));
        _wayBack(openLease);
        _moves(renter, openLease);
        vm.warp(block.timestamp + 6 days);
        bytes memory lapse = _lapse;
        _moves(stranger, lapse);
        assertEq(hostile.balanceOf(renter), 1_000e18, "the bond, once");
    }

    function test_NobodyEntersWhileACountReturnsTheBond() external {
        _queue(100, 500e18);
        vm.prank(provider);
        disputes.openSlash(PROVIDER_PURPOSE);
        _try(1, 2, 0);
        _summon(1);
        _warpToEnd(1);
        bytes memory count = _count;
        _moves(stranger, count);
        assertEq(hostile.balanceOf(provider), 980e18, "the bond less a fifth, once");
    }
}
