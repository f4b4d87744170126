// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {EmissionBudgets} from "./abstracts/EmissionBudgets.sol";
import {EmissionEpochs} from "./abstracts/EmissionEpochs.sol";
import {EmissionState} from "./abstracts/EmissionState.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IEmissionPaying} from "./interfaces/IEmissionPaying.sol";
import {EmissionLeafLib} from "./libraries/EmissionLeafLib.sol";
import {
    EmissionClaim,
    EmissionCounter,
    EmissionLimits,
    EmissionParameters,
    EmissionRefusal
} from "./types/EmissionTypes.sol";

/// @title Emission
/// @notice Holds the unclaimed pay of published epochs, and the bonds of open demands (requests to see the inputs of an
/// earnings leaf). Its code cannot be changed.
/// @dev For functions that this contract does not have, it runs the code of EmissionChallenges. Both addresses and all
/// storage are fixed at deployment. IEmission lists all functions of both.
contract Emission is EmissionEpochs {
    using SafeERC20 for IERC20;

    uint256 private constant WHOLE_G = 1e18;

    IERC20 public immutable STAKED_G;

    /// @notice The address of EmissionChallenges, which has the code of challenges. Never changes.
    address public immutable CHALLENGES;

    /// @dev Values that a call with many claims reads only once and uses for each claim.
    struct Paying {
        uint64 epoch;
        bytes32 domain;
        bytes32 root;
        uint256 left;
        uint256 leastStake;
    }

    /// @dev EmissionChallenges has its own immutable PToken address, which must be the same as this contract's.
    constructor(
        IERC20 ptoken,
        IDirectory directory,
        IERC20 stakedG,
        address initialOwner,
        EmissionParameters memory parameters,
        EmissionLimits memory limits_,
        EmissionState challenges
    ) EmissionState(ptoken) Ownable(initialOwner) EmissionBudgets(parameters, limits_) EmissionEpochs(directory) {
        STAKED_G = stakedG;
        if (address(challenges.PTOKEN()) != address(ptoken)) revert Emission_ChallengesMismatch(address(challenges));
        CHALLENGES = address(challenges);
    }

    /// @dev Runs the code of EmissionChallenges on this contract's storage. Accepts no native coins.
    fallback() external {
        address challenges = CHALLENGES;
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            calldatacopy(pointer, 0, calldatasize())
            let done := delegatecall(gas(), challenges, pointer, calldatasize(), 0, 0)
            returndatacopy(pointer, 0, returndatasize())
            switch done
            case 0 { revert(pointer, returndatasize()) }
            default { return(pointer, returndatasize()) }
        }
    }

    /// @inheritdoc IEmissionPaying
    function claim(uint64 epoch, address provider, uint128 cumulative, bytes32[] calldata proof)
        external
        override
        nonReentrant
        returns (uint256 amount)
    {
        EmissionRefusal refusal = EmissionRefusal.None;
        (amount, refusal) = _pay(_payingOf(epoch), provider, cumulative, proof);
        if (refusal != EmissionRefusal.None) revert Emission_ClaimRefused(provider, refusal);
    }

    /// @inheritdoc IEmissionPaying
    function claimBatch(uint64 epoch, EmissionClaim[] calldata claims)
        external
        override
        nonReentrant
        returns (uint256 amount)
    {
        Paying memory paying = _payingOf(epoch);
        for (uint256 i = 0; i < claims.length; ++i) {
            EmissionClaim calldata it = claims[i];
            (uint256 paid, EmissionRefusal refusal) = _pay(paying, it.provider, it.cumulative, it.proof);
            amount += paid;
            if (refusal != EmissionRefusal.None) emit ClaimSkipped(epoch, it.provider, refusal);
        }
    }

    /// @inheritdoc IEmissionPaying
    function claimable() external view override returns (uint256) {
        return PTOKEN.balanceOf(address(this)) - _counter.waiting;
    }

    /// @inheritdoc IEmissionPaying
    function counter() external view override returns (EmissionCounter memory) {
        return _counter;
    }

    function _payingOf(uint64 epoch) private returns (Paying memory paying) {
        if (epoch > _counter.finalEpoch) _makeFinal(epoch);
        // Both values are in one storage slot, so read them together, before the token is called.
        (uint256 waiting, uint256 leastG) = (_counter.waiting, _counter.leastG);
        bytes32 root = _epochs[epoch].leaves;
        // This comparison is safe: a root is either signed or missing, and nobody can change that as they can change a
        // balance.
        // slither-disable-next-line incorrect-equality
        if (root == 0) revert Emission_EpochUnknown(epoch);
        paying.epoch = epoch;
        paying.root = root;
        paying.domain = EmissionLeafLib.domainOf(EmissionLeafLib.EMISSION, address(this), epoch);
        // Uses the PToken balance of this contract. So no counter of payments is needed, and PToken that others send
        // here can be claimed, too.
        paying.left = PTOKEN.balanceOf(address(this)) - waiting;
        paying.leastStake = leastG * WHOLE_G;
    }

    /// @dev Pays a provider the total in its leaf (`cumulative`), less its earlier pay, or returns the reason why it
    /// cannot be paid.
    function _pay(Paying memory paying, address provider, uint128 cumulative, bytes32[] calldata proof)
        private
        returns (uint256 amount, EmissionRefusal refusal)
    {
        bytes32 leaf = EmissionLeafLib.leafIn(paying.domain, provider, cumulative);
        if (provider == address(0) || !EmissionLeafLib.isUnder(paying.root, leaf, proof)) {
            return (0, EmissionRefusal.LeafUnknown);
        }
        uint256 claimed = claimedOf[provider];
        if (cumulative <= claimed) return (0, EmissionRefusal.NothingNew);
        if (STAKED_G.balanceOf(provider) < paying.leastStake) return (0, EmissionRefusal.BondTooLow);
        amount = cumulative - claimed;
        if (amount > paying.left) return (0, EmissionRefusal.TotalExceeded);
        paying.left -= amount;
        claimedOf[provider] = cumulative;
        emit EmissionClaimed(provider, paying.epoch, cumulative);
        PTOKEN.safeTransfer(provider, amount);
    }
}
