// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {ICarbonRegistry} from "./interfaces/ICarbonRegistry.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {INodeRegistry} from "./interfaces/INodeRegistry.sol";
import {IPanels} from "./interfaces/IPanels.sol";
import {CarbonLimits, CarbonProof, CarbonRecord, CarbonState} from "./types/CarbonTypes.sol";

/// @title CarbonRegistry
/// @notice Holds the bonds of filed proofs and the auditors' pay. Its code cannot be changed.
contract CarbonRegistry is ICarbonRegistry, Ownable2Step, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 public constant MOST_NODES = 32;
    uint256 public constant MOST_PERIOD_SECONDS = 366 days;
    uint256 public constant MOST_AHEAD_SECONDS = 400 days;
    uint256 public constant MOST_PANELS = 3;
    uint256 public constant DRAW_SECONDS = 14 days;
    uint256 public constant RELEASE_SECONDS = 14 days;
    uint256 public constant MOST_REASON_BYTES = 280;
    uint256 public constant LEAST_BOND = 100e18;
    uint256 public constant MOST_BOND = 1_000_000e18;
    uint256 public constant MOST_AUDITOR_FEE = 1_000e18;
    uint256 public constant LEAST_SLASH_BPS = 1_000;
    uint256 public constant LEAST_AUDIT_SECONDS = 1 days;
    uint256 public constant MOST_AUDIT_SECONDS = 14 days;
    uint256 public constant LEAST_AUDITORS = 3;
    uint256 public constant MOST_AUDITORS = 9;
    uint256 private constant WAD = 1e18;
    uint256 private constant BPS = 10_000;
    bytes32 private constant NAME = "CarbonRegistry";
    bytes32 private constant CERTIFICATE = "CarbonCertificate";
    bytes32 private constant NODE_REGISTRY = "NodeRegistry";
    bytes32 private constant TREASURY = "Treasury";

    IERC20 public immutable GTOKEN;
    IPanels public immutable PANELS;
    IDirectory public immutable DIRECTORY;

    CarbonLimits private _limits;

    /// @inheritdoc ICarbonRegistry
    uint256 public override filingCount;

    /// @inheritdoc ICarbonRegistry
    mapping(bytes32 certificateHash => uint256 id) public override filingOf;

    mapping(uint256 id => CarbonRecord record) private _records;

    constructor(
        IERC20 gtoken,
        IPanels panels,
        IDirectory directory,
        address initialOwner,
        CarbonLimits memory initialLimits
    ) Ownable(initialOwner) {
        GTOKEN = gtoken;
        PANELS = panels;
        DIRECTORY = directory;
        _setLimits(initialLimits);
    }

    // ── For the provider ────────────────────────────────────────────────────

    /// @inheritdoc ICarbonRegistry
    function file(CarbonProof calldata proof) external override nonReentrant returns (uint256 id) {
        _checkProof(proof);
        id = ++filingCount;
        CarbonLimits memory current = _limits;
        CarbonRecord storage record = _records[id];
        record.provider = msg.sender;
        record.from = proof.from;
        record.until = proof.until;
        record.coverage = proof.coverage;
        record.state = CarbonState.Audit;
        record.bond = current.bond;
        record.pot = uint96(MOST_PANELS * current.auditors * current.auditorFee);
        record.auditorFee = current.auditorFee;
        record.auditors = current.auditors;
        record.seal = proof.seal;
        record.nodesHash = keccak256(abi.encodePacked(proof.nodes));
        record.source = proof.source;
        _askPanel(id, record);
        emit CarbonFiled(id, msg.sender, proof.seal, proof, record.panelId, current.bond, record.pot);
        GTOKEN.safeTransferFrom(msg.sender, address(this), uint256(current.bond) + record.pot);
    }

    /// @inheritdoc ICarbonRegistry
    function show(uint256 id, bytes32 certificateHash) external override {
        CarbonRecord storage record = _in(id, CarbonState.Audit);
        // The certificate may be shown only after the first auditors are selected. If a provider showed it earlier,
        // another provider could copy the certificate and file it in time for the same selection.
        if (record.panels == 1 && PANELS.panelOf(record.panelId).answerUntil == 0) {
            revert CarbonRegistry_AuditorsNotDrawn(id);
        }
        if (certificateHash == 0 || sealOf(certificateHash, record.provider) != record.seal) {
            revert CarbonRegistry_SealMismatch(id, certificateHash);
        }
        record.certificateHash = certificateHash;
        emit CarbonShown(id, certificateHash);
    }

    // ── For the auditors ────────────────────────────────────────────────────

    /// @inheritdoc ICarbonRegistry
    function audit(uint256 id, bool accepts, string calldata reason) external override nonReentrant {
        _checkReason(reason);
        CarbonRecord storage record = _in(id, CarbonState.Audit);
        if (accepts && record.certificateHash == 0) revert CarbonRegistry_CertificateNotShown(id);
        uint256 panelId = record.panelId;
        PANELS.noteAnswer(panelId, msg.sender);
        if (accepts) ++record.accepts;
        else ++record.rejects;
        uint96 fee = record.auditorFee;
        record.pot -= fee;
        emit CarbonAudited(id, msg.sender, panelId, accepts, reason, fee);
        _pay(msg.sender, fee);
    }

    // ── For anyone ──────────────────────────────────────────────────────────

    /// @inheritdoc ICarbonRegistry
    function settle(uint256 id) external override nonReentrant {
        CarbonRecord storage record = _in(id, CarbonState.Audit);
        uint256 panelId = record.panelId;
        if (!PANELS.isOver(panelId)) revert CarbonRegistry_AuditOpen(id);
        if (uint256(record.accepts) * 2 > record.auditors) _acceptOnce(id, record);
        else if (uint256(record.rejects) * 2 > record.auditors) _reject(id, record);
        else if (record.panels < MOST_PANELS && DIRECTORY.mayTakeBonds(NAME, address(this))) _repeat(id, record);
        else _return(id, record);
        // Closes the panel of auditors, which fines members that did not answer, unless the panel is already closed.
        if (!PANELS.panelOf(panelId).closed) PANELS.close(panelId);
    }

    /// @inheritdoc ICarbonRegistry
    function lapse(uint256 id) external override nonReentrant {
        CarbonRecord storage record = _in(id, CarbonState.Audit);
        uint256 panelId = record.panelId;
        uint256 from = record.lapsesAt;
        if (block.timestamp < from || PANELS.panelOf(panelId).answerUntil != 0) {
            revert CarbonRegistry_NotLapsed(id, from, block.timestamp);
        }
        PANELS.drop(panelId);
        _return(id, record);
    }

    /// @inheritdoc ICarbonRegistry
    function release(uint256 id) external override nonReentrant {
        CarbonRecord storage record = _in(id, CarbonState.Accepted);
        uint256 until = record.until + RELEASE_SECONDS;
        if (block.timestamp < until) revert CarbonRegistry_BondHeld(until, block.timestamp);
        record.state = CarbonState.Released;
        uint256 bond = record.bond;
        record.bond = 0;
        emit CarbonReleased(id, record.provider, bond);
        _pay(record.provider, bond);
    }

    // ── For the owner ───────────────────────────────────────────────────────

    /// @inheritdoc ICarbonRegistry
    function revoke(uint256 id, string calldata reason) external override onlyOwner nonReentrant {
        _checkReason(reason);
        CarbonRecord storage record = _in(id, CarbonState.Accepted);
        uint256 until = record.until + RELEASE_SECONDS;
        if (block.timestamp >= until) revert CarbonRegistry_RevokeOver(until, block.timestamp);
        record.state = CarbonState.Revoked;
        record.revokedAt = uint40(block.timestamp);
        delete filingOf[record.certificateHash];
        (uint256 slashed, uint256 paidBack) = _slash(record);
        emit CarbonRevoked(id, record.provider, record.revokedAt, slashed, paidBack, reason);
    }

    /// @inheritdoc ICarbonRegistry
    function setLimits(CarbonLimits calldata newLimits) external override onlyOwner {
        _setLimits(newLimits);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc ICarbonRegistry
    function provenEnergyOf(uint256 id, bytes32[] calldata nodes, bytes32 node, uint256 time)
        external
        view
        override
        returns (uint256 share)
    {
        CarbonRecord storage record = _records[id];
        uint256 acceptedAt = record.acceptedAt;
        uint256 revokedAt = record.revokedAt;
        if (acceptedAt == 0 || time < acceptedAt || time < record.from || time >= record.until) return 0;
        if (revokedAt != 0 && time >= revokedAt) return 0;
        if (keccak256(abi.encodePacked(nodes)) != record.nodesHash) return 0;
        for (uint256 i = 0; i < nodes.length; ++i) {
            if (nodes[i] == node) return record.coverage;
        }
    }

    /// @inheritdoc ICarbonRegistry
    function recordOf(uint256 id) external view override returns (CarbonRecord memory) {
        return _records[id];
    }

    /// @inheritdoc ICarbonRegistry
    function limits() external view override returns (CarbonLimits memory) {
        return _limits;
    }

    /// @inheritdoc ICarbonRegistry
    function sealOf(bytes32 certificateHash, address provider) public pure override returns (bytes32) {
        return keccak256(abi.encode(CERTIFICATE, certificateHash, provider));
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _askPanel(uint256 id, CarbonRecord storage record) private {
        address[] memory excluded = new address[](1);
        excluded[0] = record.provider;
        record.panels += 1;
        record.accepts = 0;
        record.rejects = 0;
        record.lapsesAt = uint40(block.timestamp + DRAW_SECONDS);
        // @dev Two filings with the same certificate may wait at the same time. The filing that is accepted first gets
        // the certificate. If the auditors accept the other filing too, its provider gets back the bond and the pay
        // that the auditors did not earn.
        record.panelId = PANELS.request(NAME, bytes32(id), record.auditors, _limits.auditSeconds, excluded);
    }

    /// @dev Two filings with the same certificate may wait at the same time. The filing that is settled first gets the
    /// certificate. The provider of the other filing gets back its bond and the pay that its auditors did not earn.
    function _acceptOnce(uint256 id, CarbonRecord storage record) private {
        if (filingOf[record.certificateHash] != 0) _return(id, record);
        else _accept(id, record);
    }

    function _accept(uint256 id, CarbonRecord storage record) private {
        filingOf[record.certificateHash] = id;
        record.state = CarbonState.Accepted;
        record.acceptedAt = uint40(block.timestamp);
        uint256 pot = record.pot;
        record.pot = 0;
        emit CarbonAccepted(id, record.provider, uint40(block.timestamp), record.until, record.coverage);
        _pay(record.provider, pot);
    }

    function _reject(uint256 id, CarbonRecord storage record) private {
        record.state = CarbonState.Rejected;
        (uint256 slashed, uint256 paidBack) = _slash(record);
        emit CarbonRejected(id, record.provider, slashed, paidBack);
    }

    function _repeat(uint256 id, CarbonRecord storage record) private {
        _askPanel(id, record);
        emit CarbonPanelRepeated(id, record.panelId, record.lapsesAt);
    }

    function _return(uint256 id, CarbonRecord storage record) private {
        record.state = CarbonState.Returned;
        uint256 paidBack = uint256(record.bond) + record.pot;
        record.bond = 0;
        record.pot = 0;
        emit CarbonReturned(id, record.provider, paidBack);
        _pay(record.provider, paidBack);
    }

    /// @dev Moves the money of a filing that is punished. The calling function must end the filing. A part of the bond
    /// goes to the treasury. The provider gets the rest of the bond, and the pay that auditors did not earn.
    function _slash(CarbonRecord storage record) private returns (uint256 slashed, uint256 paidBack) {
        address treasury = DIRECTORY.get(TREASURY);
        if (treasury == address(0)) revert CarbonRegistry_NoTreasury();
        slashed = uint256(record.bond) * _limits.slashBps / BPS;
        paidBack = uint256(record.bond) - slashed + record.pot;
        record.bond = 0;
        record.pot = 0;
        _pay(treasury, slashed);
        _pay(record.provider, paidBack);
    }

    function _pay(address to, uint256 amount) private {
        if (amount != 0) GTOKEN.safeTransfer(to, amount);
    }

    function _in(uint256 id, CarbonState state) private view returns (CarbonRecord storage record) {
        record = _records[id];
        if (record.state != state) revert CarbonRegistry_StateMismatch(id, uint8(record.state));
    }

    function _checkProof(CarbonProof calldata proof) private view {
        if (
            proof.source == 0 || proof.seal == 0 || proof.meterHash == 0 || proof.coverage == 0
                || proof.coverage > WAD
        ) revert CarbonRegistry_ProofInvalid();
        if (
            proof.from >= proof.until || proof.until <= block.timestamp
                || proof.until - proof.from > MOST_PERIOD_SECONDS || proof.until > block.timestamp + MOST_AHEAD_SECONDS
        ) revert CarbonRegistry_PeriodInvalid(proof.from, proof.until, block.timestamp);
        uint256 count = proof.nodes.length;
        if (count == 0 || count > MOST_NODES) revert CarbonRegistry_NodesOutOfRange(count, MOST_NODES);
        INodeRegistry registry = INodeRegistry(DIRECTORY.get(NODE_REGISTRY));
        for (uint256 i = 0; i < count; ++i) {
            // The registry is trusted code, and this call only reads from it. There are at most MOST_NODES nodes.
            // slither-disable-next-line calls-loop
            if (registry.nodeOf(proof.nodes[i]).provider != msg.sender) {
                revert CarbonRegistry_NodeNotOfProvider(proof.nodes[i], msg.sender);
            }
        }
    }

    function _checkReason(string calldata reason) private pure {
        uint256 length = bytes(reason).length;
        if (length > MOST_REASON_BYTES) revert CarbonRegistry_ReasonTooLong(length, MOST_REASON_BYTES);
    }

    function _setLimits(CarbonLimits memory newLimits) private {
        _checkWithin(newLimits.bond, LEAST_BOND, MOST_BOND);
        _checkWithin(newLimits.auditorFee, 0, MOST_AUDITOR_FEE);
        _checkWithin(newLimits.slashBps, LEAST_SLASH_BPS, BPS);
        _checkWithin(newLimits.auditSeconds, LEAST_AUDIT_SECONDS, MOST_AUDIT_SECONDS);
        _checkWithin(newLimits.auditors, LEAST_AUDITORS, MOST_AUDITORS);
        // With an even number of auditors, there could be a tie although all have answered.
        if (newLimits.auditors % 2 == 0) revert CarbonRegistry_LimitOutOfBounds(newLimits.auditors, LEAST_AUDITORS, MOST_AUDITORS);
        _limits = newLimits;
        emit CarbonLimitsSet(newLimits);
    }

    function _checkWithin(uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert CarbonRegistry_LimitOutOfBounds(value, least, most);
    }
}
