// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LeaseLib} from "../../../../src/libraries/LeaseLib.sol";
import {Ask, AutoExtend, Bid, LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {OrderLib} from "../../../../src/libraries/OrderLib.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

/// @dev Property 11 of docs/contracts.md: the state of a lease changes only in the ways that the table of
/// docs/market.md lists. Tries every call at every moment.
contract StatesTest is MarketFixture {
    enum Moment {
        None,
        Ahead,
        AtStart,
        LateFirstHour,
        Late,
        Active,
        Over,
        OverAnHour,
        InNotice,
        Ended,
        EndedAnHour
    }

    enum Act {
        Cancel,
        EndByProvider,
        Ready,
        NoShow,
        Extend,
        AutoExtend,
        Credit,
        Claim,
        End,
        EndWithoutAccept,
        NodeLost,
        Close,
        Transfer,
        CancelFor,
        EndByProviderFor,
        NoShowFor,
        ExtendFor,
        EndFor,
        EndForWithoutAccept,
        TransferFor
    }

    uint8 private constant REFUSED = 255;
    address private constant QUORUM = address(0x900D);
    uint64 private _nonce;
    uint256 private _base = START;

    function setUp() public override {
        super.setUp();
        directory.set("Attestations", QUORUM);
    }

    function test_EveryActAtEveryMomentTakesTheEdgeOfTheTable() external {
        for (uint8 moment = 0; moment <= uint8(type(Moment).max); ++moment) {
            for (uint8 act = 0; act <= uint8(type(Act).max); ++act) {
                _try(Moment(moment), Act(act));
            }
        }
    }

    /// @dev Returns the expected state after a call by the party that may make it, or REFUSED. The numbers in the
    /// comments are those of the state changes in docs/market.md. A signed call makes the same state change as the
    /// direct call.
    function _edge(Moment moment, Act given) private pure returns (uint8) {
        Act act = _direct(given);
        if (moment == Moment.None) return REFUSED;
        if (moment == Moment.Ahead) {
            if (act == Act.Transfer) return 1; // 2
            if (act == Act.Cancel || act == Act.EndByProvider) return 0; // 3, 4
            return act == Act.Claim ? 1 : REFUSED; // 9: nothing is due
        }
        if (moment == Moment.AtStart) {
            if (act == Act.Cancel || act == Act.EndByProvider) return 0; // 3, 4
            if (act == Act.Ready) return 2; // 5
            return act == Act.Claim ? 1 : REFUSED; // 9
        }
        if (moment == Moment.LateFirstHour) {
            if (act == Act.Cancel || act == Act.EndByProvider) return 0; // 3, 4
            if (given == Act.NoShowFor) return 0; // 6: signed by the holder; a stranger's own call is still too early
            return act == Act.Claim ? 1 : REFUSED; // 9
        }
        if (moment == Moment.Late) {
            if (act == Act.Cancel || act == Act.EndByProvider || act == Act.NoShow) return 0; // 3, 4, 6
            return act == Act.Claim ? 1 : REFUSED; // 9
        }
        if (act == Act.Claim || act == Act.Credit) return moment >= Moment.InNotice ? 3 : 2; // 9, 8
        if (moment == Moment.Active && (act == Act.Extend || act == Act.AutoExtend)) return 2; // 7
        if (moment == Moment.Active && act == Act.EndByProvider) return 3; // 12
        if (moment < Moment.InNotice) {
            if (act == Act.End) return 0; // 10
            if (act == Act.EndWithoutAccept || act == Act.NodeLost) return 3; // 11, 13
        }
        // State change 14 of docs/market.md needs no call: when its time is up, a lease counts as ended.
        if ((moment == Moment.OverAnHour || moment == Moment.EndedAnHour) && act == Act.Close) return 0; // 15
        return REFUSED;
    }

    function _direct(Act act) private pure returns (Act) {
        if (act == Act.CancelFor) return Act.Cancel;
        if (act == Act.EndByProviderFor) return Act.EndByProvider;
        if (act == Act.NoShowFor) return Act.NoShow;
        if (act == Act.ExtendFor) return Act.Extend;
        if (act == Act.EndFor) return Act.End;
        if (act == Act.EndForWithoutAccept) return Act.EndWithoutAccept;
        return act == Act.TransferFor ? Act.Transfer : act;
    }

    function _try(Moment moment, Act act) private {
        _base += 7 days;
        vm.warp(_base);
        (uint256 leaseId, LeaseTerms memory terms) = _at(moment);
        string memory what = string.concat("moment ", _text(uint8(moment)), ", act ", _text(uint8(act)));
        (address party, bytes memory message) = _actOf(leaseId, terms, act);
        uint8 before = _stateOf(leaseId);
        uint8 expected = _edge(moment, act);
        if (party != address(0)) {
            vm.prank(stranger);
            (bool open,) = address(market).call(message);
            assertTrue(!open, string.concat(what, ": a stranger"));
            vm.prank(party);
        }
        (bool done,) = address(market).call(message);
        assertTrue(done == (expected != REFUSED), what);
        assertEq(_stateOf(leaseId), done ? expected : before, what);
    }

    /// @dev Makes a lease at this moment of its life. `None` is a closed lease. `InNotice` is a lease that was ended
    /// with an end in the future.
    function _at(Moment moment) private returns (uint256 leaseId, LeaseTerms memory terms) {
        Ask memory ask = _ask();
        Bid memory bid = _bid();
        ask.transferable = true;
        ask.expiry = type(uint40).max;
        bid.nonce = _nonce++;
        if (moment == Moment.InNotice) ask.noticeSeconds = 100;
        uint256 start = _base + 2 hours;
        (leaseId, terms) = _bookedAs(_later(ask, bid, start));
        if (moment == Moment.Ahead) return (leaseId, terms);
        if (moment == Moment.None) {
            vm.prank(renter);
            market.cancelLease(leaseId, terms);
            return (leaseId, terms);
        }
        vm.warp(start);
        if (moment == Moment.LateFirstHour) vm.warp(start + 601);
        if (moment == Moment.Late) vm.warp(start + 601 + 1 hours);
        if (moment <= Moment.Late) return (leaseId, terms);
        _ready(leaseId, terms, NODE_KEY);
        vm.warp(start + 7_000); // the last 600 s
        if (moment == Moment.Over) vm.warp(start + 7_200);
        if (moment == Moment.OverAnHour) vm.warp(start + 7_200 + 1 hours);
        if (moment < Moment.InNotice) return (leaseId, terms);
        vm.prank(renter);
        market.end(leaseId, terms, false);
        if (moment == Moment.EndedAnHour) vm.warp(start + 7_000 + 1 hours);
    }

    /// @dev Returns the party that may make the call (zero: anybody) and the call.
    function _actOf(uint256 leaseId, LeaseTerms memory terms, Act act)
        private
        view
        returns (address party, bytes memory)
    {
        if (act == Act.Cancel) return (renter, abi.encodeCall(market.cancelLease, (leaseId, terms)));
        if (act == Act.EndByProvider) return (provider, abi.encodeCall(market.endByProvider, (leaseId, terms)));
        if (act == Act.NoShow) return (address(0), abi.encodeCall(market.noShow, (leaseId, terms)));
        if (act == Act.Extend) {
            uint40 newEnd = terms.start + terms.durationSeconds + 60;
            return (renter, abi.encodeCall(market.extend, (leaseId, terms, newEnd)));
        }
        if (act == Act.Credit) return (QUORUM, abi.encodeCall(market.credit, (leaseId, terms, 1, true)));
        if (act == Act.Claim) return (address(0), abi.encodeCall(market.claim, (leaseId, terms)));
        if (act == Act.End) return (renter, abi.encodeCall(market.end, (leaseId, terms, true)));
        if (act == Act.EndWithoutAccept) return (renter, abi.encodeCall(market.end, (leaseId, terms, false)));
        if (act == Act.NodeLost) {
            return (QUORUM, abi.encodeCall(market.nodeLost, (leaseId, terms, terms.start + 6_000, true)));
        }
        if (act == Act.Close) return (address(0), abi.encodeCall(market.close, (leaseId, terms)));
        if (act == Act.Transfer) return (renter, abi.encodeCall(market.transferLease, (leaseId, terms, stranger)));
        if (act == Act.Ready) {
            (bytes32 r, bytes32 vs) = _signReady(NODE_KEY, leaseId, block.timestamp, terms);
            return (
                address(0), abi.encodeCall(market.ready, (leaseId, uint40(block.timestamp), r, vs, _headOf(terms)))
            );
        }
        if (act == Act.AutoExtend) return (address(0), _autoExtend(leaseId, terms));
        return (address(0), _relayed(leaseId, terms, act));
    }

    function _autoExtend(uint256 leaseId, LeaseTerms memory terms) private view returns (bytes memory) {
        AutoExtend memory order = AutoExtend(leaseId, _keyOf(leaseId, terms), 60, 30 days, 0, 900, type(uint40).max);
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashAutoExtend(order)));
        return abi.encodeCall(market.autoExtend, (leaseId, terms, order, signature));
    }

    /// @dev Returns the signed form of a call, which anyone may send.
    function _relayed(uint256 leaseId, LeaseTerms memory terms, Act act) private view returns (bytes memory) {
        uint40 expiry = type(uint40).max;
        if (act == Act.CancelFor) {
            bytes memory signed = _signed(RENTER_KEY, OrderLib.hashCancelLease(leaseId, _keyOf(leaseId, terms), expiry));
            return abi.encodeCall(market.cancelLeaseFor, (leaseId, terms, expiry, signed));
        }
        if (act == Act.EndByProviderFor) {
            bytes memory signed = _signed(PROVIDER_KEY, OrderLib.hashEndByProvider(leaseId, _keyOf(leaseId, terms), expiry));
            return abi.encodeCall(market.endByProviderFor, (leaseId, terms, expiry, signed));
        }
        if (act == Act.NoShowFor) {
            bytes memory signed = _signed(RENTER_KEY, OrderLib.hashNoShow(leaseId, _keyOf(leaseId, terms), expiry));
            return abi.encodeCall(market.noShowFor, (leaseId, terms, expiry, signed));
        }
        if (act == Act.ExtendFor) {
            uint40 newEnd = terms.start + terms.durationSeconds + 60;
            bytes memory signed = _signed(RENTER_KEY, OrderLib.hashExtend(leaseId, _keyOf(leaseId, terms), newEnd, 0, expiry));
            return abi.encodeCall(market.extendFor, (leaseId, terms, newEnd, 0, expiry, signed));
        }
        if (act == Act.TransferFor) {
            uint64 nonce = 1_000 + uint64(leaseId);
            bytes memory signed = _signed(RENTER_KEY, OrderLib.hashTransferLease(leaseId, _keyOf(leaseId, terms), stranger, 0, nonce, expiry));
            return abi.encodeCall(market.transferLeaseFor, (leaseId, terms, stranger, 0, nonce, expiry, signed));
        }
        bool accept = act == Act.EndFor;
        bytes memory signature = _signed(RENTER_KEY, OrderLib.hashEnd(leaseId, _keyOf(leaseId, terms), accept, expiry));
        return abi.encodeCall(market.endFor, (leaseId, terms, accept, expiry, signature));
    }

    function _signed(uint256 key, bytes32 structHash) private view returns (bytes memory) {
        return _sign(key, _digest(structHash));
    }

    function _text(uint8 number) private pure returns (string memory) {
        bytes memory digits = new bytes(2);
        digits[0] = bytes1(48 + number / 10);
        digits[1] = bytes1(48 + number % 10);
        return string(digits);
    }
}
