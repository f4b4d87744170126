// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

/// @notice The attested inputs of one node's epoch. Factors and shares are 1e18 fixed point and at most 1.
struct EmissionNode {
    uint256 referenceGpuHours; // 1e18 fixed point, below 2^96: proven available, in GPU-hours of reference compute
    uint256 quality;
    uint256 contribution;
    uint256 history;
    uint256 stability;
    uint256 diversity;
    uint256 demand;
    uint256 provenEnergy; // share of its energy that a carbon proof covers
    uint256 computeShare; // of its provider in all verified compute
    uint256 siteSquares; // sum of the squared shares of the provider's sites in its compute
    uint256 burned; // PToken base units, by this node's leases
}

/// @notice What one epoch has for all nodes.
struct EmissionEpoch {
    uint256 activeNodes; // fits 64 bits
    int256 slope; // of demand, 1e18 fixed point within -1 and 1
}

/// @notice The factors of the formula. `base` in PToken base units and below 2^128, all others 1e18 fixed point and at most 1.
struct EmissionFactors {
    uint256 base;
    uint256 quality;
    uint256 contribution;
    uint256 history;
    uint256 stability;
    uint256 diversity;
    uint256 demand;
    uint256 minerShare;
    uint256 regulator;
    uint256 environment;
}

/// @notice What a vote may set, within the bounds of `EmissionMath.checkParameters`; 1e18 fixed point unless said otherwise.
struct EmissionParameters {
    uint256 basePerGpuHour; // PToken base units
    uint256 rebateShare;
    uint256 minersAtHalf; // nodes
    uint256 regulatorGain;
    uint256 environmentFloor;
    uint256 shareThreshold;
    uint256 sharePower;
    uint256 siteBonus;
}
