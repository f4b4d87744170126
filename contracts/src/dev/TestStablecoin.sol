// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title TestStablecoin
/// @notice The reserve coin of development chains, with 6 decimals. It is worthless, and everyone may mint it.
contract TestStablecoin is ERC20, ERC20Permit {
    constructor() ERC20("Infinitio Test Dollar", "TUSD") ERC20Permit("Infinitio Test Dollar") {}

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    /// @notice Mints `amount` base units (1e-6) to anyone who asks.
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
