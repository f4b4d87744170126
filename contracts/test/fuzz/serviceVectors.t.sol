// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ServiceMoneyLib} from "../../src/libraries/ServiceMoneyLib.sol";
import {Asset, ChannelFacts, KeyCurve} from "../../src/types/ServiceLedgerTypes.sol";
import {LedgerFixture} from "../fixtures/LedgerFixture.sol";

/// @dev Cheat codes of the test runner that read a file and parse JSON as structs. The type of a struct is written as
/// in EIP-712.
interface ServiceJsonVm {
    function readFile(string calldata path) external view returns (string memory);
    function parseJsonTypeArray(string calldata json, string calldata key, string calldata typeDescription)
        external
        pure
        returns (bytes memory);
}

struct ShareVector {
    uint256 settled;
    uint256 claim;
    uint256 royaltyBps;
    uint256 paid;
    uint256 royalty;
    uint256 fee;
}

struct ChannelVector {
    address payer;
    address key;
    uint256 curve;
    address service;
    uint256 asset;
    bytes32 id;
}

/// @dev Compares the libraries with the test vectors that packages/services also uses, and checks how random claims are
/// divided into fee, royalty and pay.
contract ServiceVectorsTest is LedgerFixture {
    ServiceJsonVm private constant json = ServiceJsonVm(address(vm));

    function test_SharesEqualThoseOfTypeScript() external view {
        ShareVector[] memory all = abi.decode(
            _read(
                "serviceMoney",
                "ShareVector(uint256 settled,uint256 claim,uint256 royaltyBps,uint256 paid,uint256 royalty,uint256 fee)"
            ),
            (ShareVector[])
        );
        assertTrue(all.length >= 200, "enough vectors");
        for (uint256 i = 0; i < all.length; ++i) {
            ShareVector memory it = all[i];
            (uint256 paid, uint256 royalty, uint256 fee) = ServiceMoneyLib.share(it.settled, it.claim, it.royaltyBps);
            assertEq(paid, it.paid, "paid");
            assertEq(royalty, it.royalty, "royalty");
            assertEq(fee, it.fee, "fee");
        }
    }

    function test_ChannelIdsEqualThoseOfTypeScript() external view {
        ChannelVector[] memory all = abi.decode(
            _read(
                "serviceChannels",
                "ChannelVector(address payer,address key,uint256 curve,address service,uint256 asset,bytes32 id)"
            ),
            (ChannelVector[])
        );
        assertEq(all.length, 4, "two curves, two assets");
        for (uint256 i = 0; i < all.length; ++i) {
            ChannelVector memory it = all[i];
            bytes20 to = bytes20(it.service);
            ChannelFacts memory facts = ChannelFacts(it.payer, it.key, KeyCurve(it.curve), to, Asset(it.asset));
            assertTrue(ledger.channelIdOf(facts) == it.id, "id");
        }
    }

    function testFuzz_SharesSumToWhatAClaimAdds(uint96 a, uint96 b, uint256 royaltyBps) external pure {
        (uint256 settled, uint256 claim) = a < b ? (a, b) : (b, a);
        royaltyBps %= 3_001;
        (uint256 paid, uint256 royalty, uint256 fee) = ServiceMoneyLib.share(settled, claim, royaltyBps);
        // The library's arithmetic does not check for overflows, but the arithmetic in this test does.
        assertEq(paid + royalty + fee, claim - settled, "the shares sum to what was added");
        (uint256 first,, uint256 firstFee) = ServiceMoneyLib.share(0, settled, royaltyBps);
        (uint256 whole,, uint256 wholeFee) = ServiceMoneyLib.share(0, claim, royaltyBps);
        assertEq(first + paid, whole, "paid in two steps as in one");
        assertEq(firstFee + fee, wholeFee, "fee in two steps as in one");
    }

    function _read(string memory name, string memory kind) private view returns (bytes memory) {
        return json.parseJsonTypeArray(
            json.readFile(string.concat("../packages/domain/vectors/", name, ".json")), "$", kind
        );
    }
}
