// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

import {ILeaseToken} from "./interfaces/ILeaseToken.sol";
import {IMarketAnnex} from "./interfaces/IMarketAnnex.sol";
import {LeaseLib} from "./libraries/LeaseLib.sol";

/// @title LeaseToken
/// @notice Records the holders of transferred leases. Created by the Market; the code cannot be changed.
contract LeaseToken is ILeaseToken, ERC721 {
    /// @notice The Market that created this contract.
    address public immutable MARKET;

    mapping(uint256 leaseId => uint40 start) private _starts;

    constructor() ERC721("Infinitio Lease", "LEASE") {
        MARKET = msg.sender;
    }

    modifier onlyMarket() {
        if (msg.sender != MARKET) revert LeaseToken_CallerNotMarket(msg.sender);
        _;
    }

    /// @inheritdoc ILeaseToken
    function mint(address to, uint256 leaseId, uint40 start) external override onlyMarket {
        _starts[leaseId] = start;
        _mint(to, leaseId);
    }

    /// @inheritdoc ILeaseToken
    function move(address from, address to, uint256 leaseId) external override onlyMarket {
        _transfer(from, to, leaseId);
    }

    /// @inheritdoc ILeaseToken
    function burn(uint256 leaseId) external override onlyMarket {
        delete _starts[leaseId];
        _burn(leaseId);
    }

    /// @inheritdoc ILeaseToken
    function startOf(uint256 leaseId) external view override returns (uint40) {
        return _starts[leaseId];
    }

    /// @dev Checks a change of ownership. Only the Market may mint and burn tokens. A transfer is possible only while
    /// the lease is Booked and has not started.
    function _update(address to, uint256 leaseId, address auth) internal override returns (address from) {
        from = super._update(to, leaseId, auth);
        if (from == address(0) || to == address(0)) return from;
        bool booked =
            LeaseLib.stateOf(IMarketAnnex(MARKET).leaseSlot(leaseId)) == LeaseLib.STATE_BOOKED;
        if (!booked || block.timestamp >= _starts[leaseId]) revert LeaseToken_NotTransferable(leaseId);
    }
}
