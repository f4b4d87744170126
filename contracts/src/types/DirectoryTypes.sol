// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Kinds of keys that, after the hand-over, can be used only 48 h after their announcement: an engine's address
/// and the receipt key's address, both left-padded with zeros, and the raw ed25519 key of the gateway's SSH server.
enum KeyKind {
    Engine,
    Receipt,
    GatewayHost
}
