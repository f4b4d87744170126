// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

import {ClosedStatement} from "../../../src/types/DisputeCourtTypes.sol";
import {CourtFixture} from "../../fixtures/CourtFixture.sol";

/// @dev Cheat codes of the test runner that read a file and parse JSON as structs. The type of a struct is written as
/// in EIP-712.
interface JsonVm {
    function readFile(string calldata path) external view returns (string memory);
    function parseJsonTypeArray(string calldata json, string calldata key, string calldata typeDescription)
        external
        pure
        returns (bytes memory);
}

/// @dev A test vector of packages/economy: a leaf of the tree of closed leases. The fields must be in the same order as
/// in the type below.
struct ClosedVector {
    address market;
    uint256 leaseId;
    address holder;
    address provider;
    uint256 closedAt;
    uint256 weekPay;
    bytes32 leaf;
    bytes32 root;
    bytes32[] proof;
}

contract ClosedVectorsTest is CourtFixture {
    JsonVm private constant json = JsonVm(address(vm));

    function test_LeavesOfTypeScriptHaveTheSameHashAndPath() external view {
        string memory file = json.readFile("../packages/domain/vectors/closed.json");
        bytes memory data = json.parseJsonTypeArray(
            file,
            "$",
            "ClosedVector(address market,uint256 leaseId,address holder,address provider,uint256 closedAt,uint256 weekPay,bytes32 leaf,bytes32 root,bytes32[] proof)"
        );
        ClosedVector[] memory vectors = abi.decode(data, (ClosedVector[]));
        assertTrue(vectors.length >= 40, "enough vectors");
        for (uint256 i = 0; i < vectors.length; ++i) {
            ClosedVector memory it = vectors[i];
            ClosedStatement memory statement =
                ClosedStatement(it.market, it.leaseId, it.holder, it.provider, uint40(it.closedAt), uint96(it.weekPay));
            assertTrue(disputes.leafOf(statement) == it.leaf, "the leaf");
            assertTrue(MerkleProof.verify(it.proof, it.root, it.leaf), "the path");
        }
    }
}
