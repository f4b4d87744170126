// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAttestations} from "../interfaces/IAttestations.sol";
import {INodeRegistry} from "../interfaces/INodeRegistry.sol";
import {IStakeVault} from "../interfaces/IStakeVault.sol";
import {LeaseTerms} from "../types/MarketTypes.sol";
import {MarketMoney} from "./MarketMoney.sol";

/// @title Compensation from a provider's bond
/// @notice The compensation C is gpus * min(3600 * price, bond per GPU / 24), with the price in base units per
/// GPU-second, limited by the bond that is left. Refunds never depend on C.
/// @dev Vault, registry and attestations can be replaced in the Directory, so they are not trusted: they are called
/// with a fixed amount of gas, and their answers can only change C. The caller must provide that gas; otherwise it
/// could make the calls fail and thereby spare the provider the compensation.
abstract contract AnnexCompensation is MarketMoney {
    uint256 private constant COMPENSATE_GAS = 500_000;
    uint256 private constant READ_GAS = 50_000;
    /// @dev Gas that must remain in addition to the gas of a call: for the code after the call, and for the 1/64 of all
    /// gas that EIP-150 withholds from it.
    uint256 private constant SPARE_GAS = 40_000;
    uint256 private constant HOUR = 3600;
    uint256 private constant BOND_HOURS = 24;
    bytes32 private constant STAKE_VAULT = "StakeVault";
    bytes32 private constant NODE_REGISTRY = "NodeRegistry";
    bytes32 internal constant ATTESTATIONS = "Attestations";

    /// @dev Moves the compensation from the provider's bond to the holder's balance. If the vault or the registry
    /// fails, moves nothing.
    function _compensate(uint256 leaseId, LeaseTerms memory terms, address holder) internal {
        uint256 perGpu = uint256(terms.pricePerGpuSecond) * HOUR;
        (bool known, uint256 bondPerGpu) =
            _read(DIRECTORY.get(NODE_REGISTRY), abi.encodeCall(INodeRegistry.bondPerGpu, (terms.node)));
        if (!known) return;
        if (bondPerGpu / BOND_HOURS < perGpu) perGpu = bondPerGpu / BOND_HOURS;
        uint256 before = PTOKEN.balanceOf(address(this));
        address vault = DIRECTORY.get(STAKE_VAULT);
        bytes memory message = abi.encodeCall(IStakeVault.compensate, (terms.provider, terms.gpus * perGpu));
        _checkGas(COMPENSATE_GAS);
        assembly ("memory-safe") {
            // The vault's answer is ignored: only the PToken that really arrived counts.
            pop(call(COMPENSATE_GAS, vault, 0, add(message, 0x20), mload(message), 0, 0))
        }
        uint256 paid = PTOKEN.balanceOf(address(this)) - before;
        if (paid == 0) return;
        _creditAccount(holder, paid);
        emit CompensationPaid(leaseId, holder, paid);
    }

    /// @dev Returns true if a quorum recorded that the node was unreachable at `time`.
    function _wasUnreachable(bytes32 node, uint256 time) internal view returns (bool) {
        (bool known, uint256 answer) =
            _read(DIRECTORY.get(ATTESTATIONS), abi.encodeCall(IAttestations.unreachableAt, (node, time)));
        return known && answer == 1;
    }

    /// @dev Reads one word of 32 bytes from a view function of a contract. `known` is false if the contract is missing,
    /// fails or returns fewer than 32 bytes. Reverts if there is too little gas for the read.
    function _read(address target, bytes memory message) private view returns (bool known, uint256 answer) {
        _checkGas(READ_GAS);
        assembly ("memory-safe") {
            known := staticcall(READ_GAS, target, add(message, 0x20), mload(message), 0x00, 0x20)
            known := and(known, gt(returndatasize(), 0x1f))
            if known { answer := mload(0x00) }
        }
    }

    function _checkGas(uint256 needed) private view {
        uint256 required = needed + needed / 63 + SPARE_GAS;
        if (gasleft() < required) revert Market_GasTooLow(gasleft(), required);
    }
}
