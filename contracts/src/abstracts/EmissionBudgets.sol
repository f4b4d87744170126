// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IEmissionPaying} from "../interfaces/IEmissionPaying.sol";
import {IPToken} from "../interfaces/IPToken.sol";
import {EmissionMath} from "../libraries/EmissionMath.sol";
import {
    EmissionBudget,
    EmissionLimits,
    EmissionParameters,
    EmissionProgramme
} from "../types/EmissionTypes.sol";
import {EmissionState} from "./EmissionState.sol";

/// @title Budgets of emission: incentive programmes, grants, and the parameters that votes set
abstract contract EmissionBudgets is EmissionState, IEmissionPaying, Ownable2Step, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 public constant MAX_BUDGETS = 16;
    uint24 public constant LEAST_G = 100;
    uint24 public constant MOST_G = 100_000;
    uint96 public constant LEAST_CHALLENGE_BOND = 1e18;
    uint96 public constant MOST_CHALLENGE_BOND = 1_000e18;
    uint40 public constant LEAST_WINDOW_SECONDS = 6 hours;
    uint40 public constant MOST_WINDOW_SECONDS = 7 days;

    constructor(EmissionParameters memory initialParameters, EmissionLimits memory initialLimits) {
        _setParameters(initialParameters);
        _setLimits(initialLimits);
    }

    // ── Programmes ──────────────────────────────────────────────────────────

    /// @inheritdoc IEmissionPaying
    function createProgramme(bytes32 name, uint32 classId, uint32 regionId, uint128 perEpoch)
        external
        override
        onlyOwner
        returns (uint32 programme)
    {
        programme = ++programmeCount;
        _programmes[programme] = EmissionProgramme(0, perEpoch, name, classId, regionId);
        emit ProgrammeCreated(programme, name, classId, regionId, perEpoch);
    }

    /// @inheritdoc IEmissionPaying
    function fundProgramme(uint32 programme, uint128 amount) external override nonReentrant {
        if (amount == 0) revert Emission_AmountZero();
        EmissionProgramme storage record = _known(programme);
        record.remaining += amount;
        promised += amount;
        emit ProgrammeFunded(programme, msg.sender, amount, record.remaining);
        PTOKEN.safeTransferFrom(msg.sender, address(this), amount);
        // The sponsor's PToken is burned, but its reserve coins remain. So the surplus grows by the amount.
        IPToken(address(PTOKEN)).burn(amount);
    }

    /// @inheritdoc IEmissionPaying
    function setProgrammeRate(uint32 programme, uint128 perEpoch) external override onlyOwner {
        _known(programme).perEpoch = perEpoch;
        emit ProgrammeRateSet(programme, perEpoch);
    }

    /// @inheritdoc IEmissionPaying
    function closeProgramme(uint32 programme) external override onlyOwner {
        EmissionProgramme storage record = _known(programme);
        uint256 released = record.remaining;
        record.remaining = 0;
        record.perEpoch = 0;
        promised -= released;
        emit ProgrammeClosed(programme, released);
    }

    // ── For the owner ───────────────────────────────────────────────────────

    /// @inheritdoc IEmissionPaying
    function grant(address to, uint256 amount) external override onlyOwner nonReentrant {
        _checkSurplus(amount);
        emit SurplusGranted(to, amount);
        IPToken(address(PTOKEN)).mintSurplus(to, amount);
    }

    /// @inheritdoc IEmissionPaying
    function setParameters(EmissionParameters calldata parameters) external override onlyOwner {
        _setParameters(parameters);
    }

    /// @inheritdoc IEmissionPaying
    function setLimits(EmissionLimits calldata newLimits) external override onlyOwner {
        _setLimits(newLimits);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IEmissionPaying
    function parametersOf(uint32 version) external view override returns (EmissionParameters memory) {
        return _parameters[version];
    }

    /// @inheritdoc IEmissionPaying
    function limits() external view override returns (EmissionLimits memory) {
        return EmissionLimits(_counter.leastG, _challengeBond, _challengeSeconds, _answerSeconds);
    }

    /// @inheritdoc IEmissionPaying
    function programmeOf(uint32 programme) external view override returns (EmissionProgramme memory) {
        return _programmes[programme];
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Subtracts an epoch's budgets from the money of their incentive programmes.
    function _spend(uint64 epoch, EmissionBudget[] calldata budgets) internal {
        if (budgets.length > MAX_BUDGETS) revert Emission_BudgetInvalid(0, budgets.length);
        uint32 before = 0;
        uint256 sum = 0;
        for (uint256 i = 0; i < budgets.length; ++i) {
            EmissionBudget calldata it = budgets[i];
            EmissionProgramme storage record = _programmes[it.programme];
            // The programmes must be in ascending order without repetition. A budget that no node would share must be
            // left out, so that its money remains in the programme.
            if (
                it.programme <= before || it.budget == 0 || it.weightOfAll == 0 || it.budget > record.perEpoch
                    || it.budget > record.remaining
            ) revert Emission_BudgetInvalid(it.programme, it.budget);
            before = it.programme;
            record.remaining -= it.budget;
            sum += it.budget;
            _spent[epoch].push(it);
            emit ProgrammeSpent(it.programme, epoch, it.budget, record.remaining);
        }
        promised -= sum;
    }

    /// @dev Reverts unless the surplus covers `amount` in addition to all money that is promised to incentive
    /// programmes.
    function _checkSurplus(uint256 amount) internal view {
        uint256 surplus = IPToken(address(PTOKEN)).surplus();
        if (amount + promised > surplus) revert Emission_SurplusTooLow(surplus, amount + promised);
    }

    function _known(uint32 programme) private view returns (EmissionProgramme storage) {
        if (programme == 0 || programme > programmeCount) revert Emission_ProgrammeUnknown(programme);
        return _programmes[programme];
    }

    function _setParameters(EmissionParameters memory parameters) private {
        EmissionMath.checkParameters(parameters);
        uint32 version = ++parametersVersion;
        _parameters[version] = parameters;
        emit EmissionParametersSet(version, parameters);
    }

    function _setLimits(EmissionLimits memory newLimits) private {
        _checkWithin(newLimits.leastG, LEAST_G, MOST_G);
        _checkWithin(newLimits.challengeBond, LEAST_CHALLENGE_BOND, MOST_CHALLENGE_BOND);
        _checkWithin(newLimits.challengeSeconds, LEAST_WINDOW_SECONDS, MOST_WINDOW_SECONDS);
        _checkWithin(newLimits.answerSeconds, LEAST_WINDOW_SECONDS, MOST_WINDOW_SECONDS);
        _counter.leastG = newLimits.leastG;
        _challengeBond = newLimits.challengeBond;
        _challengeSeconds = newLimits.challengeSeconds;
        _answerSeconds = newLimits.answerSeconds;
        emit EmissionLimitsSet(newLimits);
    }

    function _checkWithin(uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert Emission_LimitOutOfBounds(value, least, most);
    }
}
