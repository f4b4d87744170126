// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Asset, ChannelFacts, ServiceFacts} from "../types/ServiceLedgerTypes.sol";

/// @title Events of the service ledger
/// @notice A program can calculate every pot, bond, allowance and channel from these events (docs/contracts.md).
/// Amounts are in base units of their asset; those of allowances are in 1e-6 of it.
interface IServiceLedgerEvents {
    /// @notice A service was registered. `model` is the model for which it pays a royalty; 0 if it pays none.
    event ServiceRegistered(bytes20 indexed service, ServiceFacts facts, address operator, bytes32 indexed model);
    event OperatorSet(bytes20 indexed service, address operator);
    /// @notice The service published new terms. `terms` is the whole document; services and clients compare its
    /// Keccak-256 hash.
    event TermsSet(bytes20 indexed service, bytes32 indexed hash, bytes terms);
    event BondAdded(bytes20 indexed service, uint256 amount, uint256 bond);
    event BondLeaving(bytes20 indexed service, uint256 outAt);
    event BondReturned(bytes20 indexed service, uint256 amount);
    event FindingNoted(bytes20 indexed service, uint256 outAt);
    /// @notice A service lost `taken` of its bond. `compensation` went to the pot of `victim`; the rest was burned.
    event BondSlashed(
        bytes20 indexed service, bytes32 indexed act, address indexed victim, uint256 taken, uint256 compensation
    );

    event PotDeposited(address indexed account, Asset indexed asset, address indexed payer, uint256 amount);
    event PotWithdrawn(address indexed account, Asset indexed asset, uint256 amount);
    event FeesSwept(address indexed account, Asset indexed asset, uint256 amount);
    event AllowanceSet(
        address indexed payer,
        Asset indexed asset,
        address indexed key,
        uint256 left,
        uint256 dayCap,
        uint256 unsettled,
        uint256 until
    );
    event AllowanceUsed(address indexed payer, Asset indexed asset, address indexed key, uint256 units);

    /// @notice A channel was filled. `deposited` is the new total of all deposits since the channel's first use (serial
    /// 0), less the refunds.
    event ChannelFunded(bytes32 indexed channel, ChannelFacts facts, uint256 serial, uint256 deposited);
    event ChannelExiting(bytes32 indexed channel, uint256 serial, uint256 exitAt);
    /// @notice A channel was closed. `refund` went to the payer's pot; `serial` is the number of the channel's next
    /// use.
    event ChannelClosed(bytes32 indexed channel, uint256 serial, uint256 refund);
    /// @notice A service settled claims. `rows` has 48 bytes for each row: channel (32), settled (12), seq (4). `paid`
    /// went to the payee's pot, `royalty` to the pot of the model's owner; `fee` waits in the payee's pot.
    event Settled(
        bytes20 indexed service, Asset indexed asset, bytes rows, uint256 paid, uint256 royalty, uint256 fee
    );
    /// @notice Rows of a settlement were skipped. `rows` has 3 bytes for each of them: its index in the batch (2) and
    /// the reason (1).
    event RowsSkipped(bytes20 indexed service, Asset indexed asset, bytes rows);
}
