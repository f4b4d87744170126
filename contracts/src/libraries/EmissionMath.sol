// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {mulDiv, mulDiv18} from "@prb/math/src/Common.sol";
import {UD60x18, exp, pow} from "@prb/math/src/UD60x18.sol";

import {EmissionEpoch, EmissionFactors, EmissionNode, EmissionParameters} from "../types/EmissionTypes.sol";

/// @title Emission of a node: T = B·(Q + C + H + S + D + M)·N·R·E, and its caps
/// @dev Values are in 1e18 fixed point; each product and quotient is rounded down. packages/economy has the same
/// arithmetic; vectors: packages/domain/vectors/emission.json.
library EmissionMath {
    uint256 internal constant WAD = 1e18;
    /// @notice The largest share of burned fees that emission may pay back. So an account that rents from itself gets
    /// back at most this share of its burned fees.
    uint256 internal constant MAX_REBATE_SHARE = 0.8e18;
    /// @notice The largest argument for which the logistic function is calculated. For any larger one, it differs from
    /// its limit by at most 2.1e-9.
    uint256 private constant MAX_SLANT = 20e18;

    error EmissionMath_InputTooLarge(uint256 value, uint256 limit);
    error EmissionMath_SlopeOutOfRange(int256 slope);
    error EmissionMath_ParameterOutOfBounds(uint256 value, uint256 least, uint256 most);

    // ── The formula ─────────────────────────────────────────────────────────

    /// @notice Returns T, the emission of a node, in PToken base units. Because of rounding it is less than 4 base
    /// units below the exact value.
    function emissionOf(EmissionFactors memory factors) internal pure returns (uint256 emission) {
        _checkAtMost(factors.base, type(uint128).max);
        uint256 sum = _share(factors.quality) + _share(factors.contribution) + _share(factors.history)
            + _share(factors.stability) + _share(factors.diversity) + _share(factors.demand);
        emission = mulDiv18(factors.base, sum);
        emission = mulDiv18(emission, _share(factors.minerShare));
        emission = mulDiv18(emission, _share(factors.regulator));
        emission = mulDiv18(emission, _share(factors.environment));
    }

    /// @notice Returns two amounts for a node in an epoch, in PToken base units. The first is T, with the provider's
    /// anti-concentration factor and site bonus; it is the maximum of the node's rebate. The second is the node's
    /// weight in every incentive programme: the same without the factors H (history) and M (demand), because a provider
    /// could raise these two by renting its own machines.
    function nodeEmission(EmissionNode memory node, EmissionEpoch memory epoch, EmissionParameters memory parameters)
        internal
        pure
        returns (uint256 emission, uint256 weight)
    {
        EmissionFactors memory factors = EmissionFactors({
            base: baseOf(node.referenceGpuHours, parameters.basePerGpuHour),
            quality: node.quality,
            contribution: node.contribution,
            history: node.history,
            stability: node.stability,
            diversity: node.diversity,
            demand: node.demand,
            minerShare: minerShare(epoch.activeNodes, parameters.minersAtHalf),
            regulator: regulator(epoch.slope, parameters.regulatorGain),
            environment: environment(node.provenEnergy, parameters.environmentFloor)
        });
        uint256 kept = concentration(node.computeShare, parameters.shareThreshold, parameters.sharePower);
        uint256 spread = WAD + siteBonus(node.siteSquares, parameters.siteBonus);
        emission = mulDiv18(mulDiv18(emissionOf(factors), kept), spread);
        (factors.history, factors.demand) = (0, 0);
        weight = mulDiv18(mulDiv18(emissionOf(factors), kept), spread);
    }

    // ── Factors that are calculated here ────────────────────────────────────

    /// @notice B: the base reward for the GPU-hours that were proven available, measured in reference compute.
    function baseOf(uint256 referenceGpuHours, uint256 basePerGpuHour) internal pure returns (uint256) {
        _checkAtMost(referenceGpuHours, type(uint96).max);
        return mulDiv18(basePerGpuHour, referenceGpuHours);
    }

    /// @notice N: a factor that falls as nodes join, N0 ÷ (N0 + active nodes), with N0 = `minersAtHalf`. It is above 0.
    function minerShare(uint256 activeNodes, uint256 minersAtHalf) internal pure returns (uint256) {
        _checkAtMost(activeNodes, type(uint64).max);
        return minersAtHalf * WAD / (minersAtHalf + activeNodes);
    }

    /// @notice R: a logistic function of the slope of demand. It is above 0, and exactly one half for constant demand.
    function regulator(int256 slope, uint256 regulatorGain) internal pure returns (uint256) {
        bool falls = slope < 0;
        if (slope > int256(WAD) || slope < -int256(WAD)) revert EmissionMath_SlopeOutOfRange(slope);
        uint256 slant = mulDiv18(uint256(falls ? -slope : slope), regulatorGain);
        uint256 power = exp(UD60x18.wrap(slant < MAX_SLANT ? slant : MAX_SLANT)).unwrap();
        return (falls ? WAD * WAD : power * WAD) / (WAD + power);
    }

    /// @notice E: the factor for green energy. It is the floor if nothing is proven, and 1 if green energy is proven
    /// for all of the node's energy.
    function environment(uint256 provenEnergy, uint256 environmentFloor) internal pure returns (uint256) {
        return environmentFloor + mulDiv18(WAD - environmentFloor, _share(provenEnergy));
    }

    /// @notice The anti-concentration factor: (θ ÷ s)^γ for a provider's share s above θ, else 1. θ is `shareThreshold`
    /// and γ is `sharePower`. So a provider that grows beyond θ earns less in total.
    function concentration(uint256 share, uint256 shareThreshold, uint256 sharePower) internal pure returns (uint256) {
        if (_share(share) <= shareThreshold) return WAD;
        UD60x18 excess = UD60x18.wrap(share * WAD / shareThreshold);
        return WAD * WAD / pow(excess, UD60x18.wrap(sharePower)).unwrap();
    }

    /// @notice The bonus for a provider with several attested sites. It is 0 for one site, and always less than the
    /// whole bonus.
    function siteBonus(uint256 siteSquares, uint256 mostBonus) internal pure returns (uint256) {
        return mulDiv18(mostBonus, WAD - _share(siteSquares));
    }

    // ── Amounts that are paid ───────────────────────────────────────────────

    /// @notice A node's rebate in PToken base units: the smaller of T (`emission`) and κ (`rebateShare`) × the fees
    /// that the node's leases burned.
    function rebateOf(uint256 emission, uint256 burned, uint256 rebateShare) internal pure returns (uint256) {
        uint256 most = mulDiv18(rebateShare, burned);
        return emission < most ? emission : most;
    }

    /// @notice A node's part of an incentive programme's budget, in proportion to its weight. The parts never exceed
    /// the budget.
    function programmeShare(uint256 budget, uint256 weight, uint256 weightOfAll) internal pure returns (uint256) {
        _checkAtMost(weight, weightOfAll);
        return weightOfAll == 0 ? 0 : mulDiv(budget, weight, weightOfAll);
    }

    /// @notice The part of a due amount that is paid: all of it if enough is available for everything that is due, else
    /// the same share of each amount.
    function payableOf(uint256 due, uint256 dueToAll, uint256 available) internal pure returns (uint256) {
        _checkAtMost(due, dueToAll);
        return dueToAll <= available ? due : mulDiv(due, available, dueToAll);
    }

    // ── Bounds ──────────────────────────────────────────────────────────────

    /// @notice Reverts unless each parameter is within its bounds, which no vote can change.
    function checkParameters(EmissionParameters memory parameters) internal pure {
        _checkWithin(parameters.basePerGpuHour, 0, 0.1e18);
        _checkWithin(parameters.rebateShare, 0, MAX_REBATE_SHARE);
        _checkWithin(parameters.minersAtHalf, 100, 1_000_000_000);
        _checkWithin(parameters.regulatorGain, 0, 100e18);
        _checkWithin(parameters.environmentFloor, 0.5e18, WAD);
        _checkWithin(parameters.shareThreshold, 0.01e18, 0.5e18);
        _checkWithin(parameters.sharePower, 1.1e18, 4e18);
        _checkWithin(parameters.siteBonus, 0, 0.2e18);
    }

    function _checkWithin(uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert EmissionMath_ParameterOutOfBounds(value, least, most);
    }

    function _share(uint256 value) private pure returns (uint256) {
        _checkAtMost(value, WAD);
        return value;
    }

    function _checkAtMost(uint256 value, uint256 limit) private pure {
        if (value > limit) revert EmissionMath_InputTooLarge(value, limit);
    }
}
