// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LeaseTerms} from "../../../src/types/MarketTypes.sol";

/// @notice The expected state of one lease, calculated only from the rules and the block clock.
struct LeaseModel {
    LeaseTerms terms;
    address holder; // the renter, or the account that got the lease
    uint8 state; // 0 closed, 1 booked, 2 active, 3 ended
    uint256 readyAt;
    uint256 endAt; // the current end
    uint256 paidSeconds;
    uint256 credit; // seconds removed from the bill
    // The amounts of the lease, in PToken base units: those that the renter paid in, and those that were paid out of
    // the escrow.
    uint256 escrow;
    uint256 relayFee;
    uint256 pay;
    uint256 renterFee;
    uint256 providerFee;
    uint256 refund;
    uint256 locked; // the part of the escrow that the store's sum contains
}

/// @title The model that the lease invariants compare with the Market
abstract contract LeaseStore {
    LeaseModel[] internal _leases; // by lease id - 1
    mapping(bytes32 node => mapping(uint256 hour => uint256 gpus)) internal _hourGpus;
    mapping(address renter => mapping(uint64 nonce => uint256 gpus)) internal _filled;
    mapping(address renter => mapping(uint64 nonce => uint256 gpus)) internal _largestSize;
    mapping(address renter => mapping(uint64 nonce => bool cancelled)) internal _bidCancelled;
    mapping(address provider => mapping(uint64 nonce => bool cancelled)) internal _askCancelled;
    mapping(address account => uint64 floor) internal _floor;

    /// @dev Block time of the next call. Handlers set it, because the test runner need not preserve it between calls.
    uint256 internal _clock;
    uint256 internal _deposited;
    uint256 internal _withdrawn;
    uint256 internal _swept;
    /// @dev The part of all leases' escrow that was not paid out yet.
    uint256 internal _locked;
    /// @dev The compensation that bonds paid to holders' balances.
    uint256 internal _compensated;
    /// @dev How often a lease went through each change of its state, by the number in docs/market.md.
    mapping(uint256 edge => uint256 times) internal _edges;

    function leaseCount() external view returns (uint256) {
        return _leases.length;
    }

    function leaseAt(uint256 index) external view returns (LeaseModel memory) {
        return _leases[index];
    }

    /// @notice Returns the amount locked in leases, and the PToken that should remain in the Market. One call returns
    /// both values to save time, because the invariants run after each action.
    function sums() external view returns (uint256 locked, uint256 stayed) {
        return (_locked, _deposited + _compensated - _withdrawn - _swept);
    }

    /// @notice Returns the locked escrow, added up again lease by lease.
    function lockedInLeases() external view returns (uint256 locked) {
        for (uint256 i = 0; i < _leases.length; ++i) {
            locked += _lockedIn(_leases[i]);
        }
    }

    function clock() external view returns (uint256) {
        return _clock;
    }

    function edge(uint256 number) external view returns (uint256) {
        return _edges[number];
    }

    /// @dev Updates the sum of locked escrow after each change of a lease.
    function _countLocked(LeaseModel storage lease) internal {
        uint256 locked = _lockedIn(lease);
        _locked = _locked + locked - lease.locked;
        lease.locked = locked;
    }

    function _lockedIn(LeaseModel storage lease) private view returns (uint256) {
        return lease.state == 0 ? 0 : lease.escrow - lease.pay - lease.renterFee - lease.refund;
    }
}
