// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClosedStatement, Dispute} from "../types/DisputeCourtTypes.sol";
import {IJuryTrials} from "./IJuryTrials.sol";

/// @title Disputes about bonds
/// @notice A renter claims from the bond of a provider whose lease closed at most seven days ago, or an account
/// disputes a slash of its bond that validators queued. A juror votes 0 (the disputed record stands), 1 (for the
/// opener) or 2 (cannot tell, which counts as 0). If the opener wins, the provider's bond is slashed for the claim and
/// the jurors' pay, or the queued slash is cancelled.
/// @dev Holds the bonds of openers and appellants. Its code cannot be changed and it has no owner.
interface IDisputeCourt is IJuryTrials {
    event LeaseDisputed(
        uint256 indexed id,
        address indexed opener,
        address indexed provider,
        address market,
        uint256 leaseId,
        uint256 claim,
        uint256 bond,
        uint40 until
    );
    event SlashDisputed(
        uint256 indexed id,
        address indexed opener,
        bytes32 indexed purpose,
        address victim,
        uint256 amount,
        uint256 bond,
        uint40 until
    );

    error DisputeCourt_QuorumUntrusted(address attestations);
    error DisputeCourt_PowerTooSmall();
    error DisputeCourt_LeafUnknown(bytes32 leaf);
    error DisputeCourt_NotHolder(address caller, address holder);
    error DisputeCourt_ClosedTooLongAgo(uint256 until, uint256 time);
    error DisputeCourt_AlreadyDisputed(uint256 id);
    error DisputeCourt_ClaimOutOfRange(uint256 claim, uint256 most);
    error DisputeCourt_BondTooSmall(uint256 free, uint256 required);

    /// @notice Opens a dispute about a closed lease of the caller, once. Takes the opener's bond from the caller: a
    /// tenth of the claim, at least 25 PToken. The claim and the opener's bond together must not exceed the provider's
    /// bond less the amount of a queued slash.
    /// @param claim At most seven days of the lease's pay.
    /// @param proof The path of the statement in the newest attested root about "closed".
    function openLease(ClosedStatement calldata statement, uint96 claim, bytes32[] calldata proof)
        external
        returns (uint256 id);

    /// @notice Opens a dispute about a queued slash of the caller's bond for `purpose`. The slash must not be due yet
    /// and must not be in another dispute. Takes the opener's bond for the dispute from the caller: a tenth of the
    /// slash, at least 25 PToken. Delays the slash by 21 days.
    function openSlash(bytes32 purpose) external returns (uint256 id);

    /// @notice The bond that an account must pay to open a dispute with this claim; both in PToken base units.
    function bondFor(uint256 claim) external pure returns (uint256);
    function disputeOf(uint256 id) external view returns (Dispute memory);
    /// @notice The id of the dispute about a lease; 0 if there is none.
    function disputeOfLease(address market, uint256 leaseId) external view returns (uint256 id);
    function leafOf(ClosedStatement calldata statement) external pure returns (bytes32);
}
