// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {PoolEndings} from "./abstracts/PoolEndings.sol";
import {PoolState} from "./abstracts/PoolState.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";

/// @title TaskVerifier
/// @notice The code of the pool's audits, disputes and payments. Holds no funds: TaskPool runs it on its own storage. A
/// call at this contract's own address reverts, because no batch is stored here.
contract TaskVerifier is PoolEndings {
    constructor(IERC20 ptoken, IDirectory directory) PoolState(ptoken, directory) {}
}
