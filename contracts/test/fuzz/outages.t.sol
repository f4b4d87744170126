// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OutageStatement} from "../../src/types/AttestationsTypes.sol";
import {AttestationsFixture} from "../fixtures/AttestationsFixture.sol";

/// @dev Compares the stored bits of a node's outages (minutes in which it did not respond) with a simple model that has
/// one entry for each minute.
contract OutagesFuzz is AttestationsFixture {
    function testFuzz_AMinuteIsUnreachableExactlyWhenTheOutageTouchesIt(uint32 offset, uint32 length, uint32 probe)
        external
    {
        vm.warp(START + 40 days);
        _formSetOf(4);
        uint256 from = START + bound(offset, 0, 30 days);
        uint256 until = from + bound(length, 1, 1 days);
        OutageStatement memory outage = OutageStatement(node, uint40(from), uint40(until));
        _attestByAll("outages", _leaf("Outage", abi.encode(outage)));
        attestations.applyOutage("outages", outage, new bytes32[](0));
        uint256 time = from - 2 hours + bound(probe, 0, until - from + 4 hours);
        bool touched = time / 60 >= from / 60 && time / 60 <= (until - 1) / 60;
        assertTrue(attestations.unreachableAt(node, time) == touched, "minute");
        assertTrue(attestations.unreachableAt(node, from), "first");
        assertTrue(attestations.unreachableAt(node, until - 1), "last");
        assertTrue(!attestations.unreachableAt(node, from - 60), "before");
        assertTrue(!attestations.unreachableAt(node, until + 59), "after");
    }
}
