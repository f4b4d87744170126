// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";

/// @title UpgradeableProxy
/// @notice The proxy of ClassCatalog and NodeRegistry. It initialises the contract in the transaction that creates the
/// proxy, so nobody else can initialise it first.
contract UpgradeableProxy is ERC1967Proxy {
    constructor(address implementation, bytes memory initialCall) ERC1967Proxy(implementation, initialCall) {}
}
