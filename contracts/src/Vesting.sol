// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IVesting} from "./interfaces/IVesting.sol";
import {Grant} from "./types/GovernanceTypes.sol";

/// @title Vesting
/// @notice Holds the genesis grants. It has no owner, and its code cannot be changed.
contract Vesting is IVesting, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    IERC20 public immutable GTOKEN;

    Grant[] private _grants;

    /// @inheritdoc IVesting
    uint256 public override totalUnreleased;

    constructor(IERC20 gtoken, Grant[] memory grants) {
        GTOKEN = gtoken;
        uint256 sum = 0;
        for (uint256 id = 0; id < grants.length; ++id) {
            Grant memory grant = grants[id];
            bool ordered = grant.startAt <= grant.cliffAt && grant.cliffAt <= grant.endAt && grant.startAt < grant.endAt;
            if (!ordered || grant.beneficiary == address(0) || grant.amount == 0 || grant.released != 0) {
                revert Vesting_GrantInvalid(id);
            }
            sum += grant.amount;
            _grants.push(grant);
            emit GrantCreated(
                id, grant.beneficiary, grant.label, grant.amount, grant.startAt, grant.cliffAt, grant.endAt
            );
        }
        totalUnreleased = sum;
    }

    /// @inheritdoc IVesting
    function release(uint256 id) external override nonReentrant returns (uint256 amount) {
        Grant storage grant = _grant(id);
        amount = vestedAt(id, block.timestamp) - grant.released;
        // This comparison is safe: the amount is the vested amount less the recorded payments, and a transfer of G
        // from others cannot change it.
        // slither-disable-next-line incorrect-equality
        if (amount == 0) revert Vesting_NothingToRelease(id);
        grant.released += uint128(amount);
        totalUnreleased -= amount;
        address beneficiary = grant.beneficiary;
        emit Released(id, beneficiary, amount);
        GTOKEN.safeTransfer(beneficiary, amount);
    }

    /// @inheritdoc IVesting
    function changeBeneficiary(uint256 id, address beneficiary) external override {
        Grant storage grant = _grant(id);
        address previous = grant.beneficiary;
        if (msg.sender != previous) revert Vesting_CallerNotBeneficiary(msg.sender, previous);
        if (beneficiary == address(0)) revert Vesting_GrantInvalid(id);
        grant.beneficiary = beneficiary;
        emit BeneficiaryChanged(id, previous, beneficiary);
    }

    /// @inheritdoc IVesting
    function grantCount() external view override returns (uint256) {
        return _grants.length;
    }

    /// @inheritdoc IVesting
    function grantOf(uint256 id) external view override returns (Grant memory) {
        return _grant(id);
    }

    /// @inheritdoc IVesting
    function vestedAt(uint256 id, uint256 time) public view override returns (uint256) {
        Grant storage grant = _grant(id);
        if (time < grant.cliffAt) return 0;
        if (time >= grant.endAt) return grant.amount;
        return uint256(grant.amount) * (time - grant.startAt) / (grant.endAt - grant.startAt);
    }

    function _grant(uint256 id) private view returns (Grant storage) {
        if (id >= _grants.length) revert Vesting_NoSuchGrant(id);
        return _grants[id];
    }
}
