// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRateOracle} from "./IRateOracle.sol";
import {RateReport} from "../types/GOracleTypes.sol";

/// @title GOracle: the stake-weighted median of what validators report
/// @notice Rates in base units of G for one whole PToken. Who stands for the validator set reports; the weight is the bond. A median needs fresh reports
/// of four, or of three where exactly four stand, with more than two thirds of the bonds of all; it moves by a tenth at most, once an hour at most, and is good for a day.
/// The first moves from what the deployment said, which is itself no rate.
/// Nobody owns it; another oracle is another entry of the Directory.
interface IGOracle is IRateOracle {
    event RateReported(address indexed reporter, uint256 rate);
    /// @notice `median` is what the reports say, `current` what of it the bound on jumps lets through.
    event RateUpdated(uint256 current, uint256 median, uint256 previous, uint256 reports);

    error GOracle_RateOutOfRange(uint256 rate, uint256 least, uint256 most);
    error GOracle_UpdatedJustNow(uint256 from, uint256 time);
    error GOracle_TooFewReports(uint256 reports, uint256 freshStake, uint256 totalStake);
    error GOracle_Stale(uint256 updatedAt, uint256 time);

    /// @notice Says what a PToken is worth. Anyone; only validators' words count, for six hours.
    function report(uint96 newRate) external;

    /// @notice Makes the median of the fresh reports the rate. Anyone, once an hour.
    function update() external returns (uint256 current);

    /// @notice The rate however old it is, and when it was made: what the deployment said and 0 before the first.
    function lastRate() external view returns (uint96 current, uint40 updatedAt);

    function reportOf(address reporter) external view returns (RateReport memory);
}
