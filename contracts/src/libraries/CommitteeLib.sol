// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {QuorumLib} from "./QuorumLib.sol";

/// @title Who of a large set signs in an hour
/// @dev Twin of `drawCommittee` in packages/economy.
library CommitteeLib {
    /// @notice Members that sign; all of a set that is no larger.
    uint256 internal constant SIZE = 16;
    bytes32 internal constant KIND = "Committee";

    /// @notice What the places of a committee are hashed from: a seed of the beacon is the same for all who draw by it.
    function seedOf(bytes32 beaconSeed, bytes32 setHash, bytes32 subject, uint64 hour) internal pure returns (bytes32) {
        return keccak256(abi.encode(KIND, beaconSeed, setHash, subject, hour));
    }

    /// @notice Draws SIZE members one after the other, each with the chance of its stake in that of all not drawn yet. Bit i of what it returns: member i.
    /// @dev More than SIZE members, each with a stake. A remainder of 256 bits by a stake below 2^96 favours nobody by 2^-160.
    function draw(bytes32[] calldata members, bytes32 seed) internal pure returns (uint256 drawn) {
        uint256 left = 0;
        for (uint256 i = 0; i < members.length; ++i) {
            left += QuorumLib.stakeOf(members[i]);
        }
        for (uint256 place = 0; place < SIZE; ++place) {
            uint256 point = uint256(keccak256(abi.encode(seed, place))) % left;
            uint256 i = 0;
            for (uint256 stake = _stakeLeft(members, drawn, 0); point >= stake; stake = _stakeLeft(members, drawn, i)) {
                point -= stake;
                ++i;
            }
            drawn |= 1 << i;
            left -= QuorumLib.stakeOf(members[i]);
        }
    }

    /// @dev 0 for one that was drawn already.
    function _stakeLeft(bytes32[] calldata members, uint256 drawn, uint256 i) private pure returns (uint256) {
        return (drawn >> i) & 1 == 1 ? 0 : QuorumLib.stakeOf(members[i]);
    }
}
