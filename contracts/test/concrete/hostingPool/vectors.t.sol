// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {HostingClaim, HostingShare} from "../../../src/types/HostingPoolTypes.sol";
import {HostingFixture} from "../../fixtures/HostingFixture.sol";

/// @dev Cheat codes of the test runner that read a file and parse JSON as structs. The type of a struct is written as
/// in EIP-712.
interface JsonVm {
    function readFile(string calldata path) external view returns (string memory);
    function parseJsonTypeArray(string calldata json, string calldata key, string calldata typeDescription)
        external
        pure
        returns (bytes memory);
}

struct HostingVector {
    uint64 programme;
    address account;
    uint96 amount;
    uint96 budget;
    bytes32[] path;
    bytes32[] budgetPath;
    bytes32 root;
    bytes packed;
}

/// @dev Claims the shares that the TypeScript version calculated. The two programs share no code.
contract HostingVectorsTest is HostingFixture {
    JsonVm private constant json = JsonVm(address(vm));
    uint40 private constant VECTOR_DAY = 20_900;

    function test_EachShareOfTypeScriptIsPaidFromTheAttestedRoot() external {
        HostingVector[] memory vectors = _vectors();
        vm.warp(uint256(VECTOR_DAY) * DAY + 3 hours);
        _formWhereOld();
        for (uint256 number = 2; number <= 5; ++number) {
            _sponsor(uint96(number * 1e19 + 7));
        }
        vm.warp((uint256(VECTOR_DAY) + 1) * DAY + 3 hours);
        _attestByAll(HOSTING, pool.statementOf(VECTOR_DAY, vectors[0].root, vectors[0].packed));
        pool.publish(VECTOR_DAY, vectors[0].root, vectors[0].packed);
        uint256 paid = 0;
        for (uint256 i = 0; i < vectors.length; ++i) {
            HostingVector memory it = vectors[i];
            // In this test, programme 1 does not cover `VECTOR_DAY`, so its shares cannot be claimed.
            if (it.programme == 1) continue;
            HostingClaim[] memory claims = new HostingClaim[](1);
            claims[0] = HostingClaim(
                HostingShare(it.programme, VECTOR_DAY, it.account, it.amount), it.path, it.budget, it.budgetPath
            );
            assertEq(pool.claim(claims), it.amount, "the same integer");
            paid += it.amount;
        }
        assertTrue(paid > 20e18, "enough was paid");
    }

    function _vectors() private view returns (HostingVector[] memory vectors) {
        string memory file = json.readFile("../packages/domain/vectors/hosting.json");
        bytes memory data = json.parseJsonTypeArray(
            file,
            "$",
            "HostingVector(uint64 programme,address account,uint96 amount,uint96 budget,bytes32[] path,bytes32[] budgetPath,bytes32 root,bytes packed)"
        );
        vectors = abi.decode(data, (HostingVector[]));
        assertTrue(vectors.length >= 10, "enough vectors");
    }
}
