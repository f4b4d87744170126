// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LeaseTerms} from "../types/MarketTypes.sol";

/// @title Events of the market: enough to rebuild each balance, lease, session and order from logs only
interface IMarketEvents {
    event Deposited(address indexed account, address indexed from, uint256 amount, uint256 balance);
    event Withdrawn(address indexed account, address indexed to, uint256 amount, uint256 balance);
    event Settled(
        uint256 indexed leaseId,
        bytes32 indexed askHash,
        bytes32 indexed bidHash,
        LeaseTerms terms,
        uint256 escrow,
        uint256 relayFee,
        address relayer,
        uint64 bidNonce
    );
    event LeaseReady(uint256 indexed leaseId, uint40 readyAt);
    /// @notice The provider was paid a vested part. `paidSeconds` is the total so far; the amounts are those of this
    /// payment.
    event LeasePaid(
        uint256 indexed leaseId, uint256 paidSeconds, uint256 pay, uint256 renterFee, uint256 providerFee
    );
    /// @notice A lease ended. `refund` is the amount that this call paid back for the seconds that will not be billed.
    /// It is 0 if `accepted`; then the event LeaseClosed follows and states the refund.
    event LeaseEnded(uint256 indexed leaseId, uint40 end, bool accepted, uint8 reason, uint256 refund);
    /// @notice A lease closed. The amounts are totals of the whole lease, including earlier payments, and the refund
    /// that an early end paid.
    event LeaseClosed(
        uint256 indexed leaseId, uint8 reason, uint256 pay, uint256 renterFee, uint256 providerFee, uint256 refund
    );
    event AskCancelled(address indexed account, uint64 nonce);
    event BidCancelled(address indexed account, uint64 nonce);
    event FloorRaised(address indexed account, uint64 floor);
    /// @notice Fees were collected. `splitter` is the FeeSplitter that received them; zero if they were burned.
    event FeesSwept(address indexed splitter, uint256 amount, address[] accounts);
    /// @notice One item of a batch was skipped. `reason` is the revert data of the broken rule, cut at 256 bytes.
    event SettleSkipped(uint256 indexed index, bytes32 indexed bidHash, bytes reason);
    /// @notice The holder paid `escrowAdded` + `relayFee`. The lease now lasts `durationSeconds` from its start, and
    /// later calls must state that duration.
    event LeaseExtended(
        uint256 indexed leaseId, uint40 end, uint32 durationSeconds, uint256 escrowAdded, uint256 relayFee, address relayer
    );
    /// @notice A validator quorum removed `creditSeconds` from the bill. The holder got `refund` immediately; it is 0
    /// while the lease is Active.
    event LeaseCredited(uint256 indexed leaseId, uint24 creditSeconds, uint24 totalSeconds, uint256 refund);
    /// @notice From now on, the holder of the lease is the owner of the lease token with this id. Later transfers of
    /// the token emit no event here, but in LeaseToken.
    event LeaseTokenised(uint256 indexed leaseId, address indexed owner);
    /// @notice A compensation was paid from the provider's bond to the holder's balance.
    event CompensationPaid(uint256 indexed leaseId, address indexed to, uint256 amount);
    /// @notice A session key was authorised. These limits replace the key's earlier limits. Amounts are in 1e-9 PToken.
    event SessionAuthorized(
        address indexed account, address indexed key, uint64 totalLeft, uint64 dayCap, uint40 expiry
    );
    event SessionRevoked(address indexed account, address indexed key);
    /// @notice A session key spent an amount. Amounts are in 1e-9 PToken: this spending, what remains of the key's
    /// total limit, and the sum spent on this day.
    event SessionSpent(
        address indexed account, address indexed key, uint64 amount, uint64 totalLeft, uint64 spentToday
    );
    /// @notice A relayed call paid its sender from the signer's balance.
    event RelayFeePaid(address indexed account, address indexed relayer, uint256 amount);
    /// @notice A one-time message with this nonce was used. The nonce is from the same range as those of the account's
    /// asks.
    event NonceUsed(address indexed account, uint64 nonce);
}
