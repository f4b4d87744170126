// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The expected state of one bond, calculated only from the rules and the block clock.
struct BondModel {
    address account;
    bytes32 purpose;
    uint256 bonded;
    uint256 unbonding;
    uint256 releaseAt;
    uint256 frozenUntil;
    // The queued slash. None is queued if `executeAt` is 0.
    uint256 pending;
    uint256 compensation;
    uint256 executeAt;
    bool disputed;
    // Until `keptUntil`, compensation must leave this much of a provider's bond.
    uint256 kept;
    uint256 keptUntil;
}

/// @title The model that the bond invariants compare with the contracts
abstract contract BondStore {
    BondModel[] internal _models;

    /// @dev Block time of the next call.
    uint256 internal _clock;
    // Sums of amounts over all bonds, by source and receiver.
    uint256 internal _paidIn;
    uint256 internal _paidOut;
    uint256 internal _slashed;
    uint256 internal _compensated;
    uint256 internal _burned;
    uint256 internal _toTreasury;
    /// @dev How often each action succeeded.
    mapping(bytes4 selector => uint256 times) internal _done;

    function modelCount() external view returns (uint256) {
        return _models.length;
    }

    function modelAt(uint256 index) external view returns (BondModel memory) {
        return _models[index];
    }

    function clock() external view returns (uint256) {
        return _clock;
    }

    function sums()
        external
        view
        returns (
            uint256 paidIn,
            uint256 paidOut,
            uint256 slashed,
            uint256 compensated,
            uint256 burned,
            uint256 toTreasury
        )
    {
        return (_paidIn, _paidOut, _slashed, _compensated, _burned, _toTreasury);
    }

    function done(bytes4 selector) external view returns (uint256) {
        return _done[selector];
    }
}
