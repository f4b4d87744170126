// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRateOracle} from "./IRateOracle.sol";
import {RateReport} from "../types/GOracleTypes.sol";

/// @title GOracle: the stake-weighted median of validators' reports
/// @notice A rate is in base units of G for one whole PToken. Candidates of the validator set report rates, and their
/// bonds are the weights. A median needs fresh reports of four candidates (three are enough if exactly four exist) with
/// more than two thirds of all bonds. The rate changes by at most a tenth, at most once per hour, and is valid for a
/// day. The first change starts from the deployment's rate, which is not valid itself. There is no owner; the Directory
/// can list another oracle.
interface IGOracle is IRateOracle {
    event RateReported(address indexed reporter, uint256 rate);
    /// @notice The rate was updated. `median` is the median of the reports; `current` is the new rate, which differs
    /// from `previous` by at most a tenth.
    event RateUpdated(uint256 current, uint256 median, uint256 previous, uint256 reports);

    error GOracle_RateOutOfRange(uint256 rate, uint256 least, uint256 most);
    error GOracle_UpdatedJustNow(uint256 from, uint256 time);
    error GOracle_TooFewReports(uint256 reports, uint256 freshStake, uint256 totalStake);
    error GOracle_Stale(uint256 updatedAt, uint256 time);

    /// @notice Reports the value of one whole PToken, in base units of G. Anyone may call it. A report is valid for six
    /// hours. `update` uses only the reports of admitted validator candidates whose bond is large enough.
    function report(uint96 newRate) external;

    /// @notice Moves the rate toward the median of the fresh reports, weighted by stake, by at most a tenth of the
    /// rate. Anyone may call it, once per hour.
    function update() external returns (uint256 current);

    /// @notice The last rate, however old, and its time. Before the first update, returns the rate of the deployment
    /// and the time 0.
    function lastRate() external view returns (uint96 current, uint40 updatedAt);

    function reportOf(address reporter) external view returns (RateReport memory);
}
