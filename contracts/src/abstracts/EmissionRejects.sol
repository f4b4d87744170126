// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPToken} from "../interfaces/IPToken.sol";
import {EmissionBudget, EmissionProgramme} from "../types/EmissionTypes.sol";
import {EmissionState} from "./EmissionState.sol";

/// @title Rejecting epochs
abstract contract EmissionRejects is EmissionState {
    /// @dev Rejects an epoch and all later ones, which build on it. The epoch is wrong, or nobody answered a demand
    /// about it. The terms of this first rejected epoch can never be published again. Neither can those of the later
    /// epochs, because only the newest attested root counts, and a newer one will follow. Burns the amounts of all
    /// rejected epochs.
    function _reject(uint64 wrong) internal {
        isBarred[_statementOf(_epochs[wrong].termsHash)] = true;
        uint64 last = lastEpoch;
        uint64 previous = _epochs[wrong].previous;
        uint96 sum = _epochs[last].totalSoFar - _epochs[previous].totalSoFar;
        lastEpoch = previous;
        _counter.waiting -= sum;
        while (last > previous) {
            uint64 next = _epochs[last].previous;
            uint256 total = _epochs[last].totalSoFar - _epochs[next].totalSoFar;
            delete _epochs[last];
            _restore(last);
            emit EpochRejected(last, wrong, total);
            last = next;
        }
        IPToken(address(PTOKEN)).burn(sum);
    }

    /// @dev Gives the budgets that a rejected epoch had spent back to their incentive programmes.
    function _restore(uint64 epoch) internal {
        EmissionBudget[] storage budgets = _spent[epoch];
        uint256 sum = 0;
        for (uint256 i = 0; i < budgets.length; ++i) {
            EmissionProgramme storage record = _programmes[budgets[i].programme];
            record.remaining += budgets[i].budget;
            sum += budgets[i].budget;
            emit ProgrammeRestored(budgets[i].programme, epoch, budgets[i].budget, record.remaining);
        }
        promised += sum;
        delete _spent[epoch];
    }
}
