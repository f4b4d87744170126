// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev A finding (an accusation against an AI service) in this model.
struct KnownFinding {
    address accuser;
    bytes32 act; // hash of the act and its number
    uint256 loss;
    uint256 filedAt;
    uint256 drawnAt; // 0 before a panel was selected
    uint256 guilty;
    uint256 innocent;
    bool over;
}

/// @dev The end of a finding (an accusation), as the rules require it. Amounts are in base units of PToken.
struct FindingEnd {
    uint256 paidBack; // to the accuser
    uint256 granted; // from the grant
    uint256 kept; // to the grant
    uint256 taken; // from the service's bond
    uint256 burned; // of the accuser's bond and of the service's bond
    uint256 toVictim;
    uint256 kind; // a number of `FindingStore.ENDS`
}

/// @title The rules of findings (accusations against AI services), written again without the contract's code
abstract contract FindingStore {
    uint256 internal constant ENDED_GUILTY = 0;
    uint256 internal constant ENDED_AGAIN = 1; // guilty of an act that was punished before
    uint256 internal constant ENDED_INNOCENT = 2;
    uint256 internal constant ENDED_UNDECIDED = 3;
    uint256 internal constant ENDED_NAMELESS = 4; // most said guilty, and the contract lost its name
    uint256 internal constant ENDED_LAPSED = 5;
    uint256 private constant BOND = 50e18;
    uint256 private constant PAY = 5e18;

    KnownFinding[] internal _known; // the finding with number n is at n - 1
    mapping(bytes32 act => bool punished) internal _punished;
    mapping(address member => uint256 time) private _finedAt;
    /// @notice `owed` is the whole amount that the contract must hold: the grant, plus the bonds of open findings, less
    /// the pay that panel members got from these bonds. `grantDue` is the amount of the grant.
    uint256 public owed;
    uint256 public grantDue;
    /// @notice The amount that the grant paid to accusers, and the amount that verdicts burned of services' bonds.
    uint256 public grantSpent;
    uint256 public burnedOfServices;
    uint256 public open;
    /// @notice The first rule that was broken; empty if none was.
    string public broken;

    function _noteFiled(address accuser, bytes32 act, uint256 loss) internal {
        _known.push(KnownFinding(accuser, act, loss, block.timestamp, 0, 0, 0, false));
        owed += BOND;
        ++open;
    }

    function _noteAnswer(uint256 id, bool guilty) internal {
        KnownFinding storage finding = _known[id - 1];
        if (guilty) ++finding.guilty;
        else ++finding.innocent;
        owed -= PAY;
    }

    function _noteGrant(uint256 amount) internal {
        grantDue += amount;
        owed += amount;
    }

    /// @dev Calculates how a finding (an accusation) must end now.
    function _endOf(uint256 id, bool trusted, uint256 serviceBond) internal view returns (FindingEnd memory end) {
        KnownFinding storage finding = _known[id - 1];
        uint256 pay = (finding.guilty + finding.innocent) * PAY;
        end.paidBack = BOND - pay;
        if (finding.drawnAt == 0) {
            end.kind = ENDED_LAPSED;
        } else if (finding.guilty >= 3 && !trusted) {
            end.kind = ENDED_NAMELESS;
        } else if (finding.guilty >= 3 && _punished[finding.act]) {
            end.kind = ENDED_AGAIN;
        } else if (finding.guilty >= 3) {
            end.kind = ENDED_GUILTY;
            end.taken = serviceBond / 2;
            end.toVictim = _least(10 * finding.loss, end.taken);
            end.burned = end.taken - end.toVictim;
            end.granted = _least(_least(grantDue, pay), end.burned);
            end.paidBack += end.granted;
        } else if (finding.innocent >= 3) {
            end.kind = ENDED_INNOCENT;
            (end.burned, end.paidBack) = (end.paidBack, 0);
        } else {
            end.kind = ENDED_UNDECIDED;
            end.kept = BOND / 5;
            end.paidBack -= end.kept;
        }
    }

    function _noteEnd(uint256 id, FindingEnd memory end) internal {
        KnownFinding storage finding = _known[id - 1];
        (finding.over, open) = (true, open - 1);
        if (end.kind == ENDED_GUILTY) {
            _punished[finding.act] = true;
            burnedOfServices += end.burned;
        }
        // Subtract the part of the bond that was not paid to members. Add to the grant `kept`, its part of the bond,
        // and subtract `granted`, which the grant pays to the accuser.
        owed = owed + end.kept - end.granted - (BOND - (finding.guilty + finding.innocent) * PAY);
        grantDue = grantDue + end.kept - end.granted;
        grantSpent += end.granted;
    }

    /// @dev Records the fine that a member lost when a panel closed. A fine also covers all panels that were selected
    /// before it, so a member pays at most one fine in three days.
    function _noteFine(address member, uint256 drawnAt, uint256 lost, bool owes) internal {
        bool spared = _finedAt[member] > drawnAt;
        _require((lost != 0) == (owes && !spared), "a silent member is fined once for all panels before");
        if (lost == 0) return;
        uint256 last = _finedAt[member];
        _require(last == 0 || block.timestamp >= last + 3 days, "a member is fined once in three days");
        _finedAt[member] = block.timestamp;
    }

    function _noteRejoined(address member) internal {
        _finedAt[member] = 0;
    }

    function _require(bool condition, string memory rule) internal {
        if (!condition && bytes(broken).length == 0) broken = rule;
    }

    function _least(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
