// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../interfaces/IMarketErrors.sol";
import {Ask, Mandate} from "../types/MarketTypes.sol";

/// @title Limits that a provider's wallet sets for asks signed by a node's key
/// @notice Pure. The checks revert with the first limit that an ask breaks.
library MandateLib {
    uint256 internal constant MAY_BE_TRANSFERABLE = 1;
    uint256 internal constant MAY_BE_PRIVATE = 2;

    // Positions of the limits in Mandate, counted from 0.
    uint8 internal constant MIN_PRICE = 2;
    uint8 internal constant MAX_DURATION = 3;
    uint8 internal constant MAX_TRIAL = 4;
    uint8 internal constant MIN_NOTICE = 5;
    uint8 internal constant MAX_NOTICE = 6;
    uint8 internal constant AVAILABLE_UNTIL = 7;
    uint8 internal constant FLAGS = 8;

    /// @notice Checks that an ask is at least as good for its provider as the mandate requires.
    function checkLimits(Ask memory ask, Mandate memory mandate) internal pure {
        _atLeast(MIN_PRICE, ask.pricePerGpuSecond, mandate.minPricePerGpuSecond);
        _atMost(MAX_DURATION, ask.maxDurationSeconds, mandate.maxDurationSeconds);
        _atMost(MAX_TRIAL, ask.trialSeconds, mandate.maxTrialSeconds);
        _atLeast(MIN_NOTICE, ask.noticeSeconds, mandate.minNoticeSeconds);
        _atMost(MAX_NOTICE, ask.noticeSeconds, mandate.maxNoticeSeconds);
        _atMost(AVAILABLE_UNTIL, ask.availableUntil, mandate.availableUntil);
        uint256 flags = (ask.transferable ? MAY_BE_TRANSFERABLE : 0)
            | (ask.privateRenter == address(0) ? 0 : MAY_BE_PRIVATE);
        if (flags & ~uint256(mandate.flags) != 0) {
            revert IMarketErrors.Market_MandateExceeded(FLAGS, flags, mandate.flags);
        }
    }

    function _atLeast(uint8 field, uint256 value, uint256 limit) private pure {
        if (value < limit) revert IMarketErrors.Market_MandateExceeded(field, value, limit);
    }

    function _atMost(uint8 field, uint256 value, uint256 limit) private pure {
        if (value > limit) revert IMarketErrors.Market_MandateExceeded(field, value, limit);
    }
}
