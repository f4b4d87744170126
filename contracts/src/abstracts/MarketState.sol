// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IDirectory} from "../interfaces/IDirectory.sol";
import {IMarketErrors} from "../interfaces/IMarketErrors.sol";
import {IMarketEvents} from "../interfaces/IMarketEvents.sol";
import {MarketStorage} from "../types/MarketTypes.sol";

/// @title Storage and constants that Market and MarketAnnex share
abstract contract MarketState is IMarketErrors, IMarketEvents {
    uint256 internal constant ASKS_PER_WORD = 256;
    uint256 internal constant LANES_PER_WORD = 32;
    uint8 internal constant LANE_CANCELLED = 255;

    /// @dev keccak256(abi.encode(uint256(keccak256("infinitio.storage.Market")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_SLOT = 0x34d276e6cccca9cf1823158c2f5b47b93a1575069157e0a3bb3a8ed4da946800;

    IERC20 public immutable PTOKEN;
    IDirectory public immutable DIRECTORY;

    constructor(IERC20 ptoken, IDirectory directory) {
        PTOKEN = ptoken;
        DIRECTORY = directory;
    }

    /// @dev Returns true if the nonce is cancelled or used. Asks, mandates, auto-extends and one-time messages of an
    /// account share their nonces.
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
