// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IEmissionEvents} from "../interfaces/IEmissionEvents.sol";
import {IEmissionState} from "../interfaces/IEmissionState.sol";
import {
    EmissionBudget,
    EmissionCounter,
    EmissionDemand,
    EmissionParameters,
    EmissionProgramme,
    EmissionRecord
} from "../types/EmissionTypes.sol";

/// @title Storage that Emission and EmissionChallenges share
/// @dev This must be the first base contract of both, so that each variable has the same storage slot in both.
abstract contract EmissionState is IEmissionEvents, IEmissionState {
    bytes32 private constant STATEMENT = "EmissionStatement";

    IERC20 public immutable PTOKEN;

    EmissionCounter internal _counter;

    // Emission writes all these variables. EmissionChallenges uses them, too, because Emission runs its code on the
    // same storage.
    // slither-disable-start uninitialized-state
    // The next values share one slot: 96 + 40 + 40 + 32 + 32 = 240 bits.
    uint96 internal _challengeBond;
    uint40 internal _challengeSeconds;
    uint40 internal _answerSeconds;

    /// @inheritdoc IEmissionState
    uint32 public override parametersVersion;

    /// @inheritdoc IEmissionState
    uint32 public override programmeCount;

    /// @inheritdoc IEmissionState
    uint256 public override promised;

    mapping(uint32 version => EmissionParameters parameters) internal _parameters;
    mapping(uint32 programme => EmissionProgramme record) internal _programmes;
    mapping(uint64 epoch => EmissionBudget[] budgets) internal _spent;

    /// @inheritdoc IEmissionState
    uint64 public override lastEpoch;

    /// @inheritdoc IEmissionState
    mapping(bytes32 statement => bool barred) public override isBarred;
    // slither-disable-end uninitialized-state

    /// @inheritdoc IEmissionState
    mapping(bytes32 statement => address challenger) public override refuterOf;

    mapping(uint64 epoch => EmissionRecord record) internal _epochs;

    /// @inheritdoc IEmissionState
    mapping(address provider => uint256 amount) public override claimedOf;

    mapping(bytes32 demand => EmissionDemand record) internal _demands;

    constructor(IERC20 ptoken) {
        PTOKEN = ptoken;
    }

    function _statementOf(bytes32 termsHash) internal view returns (bytes32) {
        return keccak256(abi.encode(STATEMENT, block.chainid, address(this), termsHash));
    }
}
