// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {IMarket} from "../interfaces/IMarket.sol";
import {Account, LeaseSlot, MarketStorage} from "../types/MarketTypes.sol";

/// @title Storage of the market and the views on it
abstract contract MarketState is IMarket {
    uint256 internal constant ASKS_PER_WORD = 256;
    uint256 internal constant LANES_PER_WORD = 32;
    uint8 internal constant LANE_CANCELLED = 255;

    /// @dev keccak256(abi.encode(uint256(keccak256("infinitio.storage.Market")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_SLOT = 0x34d276e6cccca9cf1823158c2f5b47b93a1575069157e0a3bb3a8ed4da946800;

    /// @inheritdoc IMarket
    function account(address owner) external view override returns (Account memory) {
        return _storage().accounts[owner];
    }

    /// @inheritdoc IMarket
    function leaseSlot(uint256 leaseId) external view override returns (LeaseSlot memory) {
        return _storage().leases[leaseId];
    }

    /// @inheritdoc IMarket
    function leaseCount() external view override returns (uint256) {
        return _storage().leaseCount;
    }

    /// @inheritdoc IMarket
    function calendarWord(bytes32 node, uint256 wordIndex) external view override returns (uint256) {
        return _storage().calendar[node][wordIndex];
    }

    /// @inheritdoc IMarket
    function bidLane(address owner, uint64 nonce) external view override returns (uint8) {
        return uint8(_storage().bidLanes[owner][nonce / LANES_PER_WORD] >> (8 * (nonce % LANES_PER_WORD)));
    }

    /// @inheritdoc IMarket
    function askCancelled(address owner, uint64 nonce) external view override returns (bool) {
        return _askCancelled(owner, nonce);
    }

    /// @inheritdoc IMarket
    function floorOf(address owner) external view override returns (uint64) {
        return _storage().floors[owner];
    }

    /// @dev Asks and mandates share one bit space.
    function _askCancelled(address owner, uint64 nonce) internal view returns (bool) {
        MarketStorage storage $ = _storage();
        if (nonce < $.floors[owner]) return true;
        return ($.askBits[owner][nonce / ASKS_PER_WORD] >> (nonce % ASKS_PER_WORD)) & 1 == 1;
    }

    function _storage() internal pure returns (MarketStorage storage $) {
        bytes32 slot = STORAGE_SLOT;
        assembly ("memory-safe") {
            $.slot := slot
        }
    }
}
