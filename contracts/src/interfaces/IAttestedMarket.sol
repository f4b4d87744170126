// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LeaseSlot, LeaseTerms} from "../types/MarketTypes.sol";

/// @title What a quorum of validators may ask of a Market
interface IAttestedMarket {
    /// @notice Takes `seconds_` of unpaid billable time off a lease. Only the Directory's "Attestations".
    /// @param full True when a full quorum signed: it may also take seconds that have vested.
    function credit(uint256 leaseId, LeaseTerms calldata terms, uint24 seconds_, bool full) external;

    /// @notice Ends a lease whose node is silent since `since`. Only the Directory's "Attestations".
    /// @param full True when a full quorum signed: the end may then lie among seconds that have vested.
    function nodeLost(uint256 leaseId, LeaseTerms calldata terms, uint40 since, bool full) external;

    function leaseSlot(uint256 leaseId) external view returns (LeaseSlot memory);
}
