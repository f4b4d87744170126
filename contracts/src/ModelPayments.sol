// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IDirectory} from "./interfaces/IDirectory.sol";
import {IModelPayments} from "./interfaces/IModelPayments.sol";
import {IRateOracle} from "./interfaces/IRateOracle.sol";
import {PaidModel} from "./types/ModelPaymentsTypes.sol";

/// @title ModelPayments
/// @notice Moves G from the account that pays for a model to the model's payee. Holds no funds and has no owner.
contract ModelPayments is IModelPayments, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 public constant MOST_NAME_BYTES = 100;

    uint256 private constant WHOLE_PTOKEN = 1e18;
    bytes32 private constant RATE_ORACLE = "RateOracle";

    IERC20 public immutable GTOKEN;
    IDirectory public immutable DIRECTORY;

    /// @inheritdoc IModelPayments
    uint256 public override modelCount;

    mapping(uint256 id => PaidModel model) private _models;

    constructor(IERC20 gtoken, IDirectory directory) {
        GTOKEN = gtoken;
        DIRECTORY = directory;
    }

    /// @inheritdoc IModelPayments
    function register(string calldata name, address payee, uint128 pricePerUnit)
        external
        override
        returns (uint256 id)
    {
        uint256 length = bytes(name).length;
        if (length == 0 || length > MOST_NAME_BYTES) revert ModelPayments_NameLength(length, MOST_NAME_BYTES);
        id = ++modelCount;
        _models[id].owner = msg.sender;
        emit ModelRegistered(id, msg.sender, name);
        _set(id, payee, pricePerUnit);
    }

    /// @inheritdoc IModelPayments
    function set(uint256 id, address payee, uint128 pricePerUnit) external override {
        address owner = _models[id].owner;
        if (msg.sender != owner) revert ModelPayments_CallerNotOwner(msg.sender, owner);
        _set(id, payee, pricePerUnit);
    }

    /// @inheritdoc IModelPayments
    function pay(uint256 id, uint64 units, uint256 mostG, bytes32 note)
        external
        override
        nonReentrant
        returns (uint256 gAmount)
    {
        uint256 pTokenAmount = 0;
        uint256 rate = 0;
        (pTokenAmount, gAmount, rate) = quote(id, units);
        if (gAmount > mostG) revert ModelPayments_CostsMore(gAmount, mostG);
        address payee = _models[id].payee;
        emit ModelPaid(id, msg.sender, payee, units, pTokenAmount, gAmount, rate, note);
        GTOKEN.safeTransferFrom(msg.sender, payee, gAmount);
    }

    /// @inheritdoc IModelPayments
    function quote(uint256 id, uint64 units)
        public
        view
        override
        returns (uint256 pTokenAmount, uint256 gAmount, uint256 rate)
    {
        uint256 price = _models[id].pricePerUnit;
        if (price == 0) revert ModelPayments_NotForSale(id);
        if (units == 0) revert ModelPayments_UnitsZero();
        rate = IRateOracle(DIRECTORY.get(RATE_ORACLE)).rate();
        pTokenAmount = price * units;
        gAmount = Math.mulDiv(pTokenAmount, rate, WHOLE_PTOKEN, Math.Rounding.Ceil);
    }

    /// @inheritdoc IModelPayments
    function modelOf(uint256 id) external view override returns (PaidModel memory) {
        return _models[id];
    }

    function _set(uint256 id, address payee, uint128 pricePerUnit) private {
        // G tokens that are paid to this contract or to the token contract could never be moved again.
        if (payee == address(0) || payee == address(this) || payee == address(GTOKEN)) {
            revert ModelPayments_PayeeInvalid(payee);
        }
        _models[id].payee = payee;
        _models[id].pricePerUnit = pricePerUnit;
        emit ModelSet(id, payee, pricePerUnit);
    }
}
