// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

/// @title The right to a booked lease, as a token
/// @notice The id is the lease's id. A token is minted when a holder transfers a lease. It can move while the lease is
/// Booked and has not started. It is burned when the lease closes. The token's owner is the holder of the lease, with
/// all rights, the refund and the workload.
interface ILeaseToken is IERC721 {
    error LeaseToken_CallerNotMarket(address caller);
    error LeaseToken_NotTransferable(uint256 leaseId);

    /// @notice Mints the token of a lease to `to`. The token can move until `start`. Only the Market may call it.
    function mint(address to, uint256 leaseId, uint40 start) external;

    /// @notice Moves a token at its owner's request, which the Market has checked. Only the Market may call it.
    function move(address from, address to, uint256 leaseId) external;

    /// @notice Burns the token when its lease closes. Only the Market may call it.
    function burn(uint256 leaseId) external;

    /// @notice The Unix second from which the token can no longer be transferred: the start of its lease; 0 for a token
    /// that does not exist.
    function startOf(uint256 leaseId) external view returns (uint40);
}
