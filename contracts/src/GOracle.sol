// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IAttestations} from "./interfaces/IAttestations.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IGOracle} from "./interfaces/IGOracle.sol";
import {IRateOracle} from "./interfaces/IRateOracle.sol";
import {IStakeVault} from "./interfaces/IStakeVault.sol";
import {MedianLib} from "./libraries/MedianLib.sol";
import {QuorumLib} from "./libraries/QuorumLib.sol";
import {RateReport, WeightedRate} from "./types/GOracleTypes.sol";

/// @title GOracle
/// @notice The value of a PToken in G, calculated from reports of validators. Holds no funds and has no owner.
contract GOracle is IGOracle {
    uint256 public constant LEAST_RATE = 1e12;
    uint256 public constant MOST_RATE = 1e24;
    uint256 public constant FRESH_SECONDS = 6 hours;
    uint256 public constant UPDATE_EVERY_SECONDS = 1 hours;
    uint256 public constant GOOD_FOR_SECONDS = 1 days;
    uint256 public constant MOST_JUMP_BPS = 1_000;

    uint256 private constant LEAST_REPORTS = 4;
    uint256 private constant BPS = 10_000;
    bytes32 private constant ATTESTATIONS = "Attestations";
    bytes32 private constant STAKE_VAULT = "StakeVault";
    bytes32 private constant VALIDATOR = "Validator";

    IDirectory public immutable DIRECTORY;

    /// @dev The rate after the last update. Before the first update, it is the rate that the deployment set, with time
    /// 0. The first update can move the rate by at most a tenth of that rate. Until then, `rate` reverts, because a
    /// rate of time 0 is too old.
    RateReport private _last;
    mapping(address reporter => RateReport report) private _reports;

    constructor(IDirectory directory, uint96 initialRate) {
        _checkRange(initialRate);
        DIRECTORY = directory;
        _last.rate = initialRate;
    }

    /// @inheritdoc IGOracle
    function report(uint96 newRate) external override {
        _checkRange(newRate);
        _reports[msg.sender] = RateReport(newRate, uint40(block.timestamp));
        emit RateReported(msg.sender, newRate);
    }

    /// @inheritdoc IGOracle
    function update() external override returns (uint256 current) {
        RateReport memory last = _last;
        uint256 from = last.reportedAt + UPDATE_EVERY_SECONDS;
        if (block.timestamp < from) revert GOracle_UpdatedJustNow(from, block.timestamp);
        (WeightedRate[] memory fresh, uint256 count) = _freshReports();
        uint256 median = MedianLib.medianOf(fresh, count);
        current = _within(median, last.rate);
        // The new rate is between the last rate and the median. The last rate and the median are in the allowed range,
        // so the new rate is, too.
        _last = RateReport(uint96(current), uint40(block.timestamp));
        emit RateUpdated(current, median, last.rate, count);
    }

    /// @inheritdoc IRateOracle
    function rate() external view override returns (uint256) {
        RateReport memory last = _last;
        if (block.timestamp > last.reportedAt + GOOD_FOR_SECONDS) revert GOracle_Stale(last.reportedAt, block.timestamp);
        return last.rate;
    }

    /// @inheritdoc IGOracle
    function lastRate() external view override returns (uint96 current, uint40 updatedAt) {
        return (_last.rate, _last.reportedAt);
    }

    /// @inheritdoc IGOracle
    function reportOf(address reporter) external view override returns (RateReport memory) {
        return _reports[reporter];
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Returns the fresh reports of candidates that are admitted and have enough bond. There are at most 64
    /// candidates.
    function _freshReports() private view returns (WeightedRate[] memory fresh, uint256 count) {
        IAttestations attestations = IAttestations(DIRECTORY.get(ATTESTATIONS));
        IStakeVault vault = IStakeVault(DIRECTORY.get(STAKE_VAULT));
        address[] memory reporters = attestations.candidates();
        uint256 minStake = attestations.minStake();
        fresh = new WeightedRate[](reporters.length);
        uint256 size = 0;
        uint256 freshStake = 0;
        uint256 totalStake = 0;
        for (uint256 i = 0; i < reporters.length; ++i) {
            uint256 stake = vault.bondOf(reporters[i], VALIDATOR).bonded;
            if (stake < minStake || !attestations.isAdmitted(reporters[i])) continue;
            ++size;
            totalStake += stake;
            RateReport memory said = _reports[reporters[i]];
            bool isFresh = said.rate != 0 && block.timestamp <= said.reportedAt + FRESH_SECONDS;
            if (!isFresh) continue;
            freshStake += stake;
            fresh[count++] = WeightedRate(said.rate, stake);
        }
        if (!_areEnough(count, size) || !QuorumLib.isQuorum(freshStake, totalStake)) {
            revert GOracle_TooFewReports(count, freshStake, totalStake);
        }
    }

    /// @dev Returns true if enough candidates reported. If there are exactly four candidates, three reports are enough,
    /// so that one missing report does not stop updates. That is acceptable, because a wrong report changes nothing but
    /// this rate.
    function _areEnough(uint256 count, uint256 size) private pure returns (bool) {
        return count >= LEAST_REPORTS || (size == LEAST_REPORTS && count == LEAST_REPORTS - 1);
    }

    function _checkRange(uint96 newRate) private pure {
        if (newRate < LEAST_RATE || newRate > MOST_RATE) {
            revert GOracle_RateOutOfRange(newRate, LEAST_RATE, MOST_RATE);
        }
    }

    function _within(uint256 median, uint256 last) private pure returns (uint256) {
        uint256 jump = last * MOST_JUMP_BPS / BPS;
        return Math.min(Math.max(median, last - jump), last + jump);
    }
}
