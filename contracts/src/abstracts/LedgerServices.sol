// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {IPToken} from "../interfaces/IPToken.sol";
import {IServiceLedger} from "../interfaces/IServiceLedger.sol";
import {Asset, Grant, Service, ServiceFacts} from "../types/ServiceLedgerTypes.sol";
import {LedgerPots} from "./LedgerPots.sol";

/// @title AI services: their registration, their terms and their bonds
abstract contract LedgerServices is LedgerPots {
    uint256 public constant MOST_ROYALTY_BPS = 3_000;
    uint256 public constant LEAST_LOCK_SECONDS = 1 hours;
    uint256 public constant MOST_LOCK_SECONDS = 7 days;
    uint256 public constant MOST_TERMS_BYTES = 8_192;
    uint256 public constant LEAVE_SECONDS = 14 days;
    /// @notice If a finding (a report of misconduct) against a service is noted while the service's bond is being
    /// withdrawn, the withdrawal is delayed by this time, at most once for each withdrawal.
    uint256 public constant FINDING_SECONDS = 7 days;
    /// @notice The most that the victim of a finding gets from a service's bond, as a multiple of its loss.
    uint256 public constant COMPENSATION_TIMES = 10;
    bytes32 private constant FINDINGS = "Findings";
    bytes32 private constant GRANT = keccak256("Grant(bytes32 model,address payee,uint16 royaltyBps,uint40 until)");

    /// @inheritdoc IServiceLedger
    function register(ServiceFacts calldata facts, address operator, Grant calldata grant, bytes calldata terms)
        external
        override
        returns (bytes20 id)
    {
        if (msg.sender != facts.payee) revert ServiceLedger_CallerNotPayee(msg.sender, facts.payee);
        if (facts.lockSeconds < LEAST_LOCK_SECONDS || facts.lockSeconds > MOST_LOCK_SECONDS) {
            revert ServiceLedger_LockOutOfRange(facts.lockSeconds, LEAST_LOCK_SECONDS, MOST_LOCK_SECONDS);
        }
        id = serviceIdOf(facts);
        Service storage service = _services[id];
        if (service.payee != address(0)) revert ServiceLedger_ServiceExists(id);
        bytes32 model = _checkRoyalty(facts, grant);
        (service.payee, service.royaltyBps, service.lockSeconds) = (facts.payee, facts.royaltyBps, facts.lockSeconds);
        service.royaltyTo = facts.royaltyTo;
        service.operator = operator;
        emit ServiceRegistered(id, facts, operator, model);
        _setTerms(id, terms);
    }

    /// @inheritdoc IServiceLedger
    function setOperator(bytes20 id, address operator) external override {
        _payeeOf(id).operator = operator;
        emit OperatorSet(id, operator);
    }

    /// @inheritdoc IServiceLedger
    function setTerms(bytes20 id, bytes calldata terms) external override {
        Service storage service = _serviceOf(id);
        if (msg.sender != service.payee && msg.sender != service.operator) {
            revert ServiceLedger_CallerNotOperator(msg.sender, service.operator);
        }
        _setTerms(id, terms);
    }

    // ── Bonds ───────────────────────────────────────────────────────────────

    /// @inheritdoc IServiceLedger
    function bond(bytes20 id, uint96 amount) external override {
        Service storage service = _payeeOf(id);
        if (amount == 0) revert ServiceLedger_AmountZero();
        if (service.outAt != 0) revert ServiceLedger_BondLeaving(id, service.outAt);
        _spend(msg.sender, Asset.PToken, amount);
        service.bond += amount;
        emit BondAdded(id, amount, service.bond);
    }

    /// @inheritdoc IServiceLedger
    function unbond(bytes20 id) external override {
        Service storage service = _payeeOf(id);
        if (service.bond == 0) revert ServiceLedger_AmountZero();
        if (service.outAt != 0) revert ServiceLedger_BondLeaving(id, service.outAt);
        service.outAt = uint40(block.timestamp + LEAVE_SECONDS);
        emit BondLeaving(id, service.outAt);
    }

    /// @inheritdoc IServiceLedger
    function collectBond(bytes20 id) external override {
        Service storage service = _serviceOf(id);
        if (service.outAt == 0) revert ServiceLedger_BondNotLeaving(id);
        if (block.timestamp < service.outAt) revert ServiceLedger_BondLeaving(id, service.outAt);
        uint256 amount = service.bond;
        (service.outAt, service.noted, service.bond) = (0, false, 0);
        _credit(service.payee, Asset.PToken, amount);
        emit BondReturned(id, amount);
    }

    /// @inheritdoc IServiceLedger
    function noteFinding(bytes20 id) external override {
        _checkFindings();
        Service storage service = _serviceOf(id);
        if (service.outAt == 0 || service.noted || block.timestamp >= service.outAt) return;
        service.noted = true;
        service.outAt += uint40(FINDING_SECONDS);
        emit FindingNoted(id, service.outAt);
    }

    /// @inheritdoc IServiceLedger
    function slash(bytes20 id, bytes32 act, address victim, uint96 loss)
        external
        override
        nonReentrant
        returns (uint256 taken)
    {
        _checkFindings();
        Service storage service = _serviceOf(id);
        if (_punished[act]) revert ServiceLedger_ActPunished(act);
        _punished[act] = true;
        taken = service.bond / 2;
        uint256 compensation = loss * COMPENSATION_TIMES;
        if (victim == address(0)) compensation = 0;
        else if (compensation > taken) compensation = taken;
        service.bond -= uint96(taken);
        if (compensation != 0) _credit(victim, Asset.PToken, compensation);
        emit BondSlashed(id, act, victim, taken, compensation);
        if (taken != compensation) IPToken(address(PTOKEN)).burn(taken - compensation);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IServiceLedger
    function serviceIdOf(ServiceFacts calldata facts) public view override returns (bytes20) {
        return bytes20(keccak256(abi.encode(block.chainid, address(this), facts)));
    }

    /// @inheritdoc IServiceLedger
    function hashGrant(ServiceFacts calldata facts, Grant calldata grant) public view override returns (bytes32) {
        return _hashTypedDataV4(
            keccak256(abi.encode(GRANT, grant.model, facts.payee, facts.royaltyBps, grant.until))
        );
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Checks the royalty of a service. If `royaltyTo` is the zero address, the service must pay no royalty.
    /// Otherwise, `royaltyTo` (the owner of the model) must have signed a grant that has not expired. Returns the
    /// model, or 0 for a service without a royalty.
    function _checkRoyalty(ServiceFacts calldata facts, Grant calldata grant) private view returns (bytes32) {
        if (facts.royaltyBps > MOST_ROYALTY_BPS || (facts.royaltyTo == address(0) && facts.royaltyBps != 0)) {
            revert ServiceLedger_RoyaltyInvalid(facts.royaltyTo, facts.royaltyBps);
        }
        if (facts.royaltyTo == address(0)) return 0;
        bool isGranted = grant.model != 0 && block.timestamp <= grant.until
            && SignatureChecker.isValidSignatureNowCalldata(facts.royaltyTo, hashGrant(facts, grant), grant.signature);
        if (!isGranted) revert ServiceLedger_GrantInvalid(grant.model, grant.until);
        return grant.model;
    }

    function _setTerms(bytes20 id, bytes calldata terms) private {
        if (terms.length > MOST_TERMS_BYTES) revert ServiceLedger_TermsTooLong(terms.length, MOST_TERMS_BYTES);
        emit TermsSet(id, keccak256(terms), terms);
    }

    function _payeeOf(bytes20 id) private view returns (Service storage service) {
        service = _serviceOf(id);
        if (msg.sender != service.payee) revert ServiceLedger_CallerNotPayee(msg.sender, service.payee);
    }

    function _checkFindings() private view {
        if (!DIRECTORY.mayTakeBonds(FINDINGS, msg.sender)) revert ServiceLedger_CallerNotFindings(msg.sender);
    }
}
