// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IMarketAnnex} from "../interfaces/IMarketAnnex.sol";
import {IPToken} from "../interfaces/IPToken.sol";
import {OrderLib} from "../libraries/OrderLib.sol";
import {AccountSlot, MarketStorage, Permit} from "../types/MarketTypes.sol";
import {AnnexNonces} from "./AnnexNonces.sol";

/// @title Deposits to and withdrawals from Market balances, and the sweep of fees
abstract contract AnnexBalances is IMarketAnnex, AnnexNonces {
    using SafeERC20 for IERC20;

    bytes32 private constant FEE_SPLITTER = "FeeSplitter";

    /// @inheritdoc IMarketAnnex
    function deposit(uint256 amount) external override throughMarket nonReentrant {
        _deposit(msg.sender, msg.sender, amount);
    }

    /// @inheritdoc IMarketAnnex
    function depositFor(address owner, uint256 amount) external override throughMarket nonReentrant {
        _deposit(owner, msg.sender, amount);
    }

    /// @inheritdoc IMarketAnnex
    function depositWithPermit(uint256 amount, Permit calldata permit)
        external
        override
        throughMarket
        nonReentrant
    {
        _takePermit(msg.sender, amount, permit);
        _deposit(msg.sender, msg.sender, amount);
    }

    /// @inheritdoc IMarketAnnex
    function depositSignedFor(
        address owner,
        uint256 amount,
        uint96 relayFee,
        uint64 nonce,
        uint40 expiry,
        Permit calldata permit,
        bytes calldata signature
    ) external override throughMarket nonReentrant {
        _checkAccountSigned(owner, OrderLib.hashDeposit(owner, amount, relayFee, nonce, expiry), expiry, signature);
        _useNonce(owner, nonce);
        _takePermit(owner, amount, permit);
        _deposit(owner, owner, amount);
        _payRelayFee(owner, relayFee);
    }

    /// @inheritdoc IMarketAnnex
    function withdraw(uint256 amount, address to) external override throughMarket nonReentrant {
        _withdraw(msg.sender, amount, to);
    }

    /// @inheritdoc IMarketAnnex
    function withdrawFor(
        address owner,
        uint256 amount,
        address to,
        uint96 relayFee,
        uint64 nonce,
        uint40 expiry,
        bytes calldata signature
    ) external override throughMarket nonReentrant {
        _checkAccountSigned(
            owner, OrderLib.hashWithdraw(owner, amount, to, relayFee, nonce, expiry), expiry, signature
        );
        _useNonce(owner, nonce);
        _payRelayFee(owner, relayFee);
        _withdraw(owner, amount, to);
    }

    /// @inheritdoc IMarketAnnex
    function sweepFees(address[] calldata accounts)
        external
        override
        throughMarket
        nonReentrant
        returns (uint256 amount)
    {
        MarketStorage storage $ = _storage();
        for (uint256 i = 0; i < accounts.length; ++i) {
            AccountSlot storage record = $.accounts[accounts[i]];
            amount += record.fees;
            record.fees = 0;
        }
        address splitter = DIRECTORY.get(FEE_SPLITTER);
        emit FeesSwept(splitter, amount, accounts);
        if (splitter == address(0)) IPToken(address(PTOKEN)).burn(amount);
        else PTOKEN.safeTransfer(splitter, amount);
    }

    /// @dev Uses a permit to set the Market's allowance. Ignores a failure, because somebody may have used the permit
    /// before. Then the allowance is already set, and the transfer shows whether it is enough.
    function _takePermit(address owner, uint256 amount, Permit calldata permit) private {
        try IERC20Permit(address(PTOKEN)).permit(
            owner, address(this), amount, permit.deadline, permit.v, permit.r, permit.s
        ) {} catch {}
    }

    function _deposit(address owner, address payer, uint256 amount) private {
        uint256 balance = _creditDeposit(owner, amount);
        emit Deposited(owner, payer, amount, balance);
        // The payer is the caller, or the account that signed this deposit.
        // slither-disable-next-line arbitrary-send-erc20
        PTOKEN.safeTransferFrom(payer, address(this), amount);
    }

    /// @dev Withdraws from a balance. Refuses the Market, its annex, PToken and the lease token as receivers, because
    /// nobody could withdraw PToken from them.
    function _withdraw(address owner, uint256 amount, address to) private {
        bool ours = to == address(this) || to == SELF || to == address(PTOKEN) || to == _storage().leaseToken;
        if (ours) revert Market_ReceiverInvalid(to);
        uint256 balance = _debitAccount(owner, amount);
        emit Withdrawn(owner, to, amount, balance);
        PTOKEN.safeTransfer(to, amount);
    }
}
