// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IDirectory} from "../interfaces/IDirectory.sol";
import {IServiceLedger} from "../interfaces/IServiceLedger.sol";
import {IServiceLedgerErrors} from "../interfaces/IServiceLedgerErrors.sol";
import {IServiceLedgerEvents} from "../interfaces/IServiceLedgerEvents.sol";
import {Allowance, Asset, Channel, Pot, Service} from "../types/ServiceLedgerTypes.sol";

/// @title Storage of the service ledger, and the changes of a pot's amount
abstract contract LedgerState is
    IServiceLedger,
    IServiceLedgerEvents,
    IServiceLedgerErrors,
    EIP712,
    ReentrancyGuardTransient
{
    IERC20 public immutable PTOKEN;
    IERC20 public immutable GTOKEN;
    IDirectory public immutable DIRECTORY;

    mapping(bytes20 service => Service) internal _services;
    mapping(address account => mapping(Asset asset => Pot)) internal _pots;
    mapping(address payer => mapping(address key => mapping(Asset asset => Allowance))) internal _allowances;
    mapping(bytes32 channel => Channel) internal _channels;
    mapping(bytes32 act => bool punished) internal _punished;

    constructor(IERC20 ptoken, IERC20 gtoken, IDirectory directory) EIP712("Infinitio ServiceLedger", "1") {
        PTOKEN = ptoken;
        GTOKEN = gtoken;
        DIRECTORY = directory;
    }

    function _tokenOf(Asset asset) internal view returns (IERC20) {
        return asset == Asset.PToken ? PTOKEN : GTOKEN;
    }

    function _serviceOf(bytes20 id) internal view returns (Service storage service) {
        service = _services[id];
        if (service.payee == address(0)) revert ServiceLedger_ServiceUnknown(id);
    }

    /// @dev Subtracts an amount from an account's pot. Reverts if the pot has less than this amount.
    function _spend(address account, Asset asset, uint256 amount) internal {
        Pot storage pot = _pots[account][asset];
        if (pot.free < amount) revert ServiceLedger_PotTooLow(account, asset, pot.free, amount);
        pot.free -= uint128(amount);
    }

    /// @dev Adds an amount to an account's pot. The supply of each asset fits 96 bits, so the 128 bits of a pot cannot
    /// overflow.
    function _credit(address account, Asset asset, uint256 amount) internal {
        _pots[account][asset].free += uint128(amount);
    }
}
