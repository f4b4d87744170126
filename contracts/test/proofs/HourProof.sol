// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CalendarLib} from "../../src/libraries/CalendarLib.sol";

/// @dev Halmos proves each property for every input: see README.md. Separate from CalendarProof, because these
/// properties divide.
contract HourProof {
    /// @dev The hour that `hourFloor` returns for a time contains the time.
    function check_AnHourHoldsItsTime(uint40 time) external pure {
        unchecked {
            uint256 floor = CalendarLib.hourFloor(time) * 3600;
            assert(floor <= time);
            assert(time < floor + 3600);
        }
    }

    /// @dev The hour that `hourCeil` returns for a time starts at or after the time, and less than an hour later.
    function check_TheNextHourStartsWithinAnHour(uint40 time) external pure {
        unchecked {
            uint256 ceil = CalendarLib.hourCeil(time) * 3600;
            assert(ceil >= time);
            assert(ceil < uint256(time) + 3600);
        }
    }
}
