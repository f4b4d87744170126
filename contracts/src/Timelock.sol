// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

import {ITimelock} from "./interfaces/ITimelock.sol";
import {KeyHolderLib} from "./libraries/KeyHolderLib.sol";

/// @title Timelock
/// @notice OpenZeppelin's timelock with a delay of at least two days and no admin. Only the governor may propose,
/// cancel and execute, so that none of the governor's checks can be skipped.
contract Timelock is ITimelock, TimelockController {
    uint256 public constant DELAY = 2 days;

    /// @inheritdoc ITimelock
    uint256 public constant override HOLDER_CHANGE_DELAY = 2 * DELAY;

    constructor(address governor) TimelockController(DELAY, _one(governor), _one(governor), address(0)) {}

    /// @inheritdoc ITimelock
    function takeOwnership(address owned) external override {
        emit OwnershipTaken(owned);
        Ownable2Step(owned).acceptOwnership();
    }

    /// @notice Schedules one call. Only the governor may call it. If the call changes the holder of a key, it must wait
    /// for twice the delay.
    function schedule(
        address target,
        uint256 value,
        bytes calldata data,
        bytes32 predecessor,
        bytes32 salt,
        uint256 delay
    ) public override {
        uint256 least = KeyHolderLib.changesHolder(data) ? HOLDER_CHANGE_DELAY : DELAY;
        super.schedule(target, value, data, predecessor, salt, delay < least ? least : delay);
    }

    /// @notice Schedules the calls of a proposal. Only the governor may call it. If one of them changes the holder of a
    /// key, all of them must wait for twice the delay, so that everyone who disagrees can leave.
    function scheduleBatch(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata payloads,
        bytes32 predecessor,
        bytes32 salt,
        uint256 delay
    ) public override {
        uint256 least = KeyHolderLib.hasHolderChange(payloads) ? HOLDER_CHANGE_DELAY : DELAY;
        super.scheduleBatch(targets, values, payloads, predecessor, salt, delay < least ? least : delay);
    }

    /// @notice Reverts: the code fixes the delay, and no vote can change it.
    function updateDelay(uint256) public pure override {
        revert Timelock_DelayFixed(DELAY);
    }

    function _one(address account) private pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = account;
    }
}
