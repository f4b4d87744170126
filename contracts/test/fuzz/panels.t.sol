// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PanelMember, PanelPlace} from "../../src/types/PanelsTypes.sol";
import {PanelsFixture} from "../fixtures/PanelsFixture.sol";

/// @dev Random walks: members join with one to eight bonds, leave, answer or not; panels are requested, selected,
/// closed and cancelled. Sums the bonds after each step.
contract PanelsWalkTest is PanelsFixture {
    uint256 private constant MEMBERS = 6;

    uint256[] private _open; // panels that are not closed
    uint256 private _putIn;
    uint256 private _paidOut;
    uint256 private _treasuryBefore;
    uint256[8] private _done;

    /// hardhat-config: fuzz.runs = 12
    /// hardhat-config: long.fuzz.runs = 240
    function testFuzz_BondsAreConservedAndPanelsAreOfMembersOfTheirTime(uint256 seed) external {
        _start();
        for (uint256 step = 0; step < 40; ++step) {
            seed = uint256(keccak256(abi.encode(seed, step)));
            _act(seed % 8, seed >> 8);
            _check();
        }
    }

    /// @dev Fails if the random walk reaches too few states, because it would then test too little.
    function test_TheWalkGetsEverythingDone() external {
        _start();
        for (uint256 step = 0; step < 300; ++step) {
            uint256 word = uint256(keccak256(abi.encode("walk", step)));
            _act(word % 8, word >> 8);
            _check();
        }
        for (uint256 i = 0; i < 8; ++i) {
            assertTrue(_done[i] != 0, "an act that never succeeds");
        }
    }

    /// @dev Compares with a simple second program, which lays all weights side by side and counts up to the random
    /// point each time. Some members left before the round closed, some after it, and one member is excluded.
    /// hardhat-config: fuzz.runs = 24
    /// hardhat-config: long.fuzz.runs = 480
    function testFuzz_TheDrawIsWhatAnybodyWorksOutFromSeedAndBonds(uint256 bonds, uint8 wanted, uint256 entropy) external {
        uint256 count = 1 + entropy % 40;
        uint8 size = uint8(bound(wanted, 1, 8));
        vm.warp(block.timestamp + entropy % 1_000);
        uint256[] memory weights = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 bond = PANEL_BOND + uint256(keccak256(abi.encode(bonds, i))) % (7 * PANEL_BOND);
            _joinWith(BOUNTIES, _reviewer(i), bond);
            weights[i] = bond / 1e15;
        }
        excluded.push(_reviewer(entropy % count));
        uint256 panelId = _request(size);
        _leaveSome(weights, entropy >> 64, true);
        (, bytes32 seed) = _makeSeed();
        _leaveSome(weights, entropy >> 128, false);
        weights[entropy % count] = 0;
        _checkDraw(panels.draw(panelId), weights, seed, panelId);
    }

    /// @dev Lets some members leave the list. If they leave while the hour's round of seeds still accepts commitments,
    /// their weight does not count in the selection.
    function _leaveSome(uint256[] memory weights, uint256 entropy, bool inTime) private {
        for (uint256 i = 0; i < weights.length; ++i) {
            if ((entropy >> i) & 7 != 0 || panels.memberOf(BOUNTIES, _reviewer(i)).leftAt != 0) continue;
            vm.prank(_reviewer(i));
            panels.resign(BOUNTIES);
            if (inTime) weights[i] = 0;
        }
    }

    function _checkDraw(address[] memory members, uint256[] memory weights, bytes32 seed, uint256 panelId) private view {
        uint256 size = panels.panelOf(panelId).size;
        uint256 able = 0;
        for (uint256 i = 0; i < weights.length; ++i) {
            if (weights[i] != 0) ++able;
        }
        assertEq(members.length, able < size ? 0 : size, "all of them or nobody");
        for (uint256 i = 0; i < members.length; ++i) {
            uint256 left = 0;
            for (uint256 j = 0; j < weights.length; ++j) {
                left += weights[j];
            }
            uint256 point = uint256(keccak256(abi.encode(seed, panelId, i))) % left;
            uint256 index = 0;
            for (; point >= weights[index]; ++index) {
                point -= weights[index];
            }
            assertTrue(members[i] == _reviewer(index), "the same member");
            weights[index] = 0;
        }
    }

    function _start() private {
        _treasuryBefore = gtoken.balanceOf(treasury);
    }

    function _act(uint256 act, uint256 word) private {
        address account = _reviewer(word % MEMBERS);
        PanelMember memory member = panels.memberOf(BOUNTIES, account);
        if (act == 0) _joinAs(account, member, PANEL_BOND * (1 + (word >> 8) % 8));
        else if (act == 1 && word % 4 == 0) _leaveAs(account, member);
        else if (act == 2) _withdrawAs(account, member);
        else if (act == 3 && _open.length < 5) _ask(word);
        else if (act == 4) _drawOne(word);
        else if (act == 5) _answerOne(word);
        else if (act == 6) _closeOne(word);
        else if (act == 7) _pass(word);
    }

    function _joinAs(address account, PanelMember memory member, uint256 bond) private {
        bool may = member.bond == 0 && member.leftAt == 0;
        _giveG(account, bond, address(panels));
        vm.prank(account);
        try panels.join(BOUNTIES, uint96(bond)) {
            assertTrue(may, "joined twice");
            _putIn += bond;
            ++_done[0];
        } catch {
            assertTrue(!may, "was refused");
        }
    }

    function _leaveAs(address account, PanelMember memory member) private {
        vm.prank(account);
        try panels.resign(BOUNTIES) {
            assertTrue(_isIn(member), "left without being there");
            ++_done[1];
        } catch {
            assertTrue(!_isIn(member), "was held");
        }
    }

    function _withdrawAs(address account, PanelMember memory member) private {
        bool may = member.leftAt != 0 && block.timestamp >= member.leftAt + 7 days && member.openPanels == 0;
        vm.prank(account);
        try panels.withdraw(BOUNTIES, account) returns (uint256 bond) {
            assertTrue(may, "paid out what must stay");
            assertEq(bond, member.bond, "what is left of it");
            _paidOut += bond;
            ++_done[2];
        } catch {
            assertTrue(!may, "paying out was refused");
        }
    }

    function _ask(uint256 word) private {
        _open.push(_request(uint8(1 + word % 3)));
        ++_done[3];
    }

    function _drawOne(uint256 word) private {
        if (_open.length == 0) return;
        uint256 id = _open[word % _open.length];
        (uint64 round,) = panels.seedFor(id);
        try panels.draw(id) returns (address[] memory members) {
            uint256 close = beacon.commitsCloseAt(round);
            for (uint256 i = 0; i < members.length; ++i) {
                PanelMember memory member = panels.memberOf(BOUNTIES, members[i]);
                assertTrue(member.leftAt == 0 || member.leftAt >= close, "a member of that time");
                assertTrue(member.openPanels != 0, "and bound");
                ++_done[4];
            }
        } catch {}
    }

    function _answerOne(uint256 word) private {
        for (uint256 i = 0; i < _open.length; ++i) {
            address[] memory members = panels.membersOf(_open[i]);
            if (members.length == 0 || (word >> i) & 1 == 0) continue;
            try panels.noteAnswer(_open[i], members[word % members.length]) {
                ++_done[5];
            } catch {}
        }
    }

    function _closeOne(uint256 word) private {
        if (_open.length == 0) return;
        uint256 index = word % _open.length;
        bool may = panels.isOver(_open[index]);
        if (word % 16 == 1) {
            panels.drop(_open[index]);
            _forget(index);
            return;
        }
        try panels.close(_open[index]) {
            assertTrue(may, "closed before it was over");
            _forget(index);
            ++_done[6];
        } catch {
            assertTrue(!may, "was not closed");
        }
    }

    function _pass(uint256 word) private {
        if (word % 3 == 0) vm.warp(block.timestamp + word % 3 days);
        else _makeSeed();
        ++_done[7];
    }

    function _silentOn(uint256 panelId) private view returns (uint256 silent) {
        uint256 answered = panels.panelOf(panelId).answered;
        for (uint256 i = 0; i < panels.membersOf(panelId).length; ++i) {
            if ((answered >> i) & 1 == 0) ++silent;
        }
    }

    function _isIn(PanelMember memory member) private pure returns (bool) {
        return member.bond != 0 && member.leftAt == 0;
    }

    function _forget(uint256 index) private {
        _open[index] = _open[_open.length - 1];
        _open.pop();
    }

    function _check() private view {
        uint256 bonds = 0;
        uint256 onPanels = 0;
        uint256 open = 0;
        for (uint256 i = 0; i < MEMBERS; ++i) {
            PanelMember memory member = panels.memberOf(BOUNTIES, _reviewer(i));
            bonds += member.bond;
            onPanels += member.openPanels;
            if (member.place == 0) continue;
            PanelPlace memory place = panels.placeOf(BOUNTIES, member.place - 1);
            assertTrue(place.account == _reviewer(i), "each has its place for ever");
            assertEq(place.weight, _isIn(member) ? member.bond / 1e15 : 0, "and weighs what is here for it");
        }
        for (uint256 i = 0; i < _open.length; ++i) {
            open += _silentOn(_open[i]);
        }
        assertEq(onPanels, open, "members are bound by open panels that they have not answered, and by no others");
        assertEq(gtoken.balanceOf(address(panels)), bonds, "all bonds are here");
        uint256 fined = gtoken.balanceOf(treasury) - _treasuryBefore;
        assertEq(_putIn, bonds + _paidOut + fined, "put in is paid out, fined or still there");
    }
}
