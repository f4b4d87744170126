// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Draft} from "../../fixtures/GovernanceFixture.sol";

/// @notice The expected state of one proposal, calculated only from the rules and the block clock.
struct ProposalModel {
    Draft draft;
    address proposer;
    uint256 snapshot;
    uint256 cast;
    uint256 queuedAt;
    bool settled;
    bool vetoed;
    bool executed;
}

/// @title The model that the governance invariants compare with the contracts
abstract contract GovernanceStore {
    ProposalModel[] internal _proposals;

    /// @dev Block time of the next call.
    uint256 internal _clock;
    // Sums over all accounts.
    uint256 internal _stakedIn;
    uint256 internal _paidOut;
    uint256 internal _slashed;
    uint256 internal _vetoed;
    /// @dev The number of an account's proposals with a bond that is not settled.
    mapping(address account => uint256 bonds) internal _bonds;
    /// @dev How often each action succeeded.
    mapping(bytes4 selector => uint256 times) internal _done;

    function proposalCount() external view returns (uint256) {
        return _proposals.length;
    }

    /// @notice The values of a proposal that are compared after each call. The draft is not among them, because copying
    /// it is expensive.
    function votedOn(uint256 index) external view returns (uint256 id, uint256 snapshot, uint256 cast) {
        ProposalModel storage model = _proposals[index];
        return (model.draft.id, model.snapshot, model.cast);
    }

    function clock() external view returns (uint256) {
        return _clock;
    }

    function sums() external view returns (uint256 stakedIn, uint256 paidOut, uint256 slashed, uint256 vetoed) {
        return (_stakedIn, _paidOut, _slashed, _vetoed);
    }

    function bondsOf(address account) external view returns (uint256) {
        return _bonds[account];
    }

    function done(bytes4 selector) external view returns (uint256) {
        return _done[selector];
    }
}
