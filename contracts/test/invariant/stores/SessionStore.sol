// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The limits that one account set for a session key, and the key's use of them.
struct SessionModel {
    // The limits in 1e-9 PToken, and the spending that counts against them. Each spending is rounded up.
    uint256 total;
    uint256 dayCap;
    uint256 expiry; // unix seconds, last second of validity; 0: no such key
    uint256 units; // spending since the limits were set
    uint256 unitsToday;
    uint256 day; // days since 1970 of the last spending
    // The amounts that left the account's balance, in PToken base units.
    uint256 paid; // spending since the limits were set
    uint256 paidToday;
    uint256 capThen; // the daily cap when the key last spent
}

/// @title The model of session keys that the invariants compare with the Market
abstract contract SessionStore {
    mapping(address account => mapping(address key => SessionModel)) internal _sessions;
    /// @dev How often a key spent, and how often its limits refused it.
    uint256 internal _keySpendings;
    uint256 internal _keyRefusals;

    function sessionModel(address account, address key) external view returns (SessionModel memory) {
        return _sessions[account][key];
    }

    function keysUsed() external view returns (uint256 spendings, uint256 refusals) {
        return (_keySpendings, _keyRefusals);
    }

    function _mayAct(address account, address actor) internal view returns (bool) {
        return actor == account || _sessions[account][actor].expiry >= block.timestamp;
    }

    function _fitsTotal(address account, address actor, uint256 amount) internal view returns (bool) {
        SessionModel storage session = _sessions[account][actor];
        return actor == account || session.units + _unitsOf(amount) <= session.total;
    }

    function _fitsDay(address account, address actor, uint256 amount) internal view returns (bool) {
        SessionModel storage session = _sessions[account][actor];
        uint256 today = session.day == block.timestamp / 1 days ? session.unitsToday : 0;
        return actor == account || today + _unitsOf(amount) <= session.dayCap;
    }

    function _maySpend(address account, address actor, uint256 amount) internal view returns (bool) {
        return _mayAct(account, actor) && _fitsTotal(account, actor, amount) && _fitsDay(account, actor, amount);
    }

    function _countSpending(address account, address actor, uint256 amount) internal {
        if (actor == account) return;
        SessionModel storage session = _sessions[account][actor];
        uint256 today = block.timestamp / 1 days;
        if (session.day != today) (session.day, session.unitsToday, session.paidToday) = (today, 0, 0);
        session.units += _unitsOf(amount);
        session.unitsToday += _unitsOf(amount);
        session.paid += amount;
        session.paidToday += amount;
        session.capThen = session.dayCap;
        _keySpendings += 1;
    }

    /// @dev Sets new limits. Today's spending still counts against them.
    function _setLimits(address account, address key, uint256 total, uint256 dayCap, uint256 expiry) internal {
        SessionModel storage session = _sessions[account][key];
        (session.total, session.dayCap, session.expiry) = (total, dayCap, expiry);
        (session.units, session.paid) = (0, 0);
    }

    function _unitsOf(uint256 amount) private pure returns (uint256) {
        return (amount + 1e9 - 1) / 1e9;
    }
}
