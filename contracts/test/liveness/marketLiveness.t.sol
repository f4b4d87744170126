// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LeaseLib} from "../../src/libraries/LeaseLib.sol";
import {Ask, LeaseHead, LeaseTerms} from "../../src/types/MarketTypes.sol";
import {MarketFixture} from "../fixtures/MarketFixture.sol";
import {SettleItem} from "../fixtures/SettleItems.sol";

/// @dev L1: a lease is settled, becomes ready, is paid and ends, and both sides get their dollars back. A stranger with
/// a tenth of the renter's money and any amount of gas cannot prevent this, whatever the stranger calls in between.
contract MarketLivenessTest is MarketFixture {
    uint256 private constant ATTACKERS_MONEY = 100_000e18;

    uint256 private _word;
    uint256 private _leaseId;
    LeaseTerms private _terms;

    function setUp() public override {
        super.setUp();
        _mintPToken(stranger, ATTACKERS_MONEY);
        vm.startPrank(stranger);
        ptoken.approve(address(market), type(uint256).max);
        ptoken.approve(address(vault), type(uint256).max);
        vm.stopPrank();
    }

    /// hardhat-config: fuzz.runs = 32
    /// hardhat-config: long.fuzz.runs = 640
    function testFuzz_L1_ALeaseIsServedAndPaidAndTheMoneyLeaves(uint256 word) external {
        _word = word;
        SettleItem memory item = _defaultItem();
        _attack();
        (uint256 leaseId, LeaseTerms memory terms) = _bookedAs(item);
        (_leaseId, _terms) = (leaseId, terms);
        _attack();
        vm.warp(block.timestamp + word % 600);
        _ready(leaseId, terms, NODE_KEY);
        _attack();
        vm.warp(terms.start + 5_000);
        assertTrue(market.claim(leaseId, terms) != 0 || market.leaseSlot(leaseId).paidSeconds != 0, "L1: claimed");
        _attack();
        bool accepts = word % 2 == 0;
        vm.prank(renter);
        market.end(leaseId, terms, accepts);
        _attack();
        vm.warp(block.timestamp + 2 hours);
        if (_stateOf(leaseId) != LeaseLib.STATE_NONE) market.close(leaseId, terms);
        _attack();
        _takeOut(renter);
        _takeOut(provider);
        assertTrue(ptoken.balanceOf(renter) + ptoken.balanceOf(provider) == 0, "L1: redeemed");
        assertTrue(stable.balanceOf(renter) != 0 && stable.balanceOf(provider) != 0, "L1: in dollars");
    }

    /// @dev Withdraws an account's whole balance from the Market, and redeems all of its PToken for dollars.
    function _takeOut(address account) private {
        uint256 balance = _balance(account);
        vm.prank(account);
        market.withdraw(balance, account);
        _attack();
        uint256 held = ptoken.balanceOf(account);
        vm.prank(account);
        ptoken.redeem(held, account);
    }

    /// @dev Makes two calls of the stranger. Any of them may fail.
    function _attack() private {
        for (uint256 i = 0; i < 2; ++i) {
            _word = uint256(keccak256(abi.encode(_word)));
            vm.startPrank(stranger);
            (bool done,) = _target().call(_call(_word % 10));
            vm.stopPrank();
            done; // the result does not matter
        }
    }

    function _target() private view returns (address) {
        return _word % 10 < 8 ? address(market) : _word % 10 == 8 ? address(vault) : address(ptoken);
    }

    function _call(uint256 act) private view returns (bytes memory) {
        address[] memory accounts = new address[](2);
        (accounts[0], accounts[1]) = (provider, renter);
        if (act == 0) return abi.encodeCall(market.depositFor, (_word % 2 == 0 ? renter : provider, 1));
        if (act == 1) return abi.encodeCall(market.sweepFees, (accounts));
        if (act == 2) return abi.encodeCall(market.claim, (_leaseId, _terms));
        if (act == 3) return abi.encodeCall(market.close, (_leaseId, _terms));
        if (act == 4) return abi.encodeCall(market.end, (_leaseId, _terms, true));
        if (act == 5) return abi.encodeCall(market.cancelLease, (_leaseId, _terms));
        if (act == 6) return abi.encodeCall(market.noShow, (_leaseId, _terms));
        if (act == 7) return abi.encodeCall(market.withdraw, (1, renter));
        if (act == 8) return abi.encodeCall(vault.bondFor, (provider, PROVIDER_PURPOSE, 1));
        return abi.encodeCall(ptoken.burn, (1));
    }
}
