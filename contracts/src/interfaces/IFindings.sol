// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Act, Finding} from "../types/FindingsTypes.sol";
import {ChannelFacts} from "../types/ServiceLedgerTypes.sol";

/// @title Findings against services, decided by a panel
/// @notice Anyone may accuse a service of an act on one channel, with a bond and the hashes of evidence. A randomly
/// selected panel of five reads the evidence and answers in public. If more than half of the panel says guilty, the
/// service loses half of its bond: the payer of the channel gets up to ten times its loss, and the rest is burned. The
/// accuser gets its bond back, less the members' pay that the grant does not cover. If more than half says innocent,
/// the rest of the accuser's bond is burned. If a panel was selected and neither answer has more than half, a fifth of
/// the accuser's bond goes to the grant. Each member earns the same for either answer. Amounts are in base units of
/// PToken.
/// @dev This contract holds exactly the bonds of open findings and the grant. It has no owner, and its code cannot be
/// changed. A finding can be ended after at most six days. If the service is withdrawing its bond, its first finding
/// delays the withdrawal by seven days.
interface IFindings {
    event FindingFiled(
        uint256 indexed id,
        address indexed accuser,
        bytes20 indexed service,
        ChannelFacts facts,
        uint24 serial,
        Act act,
        uint96 number,
        uint96 loss,
        uint256 panelId,
        uint40 lapsesAt,
        bytes32[] evidence
    );
    event FindingAnswered(
        uint256 indexed id, address indexed member, uint256 indexed panelId, bool guilty, string reason
    );
    /// @notice A finding ended. `taken` is the amount that the service's bond lost, `paidBack` the amount that the
    /// accuser got.
    event FindingDecided(
        uint256 indexed id, bytes20 indexed service, bool guilty, uint256 taken, uint256 paidBack, uint256 burned
    );
    /// @notice A finding ended without a verdict. `kept` is the part of the accuser's bond that went to the grant.
    event FindingUndecided(uint256 indexed id, bytes20 indexed service, uint256 paidBack, uint256 kept);
    event GrantPaid(address indexed from, uint256 amount, uint256 grant);

    error Findings_NotTrusted();
    error Findings_AssetUnsupported();
    error Findings_ServiceUnknown(bytes20 service);
    error Findings_SerialTooHigh(uint24 serial, uint24 newest);
    error Findings_ClaimNotSettled(uint96 claim, uint96 settled);
    error Findings_LossOutOfRange(uint96 loss, uint96 most);
    error Findings_EvidenceOutOfRange(uint256 hashes, uint256 most);
    error Findings_ActPunished(bytes32 actHash);
    error Findings_NotOpen(uint256 id);
    error Findings_PanelNotOver(uint256 id);
    error Findings_NotLapsed(uint256 id, uint256 from, uint256 time);
    error Findings_ReasonTooLong(uint256 length, uint256 most);
    error Findings_AmountZero();

    // ── For the accuser ─────────────────────────────────────────────────────

    /// @notice Files a finding about an act on a channel, and takes the bond from the caller. If the service is
    /// withdrawing its bond, the withdrawal takes seven days longer, at most once. The same act may be filed again
    /// until it is punished, so that a friend of the service cannot protect it with a finding that lacks evidence.
    /// @param serial The serial of the channel in which the act happened.
    /// @param number For `ClaimAboveReceipt` the settled claim, for `TwoReceipts` the receipt number that the two
    /// receipts have in common.
    /// @param loss The payer's loss: for `ClaimAboveReceipt` at most `number`, for `TwoReceipts` at most the amount
    /// that was settled on the channel. The panel judges it, too.
    /// @param evidence SHA-256 hashes of 1 to 16 files in the artefact store.
    function file(
        ChannelFacts calldata facts,
        uint24 serial,
        Act act,
        uint96 number,
        uint96 loss,
        bytes32[] calldata evidence
    ) external returns (uint256 id);

    // ── For members of the panel ────────────────────────────────────────────

    /// @notice Answers a finding and pays the member. Each member may call it once, until the panel's time is over.
    function answer(uint256 id, bool guilty, string calldata reason) external;

    // ── For anyone ──────────────────────────────────────────────────────────

    /// @notice Ends a finding once all members have answered or their time is over. Panels fines members without an
    /// answer.
    function decide(uint256 id) external;

    /// @notice Ends a finding if no panel is selected three days after its filing. The accuser gets its bond back.
    function lapse(uint256 id) external;

    /// @notice Adds an amount to the grant. If the accuser was right, the grant pays the panel, at most the amount that
    /// the verdict burned of the service's bond. The accuser's bond pays the rest.
    function payGrant(uint256 amount) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    function findingCount() external view returns (uint256);

    /// @notice The amount in the grant.
    function grant() external view returns (uint256);

    function findingOf(uint256 id) external view returns (Finding memory);

    /// @notice The hash by which the ledger identifies an act, so that it punishes each act only once.
    function actHashOf(bytes32 channel, uint24 serial, Act act, uint96 number) external view returns (bytes32);
}
