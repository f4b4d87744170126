// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IClassCatalog} from "../../../src/interfaces/IClassCatalog.sol";
import {IFuturesCommitment} from "../../../src/interfaces/IFuturesCommitment.sol";
import {Commitment, CommitmentTerms} from "../../../src/types/FuturesCommitmentTypes.sol";
import {FuturesFixture} from "../../fixtures/FuturesFixture.sol";
import {HostileSurplusToken} from "../../fixtures/HostileSurplusToken.sol";

contract FuturesCommitmentTest is FuturesFixture {
    // ── Promising ───────────────────────────────────────────────────────────

    function test_BondsWhatIsPromisedAtTheEdgesOfEveryBound() external {
        uint256 id = _commit(_terms());
        Commitment memory it = futures.commitmentOf(id);
        assertEq(id, 1, "the first");
        assertEq(it.value, VALUE, "at the reference price");
        assertTrue(it.provider == provider && it.promisedTo == renter && it.classId == 0, "whose, to whom, of what");
        assertEq(ptoken.balanceOf(address(futures)), BONDED, "bonded");
        CommitmentTerms memory terms = _terms();
        terms.bond = 57.6e18; // a fifth of the value
        terms.pricePerGpuSecond = 4 * PRICE;
        terms.from = uint40(START + 1 hours);
        terms.until = terms.from + 1 hours;
        _commit(terms);
        terms.from = uint40(START + 90 days);
        terms.until = terms.from + 28 days;
        terms.classId = 1;
        _commit(terms);
        terms.gpuSeconds = 1;
        terms.bond = 10e18; // the minimum for any promise
        assertEq(_commit(terms), 4, "counted");
    }

    function test_RevertWhen_TheWindowIsOutOfBounds() external {
        uint40[2][4] memory windows = [
            [uint40(START + 1 hours - 1), uint40(START + 3 hours)],
            [uint40(START + 90 days + 1), uint40(START + 91 days)],
            [FROM, FROM + 1 hours - 1],
            [FROM, FROM + 28 days + 1]
        ];
        for (uint256 i = 0; i < 4; ++i) {
            CommitmentTerms memory terms = _terms();
            (terms.from, terms.until) = (windows[i][0], windows[i][1]);
            vm.expectRevert(
                abi.encodeWithSelector(
                    IFuturesCommitment.FuturesCommitment_WindowInvalid.selector, terms.from, terms.until, START
                )
            );
            _commit(terms);
        }
    }

    function test_RevertWhen_AmountPriceBondOrClassIsOutOfBounds() external {
        CommitmentTerms memory terms = _terms();
        uint64 most = 10_000 * 10 hours;
        (terms.gpuSeconds, terms.bond) = (most + 1, 8_000e18);
        vm.expectRevert(
            abi.encodeWithSelector(IFuturesCommitment.FuturesCommitment_AmountInvalid.selector, most + 1, most)
        );
        _commit(terms);
        terms.gpuSeconds = most;
        _commit(terms);
        terms.gpuSeconds = 0;
        vm.expectPartialRevert(IFuturesCommitment.FuturesCommitment_AmountInvalid.selector);
        _commit(terms);
        terms = _terms();
        terms.pricePerGpuSecond = 4 * PRICE + 1;
        vm.expectPartialRevert(IFuturesCommitment.FuturesCommitment_PriceInvalid.selector);
        _commit(terms);
        terms.pricePerGpuSecond = 0;
        vm.expectPartialRevert(IFuturesCommitment.FuturesCommitment_PriceInvalid.selector);
        _commit(terms);
        terms = _terms();
        terms.bond = 57.6e18 - 1;
        _expectBondTooLow(terms.bond, 57.6e18);
        _commit(terms);
        (terms.gpuSeconds, terms.bond) = (1, 10e18 - 1);
        _expectBondTooLow(terms.bond, 10e18);
        _commit(terms);
        terms = _terms();
        terms.promisedTo = provider;
        vm.expectRevert(IFuturesCommitment.FuturesCommitment_PromisedToSelf.selector);
        _commit(terms);
        terms = _terms();
        terms.classId = 2;
        vm.expectRevert(abi.encodeWithSelector(IClassCatalog.ClassCatalog_ClassUnknown.selector, 2));
        _commit(terms);
    }

    // ── Measuring ───────────────────────────────────────────────────────────

    function test_TakesALeafOfTheWindowsEndOrLaterForFourteenDays() external {
        uint256 id = _commit(_terms());
        vm.warp(UNTIL - 1);
        _attestDelivered(id, PROMISED);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFuturesCommitment.FuturesCommitment_NotRecordable.selector, id, UNTIL, UNTIL + 14 days, UNTIL - 1
            )
        );
        _record(id, PROMISED);
        vm.warp(UNTIL);
        // The contract refuses this root, because it belongs to the last hour of the window, and not all deliveries are
        // known until that hour is over.
        vm.expectRevert(
            abi.encodeWithSelector(
                IFuturesCommitment.FuturesCommitment_RootTooEarly.selector, id, UNTIL / 3600 - 1, UNTIL / 3600
            )
        );
        _record(id, PROMISED);
        vm.warp(UNTIL + 14 days - 1);
        _attestDelivered(id, PROMISED);
        vm.warp(UNTIL + 14 days);
        vm.expectPartialRevert(IFuturesCommitment.FuturesCommitment_NotRecordable.selector);
        _record(id, PROMISED);
        vm.warp(UNTIL + 14 days - 1);
        _record(id, PROMISED);
        assertEq(futures.commitmentOf(id).delivered, PROMISED, "written down");
    }

    function test_CountsNoMoreThanWasPromised() external {
        uint256 id = _commit(_terms());
        _deliver(id, PROMISED + 1);
        assertEq(futures.commitmentOf(id).delivered, PROMISED, "at most all");
        _settleAfterCorrections(id);
        assertEq(futures.owedTo(provider), BONDED, "no more than the bond");
    }

    function test_ALaterRootCorrectsForThreeDays() external {
        uint256 id = _commit(_terms());
        _deliver(id, 0);
        uint256 recordedAt = block.timestamp;
        vm.expectPartialRevert(IFuturesCommitment.FuturesCommitment_RootTooEarly.selector);
        _record(id, 0);
        vm.warp(recordedAt + 72 hours - 1);
        _attestDelivered(id, PROMISED);
        _record(id, PROMISED);
        assertEq(futures.commitmentOf(id).delivered, PROMISED, "corrected");
        assertEq(futures.commitmentOf(id).recordedAt, recordedAt, "the wait is the first one's");
        vm.warp(recordedAt + 72 hours);
        _attestDelivered(id, 1);
        vm.expectPartialRevert(IFuturesCommitment.FuturesCommitment_NotRecordable.selector);
        _record(id, 1);
        futures.settle(id);
        vm.expectRevert(abi.encodeWithSelector(IFuturesCommitment.FuturesCommitment_NotOpen.selector, id));
        _record(id, 1);
    }

    function test_RevertWhen_TheLeafIsAnothers() external {
        uint256 id = _commit(_terms());
        uint256 other = _commit(_terms());
        vm.warp(UNTIL);
        _attestDelivered(id, PROMISED);
        _expectLeafUnknown(futures.leafOf(id, PROMISED - 1));
        _record(id, PROMISED - 1);
        _expectLeafUnknown(futures.leafOf(other, PROMISED));
        _record(other, PROMISED);
        uint256 chain = block.chainid;
        vm.chainId(chain + 1);
        vm.expectPartialRevert(IFuturesCommitment.FuturesCommitment_LeafUnknown.selector);
        _record(id, PROMISED);
        vm.chainId(chain);
        IFuturesCommitment twin = IFuturesCommitment(_create("FuturesCommitment", abi.encode(ptoken, directory)));
        assertTrue(twin.leafOf(id, PROMISED) != futures.leafOf(id, PROMISED), "another contract's");
        vm.expectRevert(abi.encodeWithSelector(IFuturesCommitment.FuturesCommitment_NotOpen.selector, 9));
        _record(9, PROMISED);
        _record(id, PROMISED);
    }

    function test_AWindowThatEndsWithinAnHourIsMeasuredByARootOfTheNext() external {
        CommitmentTerms memory terms = _terms();
        terms.until = UNTIL + 1800;
        uint256 id = _commit(terms);
        vm.warp(UNTIL + 1800);
        _attestDelivered(id, PROMISED);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFuturesCommitment.FuturesCommitment_RootTooEarly.selector, id, UNTIL / 3600, UNTIL / 3600 + 1
            )
        );
        _record(id, PROMISED);
        vm.warp(UNTIL + 1 hours);
        _attestDelivered(id, PROMISED - 1);
        _record(id, PROMISED - 1);
        _settleAfterCorrections(id);
        // Half of the bond is not divisible by the promised GPU-seconds, so the slash is rounded up, against the
        // provider.
        uint256 exact = uint256(BONDED) / 2 / PROMISED;
        assertTrue(exact * 2 * PROMISED != BONDED, "something is to be rounded");
        assertEq(futures.owedTo(provider), BONDED - exact - 1, "up");
    }

    function test_RevertWhen_TwoSignedOrTheQuorumIsNotTrustedYet() external {
        uint256 id = _commit(_terms());
        vm.warp(UNTIL);
        _bondFor(vm.addr(_validatorKey(0)), VALIDATOR_PURPOSE, 100 * STAKE);
        attestations.formSet();
        bytes32 root = _pair(futures.leafOf(id, 0), SIBLING);
        _attest(COMMITMENTS, root, 3);
        vm.expectRevert(IFuturesCommitment.FuturesCommitment_PowerTooSmall.selector);
        _record(id, 0);
        address other = address(0xA77);
        directory.set("Attestations", other);
        vm.expectRevert(
            abi.encodeWithSelector(IFuturesCommitment.FuturesCommitment_QuorumUntrusted.selector, other)
        );
        _record(id, 0);
    }

    // ── Settling ────────────────────────────────────────────────────────────

    function test_DeliveredWholeGivesTheBondBack() external {
        uint256 id = _commit(_terms());
        uint256 before = ptoken.balanceOf(provider);
        _deliver(id, PROMISED);
        uint256 settleableAt = block.timestamp + 72 hours;
        vm.warp(settleableAt - 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFuturesCommitment.FuturesCommitment_NotSettleable.selector, id, settleableAt, settleableAt - 1
            )
        );
        futures.settle(id);
        vm.warp(settleableAt);
        _expectSettled(id, true, VALUE, 0, 0, 0);
        futures.settle(id);
        vm.prank(provider);
        assertEq(futures.withdraw(provider), BONDED, "all of it");
        assertEq(ptoken.balanceOf(provider) - before, BONDED, "paid");
        vm.expectRevert(abi.encodeWithSelector(IFuturesCommitment.FuturesCommitment_NotOpen.selector, id));
        futures.settle(id);
    }

    function test_WhatIsMissingCostsItsPartOfHalfOfTheBond() external {
        uint256 id = _commit(_terms());
        _deliver(id, PROMISED * 3 / 4);
        uint256 surplus = ptoken.surplus();
        vm.warp(block.timestamp + 72 hours);
        _expectSettled(id, true, VALUE * 3 / 4, VALUE / 4, 7.5e18, 0.75e18);
        vm.prank(stranger);
        futures.settle(id);
        assertEq(ptoken.surplus() - surplus, 6.75e18, "burned into the surplus");
        assertEq(futures.owedTo(provider), 52.5e18, "the rest of the bond");
        vm.prank(renter);
        assertEq(futures.withdraw(stranger), 0.75e18, "a tenth to the account it was promised to");
        assertEq(ptoken.balanceOf(stranger), 0.75e18, "paid");
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IFuturesCommitment.FuturesCommitment_NothingOwed.selector, renter));
        futures.withdraw(renter);
    }

    /// @dev Nothing on chain shows that two addresses belong to one provider, so a promise to oneself must not pay.
    function test_AProviderThatPromisesToItsSecondAddressLosesNineTenthsOfTheSlash() external {
        CommitmentTerms memory terms = _terms();
        address second = address(0x5EC0);
        terms.promisedTo = second;
        uint256 id = _commit(terms);
        _deliver(id, 0);
        vm.warp(block.timestamp + 72 hours);
        futures.settle(id);
        uint256 back = futures.owedTo(provider) + futures.owedTo(second);
        assertEq(BONDED - back, 27e18, "of 30");
    }

    function test_NothingDeliveredToNobodyByNameBurnsHalf() external {
        CommitmentTerms memory terms = _terms();
        terms.promisedTo = address(0);
        uint256 id = _commit(terms);
        _deliver(id, 0);
        uint256 surplus = ptoken.surplus();
        vm.warp(block.timestamp + 72 hours);
        _expectSettled(id, true, 0, VALUE, 30e18, 0);
        futures.settle(id);
        assertEq(ptoken.surplus() - surplus, 30e18, "all that is taken");
        assertEq(ptoken.balanceOf(address(futures)), 30e18, "what is owed");
    }

    function test_WhatNobodyMeasuredCostsNothingAndCountsNothing() external {
        uint256 id = _commit(_terms());
        vm.warp(UNTIL + 14 days - 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFuturesCommitment.FuturesCommitment_NotSettleable.selector, id, UNTIL + 14 days, UNTIL + 14 days - 1
            )
        );
        futures.settle(id);
        vm.warp(UNTIL + 14 days);
        _expectSettled(id, false, 0, 0, 0, 0);
        futures.settle(id);
        assertEq(futures.owedTo(provider), BONDED, "all of it");
        vm.expectRevert(abi.encodeWithSelector(IFuturesCommitment.FuturesCommitment_NotOpen.selector, 2));
        futures.settle(2);
    }

    /// @dev Guards against known failure 17 (test/README.md): the token calls back during a transfer and re-enters the
    /// contract.
    function test_RevertWhen_TheTokenReenters() external {
        HostileSurplusToken token = new HostileSurplusToken();
        futures = IFuturesCommitment(_create("FuturesCommitment", abi.encode(token, directory)));
        token.mint(provider, 1_000e18);
        vm.prank(provider);
        token.approve(address(futures), type(uint256).max);
        uint256 id = _commit(_terms());
        token.callBack(address(futures), abi.encodeCall(IFuturesCommitment.commit, (_terms())));
        _expectReentrancy();
        _commit(_terms());
        token.callBack(address(0), "");
        _deliver(id, 0);
        vm.warp(block.timestamp + 72 hours);
        token.callBack(address(futures), abi.encodeCall(IFuturesCommitment.settle, (id)));
        _expectReentrancy();
        futures.settle(id);
        token.callBack(address(0), "");
        futures.settle(id);
        token.callBack(address(futures), abi.encodeCall(IFuturesCommitment.withdraw, (provider)));
        _expectReentrancy();
        vm.prank(provider);
        futures.withdraw(provider);
    }

    // ── Expected results ────────────────────────────────────────────────────

    function _expectReentrancy() private {
        vm.expectPartialRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
    }

    function _expectBondTooLow(uint256 bond, uint256 least) private {
        vm.expectRevert(
            abi.encodeWithSelector(IFuturesCommitment.FuturesCommitment_BondTooLow.selector, bond, least)
        );
    }

    function _expectLeafUnknown(bytes32 leaf) private {
        vm.expectRevert(abi.encodeWithSelector(IFuturesCommitment.FuturesCommitment_LeafUnknown.selector, leaf));
    }

    function _expectSettled(
        uint256 id,
        bool measured,
        uint256 fulfilled,
        uint256 failed,
        uint256 slashed,
        uint256 compensated
    ) private {
        vm.expectEmit(true, true, false, true, address(futures));
        emit IFuturesCommitment.CommitmentSettled(
            id, provider, measured, fulfilled, failed, UNTIL, slashed, compensated
        );
    }
}
