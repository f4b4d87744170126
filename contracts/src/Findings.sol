// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IDirectory} from "./interfaces/IDirectory.sol";
import {IFindings} from "./interfaces/IFindings.sol";
import {IPToken} from "./interfaces/IPToken.sol";
import {IPanels} from "./interfaces/IPanels.sol";
import {IServiceLedger} from "./interfaces/IServiceLedger.sol";
import {Act, Finding, FindingState} from "./types/FindingsTypes.sol";
import {Asset, Channel, ChannelFacts, Service} from "./types/ServiceLedgerTypes.sol";

/// @title Findings
/// @notice Holds the bonds of accusers and the grant. Its code cannot be changed and it has no owner.
contract Findings is IFindings, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 public constant BOND = 50e18;
    uint8 public constant PANEL_SIZE = 5;
    /// @notice The pay of a panel member for an answer. If all members answer, they get half of a bond together.
    uint256 public constant MEMBER_PAY = BOND / 2 / PANEL_SIZE;
    /// @notice If a panel was selected and no answer had a majority, 1/FEE_PARTS of the bond goes to the grant.
    /// Otherwise an accuser could flood members with findings at no cost, while each silent member is fined.
    uint256 public constant FEE_PARTS = 5;
    /// @notice The time in which a panel must be selected, and then the time in which it answers. Together they are one
    /// day shorter than the time for which a finding delays the withdrawal of a service's bond.
    uint40 public constant DRAW_SECONDS = 3 days;
    uint24 public constant ANSWER_SECONDS = 3 days;
    uint256 public constant MOST_EVIDENCE = 16;
    uint256 public constant MOST_REASON_BYTES = 280;
    bytes32 private constant NAME = "Findings";

    IERC20 public immutable PTOKEN;
    IServiceLedger public immutable LEDGER;
    IPanels public immutable PANELS;
    IDirectory public immutable DIRECTORY;

    /// @inheritdoc IFindings
    uint256 public override findingCount;

    /// @inheritdoc IFindings
    uint256 public override grant;

    mapping(uint256 id => Finding finding) private _findings;

    constructor(IERC20 ptoken, IServiceLedger ledger, IPanels panels, IDirectory directory) {
        PTOKEN = ptoken;
        LEDGER = ledger;
        PANELS = panels;
        DIRECTORY = directory;
    }

    // ── For the accuser ─────────────────────────────────────────────────────

    /// @inheritdoc IFindings
    // No re-entry is possible: the token, the ledger, Panels and the Directory are trusted contracts of this
    // deployment, and this function has a guard.
    // slither-disable-next-line reentrancy-no-eth
    function file(
        ChannelFacts calldata facts,
        uint24 serial,
        Act act,
        uint96 number,
        uint96 loss,
        bytes32[] calldata evidence
    ) external override nonReentrant returns (uint256 id) {
        if (!_isTrusted()) revert Findings_NotTrusted();
        if (evidence.length == 0 || evidence.length > MOST_EVIDENCE) {
            revert Findings_EvidenceOutOfRange(evidence.length, MOST_EVIDENCE);
        }
        Finding memory finding;
        finding.actHash = _checkedAct(facts, serial, act, number, loss);
        id = ++findingCount;
        uint256 panelId = _requestPanel(id, facts);
        (finding.accuser, finding.lapsesAt) = (msg.sender, uint40(block.timestamp) + DRAW_SECONDS);
        (finding.state, finding.panelId) = (FindingState.Open, uint32(panelId));
        (finding.victim, finding.loss) = (facts.payer, loss);
        (finding.service, finding.act) = (facts.service, act);
        _findings[id] = finding;
        emit FindingFiled(
            id, msg.sender, facts.service, facts, serial, act, number, loss, panelId, finding.lapsesAt, evidence
        );
        LEDGER.noteFinding(facts.service);
        PTOKEN.safeTransferFrom(msg.sender, address(this), BOND);
    }

    // ── For members of the panel ────────────────────────────────────────────

    /// @inheritdoc IFindings
    function answer(uint256 id, bool guilty, string calldata reason) external override nonReentrant {
        uint256 length = bytes(reason).length;
        if (length > MOST_REASON_BYTES) revert Findings_ReasonTooLong(length, MOST_REASON_BYTES);
        Finding storage finding = _openFinding(id);
        uint256 panelId = finding.panelId;
        if (guilty) ++finding.guilty;
        else ++finding.innocent;
        emit FindingAnswered(id, msg.sender, panelId, guilty, reason);
        // Reverts for an account that is not on the panel or has answered, and when the time is over.
        PANELS.noteAnswer(panelId, msg.sender);
        PTOKEN.safeTransfer(msg.sender, MEMBER_PAY);
    }

    // ── For anyone ──────────────────────────────────────────────────────────

    /// @inheritdoc IFindings
    // slither-disable-next-line reentrancy-no-eth
    function decide(uint256 id) external override nonReentrant {
        Finding storage finding = _openFinding(id);
        uint256 panelId = finding.panelId;
        if (!PANELS.isOver(panelId)) revert Findings_PanelNotOver(id);
        bool guilty = finding.guilty > PANEL_SIZE / 2;
        // A contract that is no longer trusted can take no bond of a service, but must still return the accuser's bond.
        if (guilty && _isTrusted()) _punish(id, finding);
        else if (finding.innocent > PANEL_SIZE / 2) _acquit(id, finding);
        // No answer has a majority, or the Directory no longer trusts this contract, so it can take no bond. In the
        // second case most members said guilty, so the accuser was right and loses no part of its bond to the grant.
        else _giveUp(id, finding, guilty ? 0 : BOND / FEE_PARTS);
        // Fines members that did not answer, unless somebody has closed the panel.
        if (!PANELS.panelOf(panelId).closed) PANELS.close(panelId);
    }

    /// @inheritdoc IFindings
    // slither-disable-next-line reentrancy-no-eth
    function lapse(uint256 id) external override nonReentrant {
        Finding storage finding = _openFinding(id);
        uint256 panelId = finding.panelId;
        uint256 from = finding.lapsesAt;
        if (block.timestamp < from || PANELS.panelOf(panelId).answerUntil != 0) {
            revert Findings_NotLapsed(id, from, block.timestamp);
        }
        _giveUp(id, finding, 0);
        PANELS.drop(panelId);
    }

    /// @inheritdoc IFindings
    function payGrant(uint256 amount) external override nonReentrant {
        if (amount == 0) revert Findings_AmountZero();
        grant += amount;
        emit GrantPaid(msg.sender, amount, grant);
        PTOKEN.safeTransferFrom(msg.sender, address(this), amount);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IFindings
    function findingOf(uint256 id) external view override returns (Finding memory) {
        return _findings[id];
    }

    /// @inheritdoc IFindings
    function actHashOf(bytes32 channel, uint24 serial, Act act, uint96 number) public view override returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(LEDGER), channel, serial, act, number));
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Reverts for an act that, by the ledger's records, cannot have happened, and for an act that was already
    /// punished. Returns the hash of the act.
    function _checkedAct(ChannelFacts calldata facts, uint24 serial, Act act, uint96 number, uint96 loss)
        private
        view
        returns (bytes32 actHash)
    {
        if (facts.asset != Asset.PToken) revert Findings_AssetUnsupported();
        if (LEDGER.serviceOf(facts.service).payee == address(0)) revert Findings_ServiceUnknown(facts.service);
        bytes32 channelId = LEDGER.channelIdOf(facts);
        Channel memory channel = LEDGER.channelOf(channelId);
        if (serial > channel.serial) revert Findings_SerialTooHigh(serial, channel.serial);
        uint96 settled = channel.settled;
        if (act == Act.ClaimAboveReceipt && (number == 0 || number > settled)) {
            revert Findings_ClaimNotSettled(number, settled);
        }
        uint96 most = act == Act.ClaimAboveReceipt ? number : settled;
        if (loss > most) revert Findings_LossOutOfRange(loss, most);
        actHash = actHashOf(channelId, serial, act, number);
        if (LEDGER.isPunished(actHash)) revert Findings_ActPunished(actHash);
    }

    /// @dev Requests a panel that excludes the accuser, the payer of the channel, and the payee and the operator of the
    /// service.
    function _requestPanel(uint256 id, ChannelFacts calldata facts) private returns (uint256) {
        Service memory service = LEDGER.serviceOf(facts.service);
        address[] memory excluded = new address[](4);
        (excluded[0], excluded[1]) = (msg.sender, facts.payer);
        (excluded[2], excluded[3]) = (service.payee, service.operator);
        return PANELS.request(NAME, bytes32(id), PANEL_SIZE, ANSWER_SECONDS, excluded);
    }

    /// @dev Two findings about one act can be open at once. If the act was already punished, the service loses nothing
    /// more, and the accuser still gets its bond back, less the members' pay. The grant pays at most the amount that
    /// the verdict burned. Otherwise accounts that accuse their own service and are on its panel could take the grant
    /// for themselves.
    function _punish(uint256 id, Finding storage finding) private {
        finding.state = FindingState.Guilty;
        uint256 pay = _paidTo(finding);
        bytes32 actHash = finding.actHash;
        bytes20 service = finding.service;
        (uint256 taken, uint256 granted) = (0, 0);
        if (!LEDGER.isPunished(actHash)) {
            uint256 supply = PTOKEN.totalSupply();
            taken = LEDGER.slash(service, actHash, finding.victim, finding.loss);
            granted = Math.min(Math.min(grant, pay), supply - PTOKEN.totalSupply());
            grant -= granted;
        }
        uint256 paidBack = BOND - pay + granted;
        emit FindingDecided(id, service, true, taken, paidBack, 0);
        PTOKEN.safeTransfer(finding.accuser, paidBack);
    }

    function _acquit(uint256 id, Finding storage finding) private {
        finding.state = FindingState.Innocent;
        uint256 burned = BOND - _paidTo(finding);
        emit FindingDecided(id, finding.service, false, 0, 0, burned);
        IPToken(address(PTOKEN)).burn(burned);
    }

    /// @dev Ends a finding without a verdict. The accuser gets its bond back, less the pay of the members who answered
    /// and less the part that the grant keeps.
    function _giveUp(uint256 id, Finding storage finding, uint256 kept) private {
        finding.state = FindingState.Undecided;
        grant += kept;
        uint256 paidBack = BOND - _paidTo(finding) - kept;
        emit FindingUndecided(id, finding.service, paidBack, kept);
        PTOKEN.safeTransfer(finding.accuser, paidBack);
    }

    /// @dev Returns the pay that the panel's members have got for their answers.
    function _paidTo(Finding storage finding) private view returns (uint256) {
        return (uint256(finding.guilty) + finding.innocent) * MEMBER_PAY;
    }

    function _openFinding(uint256 id) private view returns (Finding storage finding) {
        finding = _findings[id];
        if (finding.state != FindingState.Open) revert Findings_NotOpen(id);
    }

    /// @dev Returns true if this contract is the current entry of its name, and the entry is trusted with bonds.
    function _isTrusted() private view returns (bool) {
        return DIRECTORY.get(NAME) == address(this) && DIRECTORY.mayTakeBonds(NAME, address(this));
    }
}
