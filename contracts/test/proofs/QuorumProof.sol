// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {QuorumLib} from "../../src/libraries/QuorumLib.sol";

/// @dev Halmos proves each property for every input: see README.md.
contract QuorumProof {
    /// @dev Two quorums of the same whole share more than a third of it.
    function check_TwoQuorumsShareMoreThanAThird(uint96 one, uint96 other, uint96 shared, uint96 whole) external pure {
        if (shared > one || shared > other || uint256(one) + other - shared > whole) return;
        if (!QuorumLib.isQuorum(one, whole) || !QuorumLib.isQuorum(other, whole)) return;
        assert(uint256(shared) * 3 > whole);
    }

    /// @dev A part is a quorum exactly if it is more than two thirds of the whole. An empty part is never one, and the
    /// whole always is.
    function check_AQuorumIsMoreThanTwoThirds(uint96 part, uint96 whole, uint96 third) external pure {
        unchecked {
            if (whole != uint256(third) * 3) return;
            assert(QuorumLib.isQuorum(part, whole) == (part > uint256(third) * 2));
        }
        assert(!QuorumLib.isQuorum(0, whole));
        assert(whole == 0 || QuorumLib.isQuorum(whole, whole));
    }

    /// @dev If more members sign, a quorum remains a quorum.
    function check_MoreStakeKeepsAQuorum(uint96 part, uint96 more, uint96 whole) external pure {
        if (part > more || !QuorumLib.isQuorum(part, whole)) return;
        assert(QuorumLib.isQuorum(more, whole));
    }

    /// @dev The word of 32 bytes that stores a member contains its account and its stake.
    function check_AMembersWordHoldsItsAccountAndStake(address account, uint96 stake) external pure {
        bytes32 member = QuorumLib.memberOf(account, stake);
        assert(QuorumLib.accountOf(member) == account);
        assert(QuorumLib.stakeOf(member) == stake);
    }
}
