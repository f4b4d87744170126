// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAttestations} from "./interfaces/IAttestations.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IFeeSplitter} from "./interfaces/IFeeSplitter.sol";
import {IPToken} from "./interfaces/IPToken.sol";
import {QuorumLib} from "./libraries/QuorumLib.sol";
import {Signers} from "./types/AttestationsTypes.sol";

/// @title FeeSplitter
/// @notice Burns at least half of the market's fees and shares the rest. Holds rewards that validators have not
/// withdrawn.
contract FeeSplitter is IFeeSplitter, Ownable2Step, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint16 public constant MIN_BURN_BPS = 5_000;
    uint16 private constant BPS = 10_000;
    bytes32 private constant ATTESTATIONS = "Attestations";
    bytes32 private constant TREASURY = "Treasury";

    IERC20 public immutable PTOKEN;
    IDirectory public immutable DIRECTORY;

    /// @inheritdoc IFeeSplitter
    uint16 public override burnBps = 5_000;

    /// @inheritdoc IFeeSplitter
    uint16 public override treasuryBps = 2_500;

    /// @dev The epoch of the last reward that was shared.
    uint64 private _rewardedEpoch;

    /// @inheritdoc IFeeSplitter
    uint256 public override waiting;

    /// @inheritdoc IFeeSplitter
    mapping(address account => uint256 amount) public override owedTo;

    uint256 private _owed;

    constructor(IERC20 ptoken, IDirectory directory, address initialOwner) Ownable(initialOwner) {
        PTOKEN = ptoken;
        DIRECTORY = directory;
    }

    /// @inheritdoc IFeeSplitter
    function setShares(uint16 newBurnBps, uint16 newTreasuryBps) external override onlyOwner {
        if (newBurnBps < MIN_BURN_BPS || newBurnBps > BPS || newTreasuryBps > BPS - newBurnBps) {
            revert FeeSplitter_SharesOutOfRange(newBurnBps, newTreasuryBps);
        }
        burnBps = newBurnBps;
        treasuryBps = newTreasuryBps;
        emit SharesSet(newBurnBps, newTreasuryBps);
    }

    /// @inheritdoc IFeeSplitter
    function split()
        external
        override
        nonReentrant
        returns (uint256 burned, uint256 toTreasury, uint256 toValidators)
    {
        uint256 amount = PTOKEN.balanceOf(address(this)) - waiting - _owed;
        address treasury = DIRECTORY.get(TREASURY);
        address attestations = DIRECTORY.get(ATTESTATIONS);
        if (treasury != address(0)) toTreasury = amount * treasuryBps / BPS;
        if (attestations.code.length != 0 && IAttestations(attestations).hasSet()) {
            toValidators = amount * (BPS - burnBps - treasuryBps) / BPS;
        }
        // The rounding remainder is burned, too, so that the burned amount is never below its share.
        burned = amount - toTreasury - toValidators;
        waiting += toValidators;
        emit FeesSplit(burned, toTreasury, toValidators);
        if (toTreasury != 0) PTOKEN.safeTransfer(treasury, toTreasury);
        if (burned != 0) IPToken(address(PTOKEN)).burn(burned);
    }

    /// @inheritdoc IFeeSplitter
    function reward(bytes32[] calldata members) external override nonReentrant {
        Signers memory signers = IAttestations(DIRECTORY.get(ATTESTATIONS)).nodeSigners();
        bytes32 setHash = QuorumLib.hashMembers(members);
        if (setHash != signers.setHash) revert FeeSplitter_SetMismatch(setHash, signers.setHash);
        if (signers.epoch <= _rewardedEpoch) revert FeeSplitter_EpochRewarded(signers.epoch);
        _rewardedEpoch = signers.epoch;

        uint256 pot = waiting;
        (address[] memory accounts, uint256[] memory amounts, uint256 shared) = _shares(members, signers.bitmap, pot);
        waiting = pot - shared;
        _owed += shared;
        for (uint256 i = 0; i < accounts.length; ++i) {
            owedTo[accounts[i]] += amounts[i];
        }
        emit ValidatorsRewarded(signers.epoch, shared, accounts, amounts);
    }

    /// @inheritdoc IFeeSplitter
    function pay(address account) external override nonReentrant returns (uint256 amount) {
        amount = owedTo[account];
        if (amount == 0) revert FeeSplitter_NothingOwed(account);
        owedTo[account] = 0;
        _owed -= amount;
        emit RewardPaid(account, amount);
        PTOKEN.safeTransfer(account, amount);
    }

    /// @dev Returns how `pot` (the validators' part of the fees) is divided among the signers in proportion to their
    /// stakes. Members that did not sign get no reward, but lose nothing else.
    function _shares(bytes32[] calldata members, uint256 bitmap, uint256 pot)
        private
        pure
        returns (address[] memory accounts, uint256[] memory amounts, uint256 shared)
    {
        uint256 signedStake = 0;
        uint256 count = 0;
        for (uint256 i = 0; i < members.length; ++i) {
            if ((bitmap >> i) & 1 == 0) continue;
            signedStake += QuorumLib.stakeOf(members[i]);
            ++count;
        }
        accounts = new address[](count);
        amounts = new uint256[](count);
        uint256 next = 0;
        for (uint256 i = 0; i < members.length; ++i) {
            if ((bitmap >> i) & 1 == 0) continue;
            accounts[next] = QuorumLib.accountOf(members[i]);
            amounts[next] = pot * QuorumLib.stakeOf(members[i]) / signedStake;
            shared += amounts[next];
            ++next;
        }
    }
}
