// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketAnnex} from "./IMarketAnnex.sol";
import {IMarketTrading} from "./IMarketTrading.sol";

/// @title The market: balances, orders, capacity and leases, all at one address
interface IMarket is IMarketTrading, IMarketAnnex {}
