// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PaidModel} from "../types/ModelPaymentsTypes.sol";

/// @title ModelPayments: commercial models with prices in PToken, paid in G at the oracle's rate
/// @notice A price is in PToken base units for one unit of the model's product. The payment is in base units of G,
/// rounded up, and goes directly from the payer to the payee: this contract never holds funds.
interface IModelPayments {
    event ModelRegistered(uint256 indexed id, address indexed owner, string name);
    event ModelSet(uint256 indexed id, address indexed payee, uint256 pricePerUnit);
    event ModelPaid(
        uint256 indexed id,
        address indexed payer,
        address indexed payee,
        uint256 units,
        uint256 pTokenAmount,
        uint256 gAmount,
        uint256 rate,
        bytes32 note
    );

    error ModelPayments_NameLength(uint256 length, uint256 most);
    error ModelPayments_PayeeInvalid(address payee);
    error ModelPayments_CallerNotOwner(address caller, address owner);
    error ModelPayments_NotForSale(uint256 id);
    error ModelPayments_UnitsZero();
    error ModelPayments_CostsMore(uint256 gAmount, uint256 mostG);

    /// @notice Registers a model of the caller, with a name of 1 to 100 bytes. Anyone may call it.
    function register(string calldata name, address payee, uint128 pricePerUnit) external returns (uint256 id);

    /// @notice Changes the payee and the price of a model. A price of 0 ends its sale. Only the model's owner may call
    /// it.
    function set(uint256 id, address payee, uint128 pricePerUnit) external;

    /// @notice Pays for `units` of a model in G tokens, at most `mostG` base units, which the caller must have
    /// approved. The payer may choose any `note`.
    function pay(uint256 id, uint64 units, uint256 mostG, bytes32 note) external returns (uint256 gAmount);

    /// @notice The current cost of `units` in PToken and in G, and the rate.
    function quote(uint256 id, uint64 units)
        external
        view
        returns (uint256 pTokenAmount, uint256 gAmount, uint256 rate);

    function modelCount() external view returns (uint256);
    function modelOf(uint256 id) external view returns (PaidModel memory);
}
