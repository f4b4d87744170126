// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {TaskMoney, TaskOutcome, TaskPayouts} from "../types/TaskPoolTypes.sol";
import {FeeLib} from "./FeeLib.sol";

/// @title The amounts that each side gets when a task ends
/// @notice Pure. Calculates the same as packages/tasks/src/money; both are compared with the same vectors.
library TaskMoneyLib {
    uint256 internal constant FEE_BPS = 25;
    uint256 internal constant RELEASED_BPS = 100;
    uint256 internal constant SILENT_BPS = 200;
    uint256 private constant FAILED_ALIKE_BPS = 3_000;
    uint256 private constant BPS = 10_000;

    function sideFee(TaskMoney memory money) internal pure returns (uint256) {
        return FeeLib.feeUp(money.reward + money.tip, FEE_BPS);
    }

    /// @notice Returns the amount that a submitter pays in for one task, without the base fee.
    function escrowOf(TaskMoney memory money) internal pure returns (uint256) {
        return money.reward + money.tip + money.verifyShare + sideFee(money);
    }

    /// @notice Returns the part of a stake that is burned when its owner leaves a task or does not answer in time.
    /// Rounded down.
    function fineOf(uint256 stake, uint256 bps) internal pure returns (uint256) {
        return stake * bps / BPS;
    }

    /// @notice Returns the amount that each side gets. The payouts sum to the escrow, the worker's stake and every lost
    /// stake.
    /// @param auditors The number of audits that are paid. Their pay must not exceed the share for audits.
    /// @param runs The number of paid runs that decided a dispute.
    /// @param appealed True if the loser lost a second stake.
    function settle(TaskMoney memory money, TaskOutcome outcome, uint256 auditors, uint256 runs, bool appealed)
        internal
        pure
        returns (TaskPayouts memory payouts)
    {
        if (outcome == TaskOutcome.FailedAlike) return failedAlike(money);
        uint256 fee = sideFee(money);
        payouts.auditors = auditors * money.runPay;
        payouts.submitter = money.verifyShare - payouts.auditors;
        payouts.worker = money.stake;
        if (outcome == TaskOutcome.Accepted || outcome == TaskOutcome.AuditorLost) {
            payouts.worker += money.reward + money.tip - fee;
            payouts.fees = 2 * fee;
        } else {
            payouts.submitter += money.reward + money.tip + fee;
        }
        if (outcome == TaskOutcome.WorkerLost || outcome == TaskOutcome.AuditorLost) {
            if (outcome == TaskOutcome.WorkerLost) payouts.worker = 0;
            _shareStakes(payouts, money, runs, appealed ? 2 * money.stake : money.stake);
        } else if (outcome == TaskOutcome.Undecided && runs != 0) {
            payouts.runs = money.reward / runs * runs;
            payouts.submitter -= payouts.runs;
        } else if (outcome == TaskOutcome.NotRevealed) {
            payouts.worker = 0;
            payouts.burned = money.stake;
        }
    }

    /// @notice Returns the amount that each side gets if three providers fail with the same code. Three tenths of the
    /// reward are burned, so that broken input costs its submitter.
    function failedAlike(TaskMoney memory money) internal pure returns (TaskPayouts memory payouts) {
        payouts.worker = money.stake;
        payouts.burned = money.reward * FAILED_ALIKE_BPS / BPS;
        payouts.submitter = escrowOf(money) - payouts.burned;
    }

    /// @dev Divides the lost stakes: first to the submitter, up to half of the reward; then to the runs that decided
    /// the dispute; the rest is burned. So nobody gains by making others lose.
    function _shareStakes(TaskPayouts memory payouts, TaskMoney memory money, uint256 runs, uint256 lost) private pure {
        uint256 submitter = Math.min(money.reward / 2, lost);
        payouts.runs = Math.min(runs * money.runPay, lost - submitter);
        payouts.submitter += submitter;
        payouts.burned = lost - submitter - payouts.runs;
    }
}
