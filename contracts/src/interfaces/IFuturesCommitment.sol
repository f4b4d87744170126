// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Commitment, CommitmentTerms} from "../types/FuturesCommitmentTypes.sol";

/// @title FuturesCommitment: GPU time that a provider promises in advance, with a bond
/// @notice Amounts are in PToken base units, times in Unix seconds. GPU-seconds of the class in the window count as
/// delivered if they were leased from the provider. Up to a quarter of the promise may be time that was only offered,
/// for at most the promised price and 1.25 times the reference price, on machines that validators saw. The Market
/// deletes a lease when it closes, so no contract can calculate the delivered time: at least four validators calculate
/// it from public data and sign it. If a share of the promised time is missing, the provider loses this share of half
/// of its bond. A tenth of the loss goes to the account to which the time was promised, which may be the provider's
/// own; the rest is burned, which raises the surplus. A commitment that is not measured within 14 days costs nothing
/// and counts for nothing.
/// @dev bonds in = paid out + burned + still bonded + owed.
interface IFuturesCommitment {
    event Committed(uint256 indexed id, address indexed provider, CommitmentTerms terms, uint256 value);
    event DeliveryRecorded(uint256 indexed id, uint256 delivered, uint256 epoch, uint256 settleableAt);
    /// @notice A commitment was settled. The values are the input of reputations: the value of the delivered time and
    /// of the missing time, at the end of the window. Both are 0 if the commitment was not measured.
    event CommitmentSettled(
        uint256 indexed id,
        address indexed provider,
        bool measured,
        uint256 fulfilledValue,
        uint256 failedValue,
        uint40 until,
        uint256 slashed,
        uint256 compensated
    );
    event PaidOut(address indexed account, address indexed to, uint256 amount);

    error FuturesCommitment_WindowInvalid(uint256 from, uint256 until, uint256 time);
    error FuturesCommitment_AmountInvalid(uint256 gpuSeconds, uint256 mostGpuSeconds);
    error FuturesCommitment_PriceInvalid(uint256 pricePerGpuSecond, uint256 mostPrice);
    error FuturesCommitment_PromisedToSelf();
    error FuturesCommitment_BondTooLow(uint256 bond, uint256 leastBond);
    error FuturesCommitment_NotOpen(uint256 id);
    error FuturesCommitment_NotRecordable(uint256 id, uint256 from, uint256 until, uint256 time);
    error FuturesCommitment_QuorumUntrusted(address attestations);
    error FuturesCommitment_PowerTooSmall();
    error FuturesCommitment_RootTooEarly(uint256 id, uint256 epoch, uint256 firstEpoch);
    error FuturesCommitment_LeafUnknown(bytes32 leaf);
    error FuturesCommitment_NotSettleable(uint256 id, uint256 from, uint256 time);
    error FuturesCommitment_NothingOwed(address account);

    /// @notice Promises GPU time, with a bond in PToken that the caller must have approved. The window begins in 1 hour
    /// to 90 days and lasts 1 hour to 28 days. Limits: at most 10,000 GPUs, a price of at most 4 times the class's
    /// reference price, and a bond of at least 10 PToken and at least a fifth of the promised time's value at the
    /// reference price.
    function commit(CommitmentTerms calldata terms) external returns (uint256 id);

    /// @notice Records the delivered time from a leaf of the latest root about "commitments". The root must be of an
    /// hour that begins at the window's end or later. Anyone may call it, within 14 days after the window's end. For 72
    /// hours after the first record, a later root can correct it.
    function record(uint256 id, uint64 delivered, bytes32[] calldata proof) external;

    /// @notice Settles the bond: 72 hours after the first record or, if there is none, 14 days after the window's end.
    /// Anyone may call it.
    function settle(uint256 id) external;

    /// @notice Pays the caller the amount that this contract owes it.
    function withdraw(address to) external returns (uint256 amount);

    function commitmentCount() external view returns (uint256);
    function commitmentOf(uint256 id) external view returns (Commitment memory);
    function owedTo(address account) external view returns (uint256);

    /// @notice The leaf that states a delivery, for this chain and contract. The leaf is hashed twice, so that no inner
    /// node is a valid leaf.
    function leafOf(uint256 id, uint64 delivered) external view returns (bytes32);
}
