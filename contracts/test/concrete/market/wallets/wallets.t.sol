// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {OrderLib} from "../../../../src/libraries/OrderLib.sol";
import {Ask, Bid, LeaseTerms, Mandate} from "../../../../src/types/MarketTypes.sol";
import {ContractWallet} from "../../../fixtures/ContractWallet.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";
import {SettleItem, SettleItems} from "../../../fixtures/SettleItems.sol";

contract WalletsTest is MarketFixture {
    ContractWallet private wallet;

    function setUp() public override {
        super.setUp();
        wallet = new ContractWallet(renter);
        _deposit(address(wallet), 1_000e18);
    }

    function test_BidsEndsAndWithdraws() external {
        SettleItem memory item = _byWallet();
        (uint256 leaseId, LeaseTerms memory terms) = _activeAs(item);
        vm.warp(START + 1_000);
        uint40 expiry = uint40(START + 2_000);
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashEnd(leaseId, _keyOf(leaseId, terms), true, expiry)));
        market.endFor(leaseId, terms, true, expiry, signature);
        uint256 balance = _balance(address(wallet));
        signature = _sign(RENTER_KEY, _digest(OrderLib.hashWithdraw(address(wallet), balance, renter, 0, 1, expiry)));
        market.withdrawFor(address(wallet), balance, renter, 0, 1, expiry, signature);
        assertEq(ptoken.balanceOf(renter), balance, "withdrawn");
    }

    function test_AsksAndGivesMandates() external {
        ContractWallet owner = new ContractWallet(provider);
        _fundAndBond(address(owner));
        vm.prank(provider);
        bytes memory answer = owner.act(
            address(registry), abi.encodeCall(registry.register, (_registration(uint256(keccak256("its node")), 8)))
        );
        Ask memory ask = _ask();
        ask.provider = address(owner);
        ask.node = abi.decode(answer, (bytes32));
        Bid memory bid = _bid();
        bid.node = ask.node;
        _settle(_item(ask, bid));
        Mandate memory mandate = _mandate();
        (mandate.provider, mandate.node) = (ask.provider, ask.node);
        bid.nonce = 1;
        SettleItem memory item = _item(ask, bid);
        item.askSignature = _sign(uint256(keccak256("its node")), market.hashAsk(ask));
        item.mandate = mandate;
        item.mandateSignature = _sign(PROVIDER_KEY, market.hashMandate(mandate));
        assertEq(_settle(item), 2, "settled under its mandate");
    }

    function test_RevertWhen_TheWalletMisbehaves() external {
        SettleItem memory item = _byWallet();
        for (uint8 mood = 1; mood <= 4; ++mood) {
            wallet.setMood(ContractWallet.Mood(mood));
            uint256 before = gasleft();
            vm.prank(ENGINE);
            vm.expectRevert(
                abi.encodeWithSelector(IMarketErrors.Market_SignerNotRenter.selector, renter, address(wallet))
            );
            market.settle(SettleItems.pack(item));
            assertAtMost(before - gasleft(), 600_000, "bounded");
        }
        wallet.setMood(ContractWallet.Mood.Honest);
        _settle(item);
    }

    function test_RevertWhen_AStrangerSignsForTheWallet() external {
        SettleItem memory item = _byWallet();
        item.bidSignature = _sign(STRANGER_KEY, market.hashBid(item.bid));
        vm.prank(ENGINE);
        vm.expectRevert(
            abi.encodeWithSelector(IMarketErrors.Market_SignerNotRenter.selector, stranger, address(wallet))
        );
        market.settle(SettleItems.pack(item));
    }

    function test_AnAccountWithKeysAndCodeActsByItsKey() external {
        vm.etch(renter, address(wallet).code); // the wallet's code would refuse, because no owner is set
        _settle(_defaultItem());
        assertEq(market.bidLane(renter, 0), 2, "by its key");
    }

    function test_AnAccountWithKeysAndCodeActsByItsCodesRule() external {
        vm.etch(renter, address(wallet).code);
        ContractWallet(renter).setOwner(stranger);
        SettleItem memory item = _defaultItem();
        item.bidSignature = _sign(STRANGER_KEY, market.hashBid(item.bid));
        _settle(item);
        assertEq(market.bidLane(renter, 0), 2, "by its code");
        ContractWallet(renter).setMood(ContractWallet.Mood.Refuses);
        Bid memory bid = _bid();
        bid.nonce = 1;
        item = _item(_ask(), bid);
        item.bidSignature = _sign(STRANGER_KEY, market.hashBid(item.bid));
        vm.prank(ENGINE);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_SignerNotRenter.selector, stranger, renter));
        market.settle(SettleItems.pack(item));
    }

    /// @dev Two contract wallets have the same owner. A signed message names its wallet, so that it cannot be replayed
    /// for the other wallet.
    function test_RevertWhen_AMessageIsForTheOwnersOtherWallet() external {
        ContractWallet other = new ContractWallet(renter);
        _deposit(address(other), 5e18);
        uint40 expiry = uint40(START + 60);
        bytes memory signature =
            _sign(RENTER_KEY, _digest(OrderLib.hashWithdraw(address(wallet), 1e18, renter, 0, 1, expiry)));
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.withdrawFor(address(other), 1e18, renter, 0, 1, expiry, signature);
        market.withdrawFor(address(wallet), 1e18, renter, 0, 1, expiry, signature);
    }

    function _byWallet() private view returns (SettleItem memory) {
        Bid memory bid = _bid();
        bid.renter = address(wallet);
        return _item(_ask(), bid);
    }
}
