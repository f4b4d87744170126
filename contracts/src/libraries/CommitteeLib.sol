// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {QuorumLib} from "./QuorumLib.sol";

/// @title Random selection of the members of a large validator set that may sign in an hour
/// @dev packages/economy has the same algorithm: `drawCommittee`.
library CommitteeLib {
    /// @notice The number of members that are selected to sign. In a smaller set, all members sign.
    uint256 internal constant SIZE = 16;
    bytes32 internal constant KIND = "Committee";

    /// @notice The seed of a committee's selection. It is a hash that includes set, subject and hour, because all
    /// selections of an hour start from the same seed of the beacon.
    function seedOf(bytes32 beaconSeed, bytes32 setHash, bytes32 subject, uint64 hour) internal pure returns (bytes32) {
        return keccak256(abi.encode(KIND, beaconSeed, setHash, subject, hour));
    }

    /// @notice Selects SIZE members one after another, each with a chance in proportion to its stake among the
    /// remaining members. Bit i of the result is member i.
    /// @dev There must be more than SIZE members, each with a stake. The remainder of 256 bits by a stake below 2^96
    /// has a bias of at most 2^-160.
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

    /// @dev Returns a member's stake, or 0 if the member was already selected.
    function _stakeLeft(bytes32[] calldata members, uint256 drawn, uint256 i) private pure returns (uint256) {
        return (drawn >> i) & 1 == 1 ? 0 : QuorumLib.stakeOf(members[i]);
    }
}
