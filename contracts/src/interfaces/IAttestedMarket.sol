// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LeaseSlot, LeaseTerms} from "../types/MarketTypes.sol";

/// @title Functions of a Market for a quorum of validators
interface IAttestedMarket {
    /// @notice Removes `seconds_` of unpaid billable time from a lease. Only the Directory's "Attestations" may call
    /// it.
    /// @param full True if at least 4 validators signed. Then vested seconds may be removed, too.
    function credit(uint256 leaseId, LeaseTerms calldata terms, uint24 seconds_, bool full) external;

    /// @notice Ends a lease whose node has been silent since `since`. Only the Directory's "Attestations" may call it.
    /// @param full True if at least 4 validators signed. Then the end may be before seconds that have vested.
    function nodeLost(uint256 leaseId, LeaseTerms calldata terms, uint40 since, bool full) external;

    function leaseSlot(uint256 leaseId) external view returns (LeaseSlot memory);
}
