// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

import {ITimelock} from "./interfaces/ITimelock.sol";

/// @title Timelock
/// @notice OpenZeppelin's timelock of two days with no admin. Only the governor proposes, cancels and executes, so that each check it makes is made.
contract Timelock is ITimelock, TimelockController {
    uint256 public constant DELAY = 2 days;

    constructor(address governor) TimelockController(DELAY, _one(governor), _one(governor), address(0)) {}

    /// @inheritdoc ITimelock
    function takeOwnership(address owned) external override {
        emit OwnershipTaken(owned);
        Ownable2Step(owned).acceptOwnership();
    }

    /// @notice The wait is in the code, for votes too.
    function updateDelay(uint256) public pure override {
        revert Timelock_DelayFixed(DELAY);
    }

    function _one(address account) private pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = account;
    }
}
