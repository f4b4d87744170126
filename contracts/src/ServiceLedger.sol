// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {LedgerChannels} from "./abstracts/LedgerChannels.sol";
import {LedgerState} from "./abstracts/LedgerState.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IServiceLedger} from "./interfaces/IServiceLedger.sol";
import {Allowance, Asset, Channel, Pot, Service} from "./types/ServiceLedgerTypes.sol";

/// @title ServiceLedger
/// @notice Holds the prepaid money of payers (in pots and channels) and the bonds of AI services. Its code cannot be
/// changed, it has no owner, and no pause stops an exit or a withdrawal.
contract ServiceLedger is LedgerChannels {
    constructor(IERC20 ptoken, IERC20 gtoken, IDirectory directory) LedgerState(ptoken, gtoken, directory) {}

    /// @inheritdoc IServiceLedger
    function serviceOf(bytes20 service) external view override returns (Service memory) {
        return _services[service];
    }

    /// @inheritdoc IServiceLedger
    function potOf(address account, Asset asset) external view override returns (Pot memory) {
        return _pots[account][asset];
    }

    /// @inheritdoc IServiceLedger
    function allowanceOf(address payer, address key, Asset asset) external view override returns (Allowance memory) {
        return _allowances[payer][key][asset];
    }

    /// @inheritdoc IServiceLedger
    function channelOf(bytes32 channel) external view override returns (Channel memory) {
        return _channels[channel];
    }

    /// @inheritdoc IServiceLedger
    function isPunished(bytes32 act) external view override returns (bool) {
        return _punished[act];
    }
}
