// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LeaseSlot, LeaseTerms} from "../types/MarketTypes.sol";

/// @title Functions of a Market for a quorum of validators
interface IAttestedMarket {
    /// @notice Removes `seconds_` of unpaid billable time from a lease. Only the Directory's "Attestations".
    /// @param full True if a full quorum signed: then it may also remove vested seconds.
    function credit(uint256 leaseId, LeaseTerms calldata terms, uint24 seconds_, bool full) external;

    /// @notice Ends a lease whose node has been silent since `since`. Only the Directory's "Attestations".
    /// @param full True if a full quorum signed: then the end may be among vested seconds.
    function nodeLost(uint256 leaseId, LeaseTerms calldata terms, uint40 since, bool full) external;

    function leaseSlot(uint256 leaseId) external view returns (LeaseSlot memory);
}
