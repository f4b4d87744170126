// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Act, FindingState} from "../../../src/types/FindingsTypes.sol";
import {Asset} from "../../../src/types/ServiceLedgerTypes.sol";
import {PanelMember} from "../../../src/types/PanelsTypes.sol";
import {FindingsFixture} from "../../fixtures/FindingsFixture.sol";
import {FindingEnd, FindingStore, KnownFinding} from "../stores/FindingStore.sol";

/// @title Tries every call of the contract of findings, by anybody, in any state
/// @dev Accusers are a stranger, the payer and the payee of the accused service. Seven members are on the list.
contract FindingHandler is FindingsFixture, FindingStore {
    uint256 internal constant MEMBERS = 7;
    /// @dev Indices in `done`, which counts how often each thing happened. The indices 0 to 5 count findings by the
    /// kind of their end (`FindingEnd.kind`).
    uint256 private constant FILED = 6;
    uint256 private constant REFUSED = 7;
    uint256 private constant DRAWN = 8;
    uint256 private constant ANSWERED = 9;
    uint256 private constant GRANTED = 10;
    uint256 private constant FINED = 11;
    uint256 private constant SPARED = 12;
    uint256 private constant CLOSED_BEFORE = 13;
    uint256 private constant ALL_ENDED = 14;
    uint256 private constant BOND_MOVED = 15;
    uint256 public constant KINDS = 16;

    uint256 private _clock;
    mapping(uint256 kind => uint256 count) public done;
    mapping(uint256 id => mapping(address member => bool answered)) private _answered;

    modifier timed() {
        vm.warp(_clock);
        _;
        _clock = block.timestamp;
    }

    constructor() {
        setUp();
        for (uint256 i = 5; i < MEMBERS; ++i) {
            _joinWith(FINDINGS, _reviewer(i), 3 * PANEL_BOND);
        }
        for (uint256 i = 0; i < 4; ++i) {
            _mintPToken(_accuserAt(i), 500_000e18);
            vm.prank(_accuserAt(i));
            ptoken.approve(address(findings), type(uint256).max);
        }
        _fillPot(payee, 100_000e18);
        _clock = block.timestamp;
    }

    // ── Actions ─────────────────────────────────────────────────────────────

    function pass(uint256 seed) external {
        _clock += seed % 12 hours + 1;
    }

    function fileOne(uint256 seed) external timed {
        address by = _accuserAt(seed >> 200);
        (bytes memory call, bytes32 act, uint96 loss) = _accusation(seed);
        bool may = _isTrusted() && !_punished[act];
        uint256 before = ptoken.balanceOf(by);
        vm.prank(by);
        (bool filed,) = address(findings).call(call);
        _require(filed == may, "an act is filed while it is not punished");
        _require(before - ptoken.balanceOf(by) == (filed ? ACCUSER_BOND : 0), "a finding takes the bond");
        ++done[filed ? FILED : REFUSED];
        if (filed) _noteFiled(by, act, loss);
    }

    /// @dev One random seed selects the panels (groups of judges) of up to four findings.
    function drawSome(uint256 seed) external timed {
        uint256 first = _openAt(seed);
        if (first == 0) return;
        _makeSeed();
        for (uint256 id = first; id <= _known.length && id < first + 4; ++id) {
            if (!_known[id - 1].over && _known[id - 1].drawnAt == 0) _draw(id);
        }
    }

    /// @dev Members of up to four panels answer. Most panels tend to one answer, so that majorities are frequent.
    function answerSome(uint256 seed) external timed {
        uint256 first = _openAt(seed);
        if (first == 0) return;
        for (uint256 id = first; id <= _known.length && id < first + 4; ++id) {
            if (!_known[id - 1].over && _known[id - 1].drawnAt != 0) _answerSomeOf(id, seed >> (4 * (id - first)));
        }
    }

    function decideOne(uint256 seed) external timed {
        _end(_openAt(seed), true);
    }

    function lapseOne(uint256 seed) external timed {
        _end(_openAt(seed), false);
    }

    function payIntoTheGrant(uint256 seed) external timed {
        uint256 amount = (seed >> 8) % 40e18 + 1;
        vm.prank(_accuserAt(seed));
        findings.payGrant(amount);
        _noteGrant(amount);
    }

    function moveBond(uint256 seed) external timed {
        bytes memory call = abi.encodeCall(ledger.bond, (service, uint96((seed >> 8) % 300e18 + 1)));
        if (seed % 4 == 0) call = abi.encodeCall(ledger.unbond, (service));
        if (seed % 4 == 1) call = abi.encodeCall(ledger.collectBond, (service));
        vm.prank(payee);
        (bool moved,) = address(ledger).call(call);
        if (moved) ++done[BOND_MOVED];
    }

    /// @dev The contract loses its name at the Directory, or gets it back.
    function rename(uint256 seed) external timed {
        directory.set(FINDINGS, seed % 3 == 0 ? address(0xDEAD) : address(findings));
    }

    /// @dev A stranger calls `Panels.close` on the panel that judges a finding (an accusation against an AI service),
    /// before the finding is decided.
    function closeFirst(uint256 seed) external timed {
        uint256 id = _openAt(seed);
        if (id == 0 || !panels.isOver(findings.findingOf(id).panelId)) return;
        uint256 panelId = findings.findingOf(id).panelId;
        if (panels.panelOf(panelId).closed) return;
        uint256[] memory before = _bondsOf(panelId);
        vm.prank(stranger);
        panels.close(panelId);
        _checkFines(id, panelId, before);
        ++done[CLOSED_BEFORE];
    }

    /// @dev A member that left or was removed comes back.
    function rejoin(uint256 seed) external timed {
        address account = _reviewer(seed % MEMBERS);
        vm.prank(account);
        try panels.withdraw(FINDINGS, account) {} catch {}
        PanelMember memory member = panels.memberOf(FINDINGS, account);
        if (member.bond != 0 || member.leftAt != 0) return;
        _joinWith(FINDINGS, account, 2 * PANEL_BOND);
        _noteRejoined(account);
    }

    /// @notice Ends every finding (accusation against a service) by waiting. Afterwards the contract holds only the
    /// grant.
    function endAll(uint256 seed) external timed {
        if (seed % 16 != 0) return;
        vm.warp(block.timestamp + 3 days);
        for (uint256 id = 1; id <= _known.length; ++id) {
            if (!_known[id - 1].over) _end(id, _known[id - 1].drawnAt != 0);
        }
        _require(open == 0, "every finding ends by time");
        _require(ptoken.balanceOf(address(findings)) == findings.grant(), "only the grant is left");
        ++done[ALL_ENDED];
    }

    function held() external view returns (uint256) {
        return ptoken.balanceOf(address(findings));
    }

    function grantHeld() external view returns (uint256) {
        return findings.grant();
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Returns a call of `file` with a random accusation. It selects from a few acts only, so that some of eight
    /// accusations are about the same act.
    function _accusation(uint256 seed) private view returns (bytes memory call, bytes32 hash, uint96 loss) {
        Act act = Act(seed % 2);
        uint96 number = uint96(_known.length / 8 + (seed >> 8) % 2);
        if (act == Act.ClaimAboveReceipt) number = SETTLED - number;
        if (seed % 5 != 0) loss = uint96((seed >> 16) % (act == Act.ClaimAboveReceipt ? number : SETTLED));
        hash = keccak256(abi.encode(act, number));
        bytes32[] memory evidence = _evidence(1 + seed % 16);
        call = abi.encodeCall(findings.file, (facts, 0, act, number, loss, evidence));
    }

    function _draw(uint256 id) private {
        try panels.draw(findings.findingOf(id).panelId) returns (address[] memory members) {
            if (members.length == 0) return;
            _known[id - 1].drawnAt = block.timestamp;
            for (uint256 i = 0; i < members.length; ++i) {
                _require(members[i] != _known[id - 1].accuser, "an accuser is not on its panel");
            }
            ++done[DRAWN];
        } catch {}
    }

    function _answerSomeOf(uint256 id, uint256 seed) private {
        address[] memory members = panels.membersOf(findings.findingOf(id).panelId);
        bool tendsToGuilty = id % 4 != 0;
        for (uint256 i = 0; i < members.length; ++i) {
            if ((seed >> (20 + 2 * i)) & 3 == 0) continue;
            _answerAs(id, members[i], (seed >> (30 + 2 * i)) & 3 == 0 ? !tendsToGuilty : tendsToGuilty);
        }
    }

    function _answerAs(uint256 id, address member, bool guilty) private {
        uint256 panelId = findings.findingOf(id).panelId;
        bool may = !_answered[id][member] && block.timestamp < _known[id - 1].drawnAt + 3 days;
        uint256 before = ptoken.balanceOf(member);
        vm.prank(member);
        (bool done_,) = address(findings).call(abi.encodeCall(findings.answer, (id, guilty, "")));
        _require(done_ == may && !(done_ && panels.panelOf(panelId).closed), "a member answers once, in time");
        _require(ptoken.balanceOf(member) - before == (done_ ? MEMBER_PAY : 0), "an answer is paid at once");
        if (!done_) return;
        _answered[id][member] = true;
        _noteAnswer(id, guilty);
        ++done[ANSWERED];
    }

    /// @dev Ends a finding (an accusation): lets the panel's answers decide it, or lets it lapse. Compares the moved
    /// amounts with the rules.
    function _end(uint256 id, bool decided) private {
        if (id == 0) return;
        KnownFinding storage finding = _known[id - 1];
        FindingEnd memory end = _endOf(id, _isTrusted(), ledger.serviceOf(service).bond);
        uint256 panelId = findings.findingOf(id).panelId;
        bool wasClosed = panels.panelOf(panelId).closed;
        uint256[] memory bonds = _bondsOf(panelId);
        uint256[4] memory before = _balances(finding.accuser);
        bytes memory call = decided ? abi.encodeCall(findings.decide, (id)) : abi.encodeCall(findings.lapse, (id));
        vm.prank(stranger);
        (bool ended,) = address(findings).call(call);
        _require(ended == _mayEnd(id, decided), "a finding ends when it is due");
        if (!ended) return;
        _noteEnd(id, end);
        uint256[4] memory now_ = _balances(finding.accuser);
        _require(now_[0] - before[0] == end.paidBack, "the accuser gets its lawful part");
        _require(end.paidBack <= ACCUSER_BOND, "and never more than its bond");
        _require(before[1] - now_[1] == end.burned, "the rest is burned");
        _require(before[2] - now_[2] == end.taken, "half of the service's bond");
        _require(now_[3] - before[3] == end.toVictim, "ten times the loss to the payer");
        if (decided && !wasClosed) _checkFines(id, panelId, bonds);
        _require(panels.panelOf(panelId).closed, "its panel is closed");
        _require(findings.findingOf(id).state != FindingState.Open, "it is over");
        ++done[end.kind];
        if (end.granted != 0) ++done[GRANTED];
    }

    function _mayEnd(uint256 id, bool decided) private view returns (bool) {
        KnownFinding storage finding = _known[id - 1];
        if (finding.over) return false;
        if (!decided) return finding.drawnAt == 0 && block.timestamp >= finding.filedAt + 3 days;
        if (finding.drawnAt == 0) return false;
        return finding.guilty + finding.innocent == 5 || block.timestamp >= finding.drawnAt + 3 days;
    }

    /// @dev Returns four amounts that a finding can change: the PToken of `account`, the supply of PToken, the
    /// service's bond, and the free part of the payer's pot (its balance in the service ledger).
    function _balances(address account) private view returns (uint256[4] memory) {
        return [
            ptoken.balanceOf(account),
            ptoken.totalSupply(),
            ledger.serviceOf(service).bond,
            ledger.potOf(payer, Asset.PToken).free
        ];
    }

    function _bondsOf(uint256 panelId) private view returns (uint256[] memory bonds) {
        address[] memory members = panels.membersOf(panelId);
        bonds = new uint256[](members.length);
        for (uint256 i = 0; i < members.length; ++i) {
            bonds[i] = panels.memberOf(FINDINGS, members[i]).bond;
        }
    }

    function _checkFines(uint256 id, uint256 panelId, uint256[] memory before) private {
        address[] memory members = panels.membersOf(panelId);
        for (uint256 i = 0; i < members.length; ++i) {
            uint256 lost = before[i] - panels.memberOf(FINDINGS, members[i]).bond;
            bool owes = !_answered[id][members[i]] && before[i] != 0;
            _noteFine(members[i], _known[id - 1].drawnAt, lost, owes);
            _require(lost <= FINE, "a fine is at most the fine");
            if (owes) ++done[lost == 0 ? SPARED : FINED];
        }
    }

    /// @dev Returns the number of an open finding (accusation), selected at random. Returns 0 if none is open.
    function _openAt(uint256 seed) private view returns (uint256) {
        for (uint256 i = 0; i < _known.length; ++i) {
            uint256 place = (seed % _known.length + i) % _known.length;
            if (!_known[place].over) return place + 1;
        }
        return 0;
    }

    function _accuserAt(uint256 seed) private view returns (address) {
        return [accuser, payer, payee, stranger][seed % 4];
    }

    function _isTrusted() private view returns (bool) {
        return directory.get(FINDINGS) == address(findings) && directory.mayTakeBonds(FINDINGS, address(findings));
    }
}
