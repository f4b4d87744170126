// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {Panel, PanelLimits, PanelMember, PanelPlace} from "../../src/types/PanelsTypes.sol";
import {PanelsFixture} from "../fixtures/PanelsFixture.sol";

/// @dev Random walks: members join, leave, unstake, answer or not; panels are asked for, drawn, closed and given up. After each step the bonds are summed.
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

    /// @dev Guards the walk against acts that never get anywhere.
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

    /// @dev The draw by a plain second program: the same tries over the same list.
    /// hardhat-config: fuzz.runs = 24
    /// hardhat-config: long.fuzz.runs = 480
    function testFuzz_TheDrawIsWhatAnybodyWorksOutFromSeedAndStakes(uint256 stakes, uint8 wanted, uint256 entropy) external {
        uint8 size = uint8(bound(wanted, 1, 4));
        vm.warp(block.timestamp + entropy % 1_000);
        for (uint256 i = 0; i < MEMBERS; ++i) {
            _stakeFor(_reviewer(i), LEAST_STAKE * (1 + (stakes >> (8 * i)) % 12));
            _joinList(BOUNTIES, _reviewer(i));
        }
        excluded.push(_reviewer(entropy % MEMBERS));
        vm.warp(block.timestamp + 1);
        uint256 panelId = _request(size);
        (, bytes32 seed) = _makeSeed();
        address[] memory members = panels.draw(panelId);
        address[] memory expected = new address[](size);
        uint256 found = 0;
        for (uint256 i = 0; i < 128 && found < size; ++i) {
            uint256 word = uint256(keccak256(abi.encode(seed, panelId, i)));
            address account = _reviewer((word >> 128) % MEMBERS);
            bool skips = account == excluded[0];
            for (uint256 j = 0; j < found; ++j) {
                skips = skips || expected[j] == account;
            }
            if (skips || (word & type(uint128).max) % (8 * LEAST_STAKE) >= staked.getVotes(account)) continue;
            expected[found] = account;
            ++found;
        }
        assertEq(members.length, found == size ? size : 0, "all of them or nobody");
        for (uint256 i = 0; i < members.length; ++i) {
            assertTrue(members[i] == expected[i], "the same member");
        }
    }

    function _start() private {
        _treasuryBefore = gtoken.balanceOf(treasury);
        for (uint256 i = 0; i < MEMBERS; ++i) {
            _stakeFor(_reviewer(i), LEAST_STAKE * 8);
        }
    }

    function _act(uint256 act, uint256 word) private {
        address account = _reviewer(word % MEMBERS);
        PanelMember memory member = panels.memberOf(BOUNTIES, account);
        if (act == 0) _joinAs(account, member);
        else if (act == 1 && word % 4 == 0) _leaveAs(account, member);
        else if (act == 2) _withdrawAs(account, member);
        else if (act == 3 && _open.length < 5) _ask(word);
        else if (act == 4) _drawOne(word);
        else if (act == 5) _answerOne(word);
        else if (act == 6) _closeOne(word);
        else if (act == 7) _pass(word);
    }

    function _joinAs(address account, PanelMember memory member) private {
        bool may = member.place == 0 && member.leftAt == 0;
        _giveG(account, PANEL_BOND, address(panels));
        vm.prank(account);
        try panels.join(BOUNTIES) {
            assertTrue(may, "joined twice");
            _putIn += PANEL_BOND;
            ++_done[0];
        } catch {
            assertTrue(!may, "was refused");
        }
    }

    function _leaveAs(address account, PanelMember memory member) private {
        vm.prank(account);
        try panels.resign(BOUNTIES) {
            assertTrue(member.place != 0, "left without being there");
            ++_done[1];
        } catch {
            assertTrue(member.place == 0, "was held");
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
        (uint64 round,) = beacon.firstSeedFrom(panels.panelOf(id).round);
        try panels.draw(id) returns (address[] memory members) {
            uint256 snapshot = beacon.commitsCloseAt(round) - 1;
            for (uint256 i = 0; i < members.length; ++i) {
                PanelMember memory member = panels.memberOf(BOUNTIES, members[i]);
                assertTrue(member.leftAt == 0 || member.leftAt > snapshot, "a member of that time");
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
        // Who committed nothing for a day is still enrolled: nobody dismissed it.
        ++_done[7];
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
            if (member.place != 0) {
                PanelPlace memory place = panels.placeOf(BOUNTIES, member.place - 1);
                assertTrue(place.account == _reviewer(i) && place.leftAt == 0, "each member has its place");
            }
        }
        for (uint256 i = 0; i < _open.length; ++i) {
            open += panels.membersOf(_open[i]).length;
        }
        assertEq(onPanels, open, "members are bound by open panels and no others");
        assertEq(gtoken.balanceOf(address(panels)), bonds, "all bonds are here");
        uint256 fined = gtoken.balanceOf(treasury) - _treasuryBefore;
        assertEq(_putIn, bonds + _paidOut + fined, "put in is paid out, fined or still there");
    }
}
