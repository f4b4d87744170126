// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IReputation} from "../../../src/interfaces/IReputation.sol";
import {ReputationStatement} from "../../../src/types/ReputationTypes.sol";
import {AttestationsFixture} from "../../fixtures/AttestationsFixture.sol";

/// @dev Cheat codes of the test runner that read a file and parse JSON as structs. The type of a struct is written as
/// in EIP-712.
interface JsonVm {
    function readFile(string calldata path) external view returns (string memory);
    function parseJsonTypeArray(string calldata json, string calldata key, string calldata typeDescription)
        external
        pure
        returns (bytes memory);
}

struct ReputationVector {
    address account;
    uint256 fulfilled;
    uint256 failed;
    uint256 mean;
    bytes32 root;
    bytes32[] proof;
}

contract ReputationTest is AttestationsFixture {
    JsonVm private constant json = JsonVm(address(vm));
    bytes32 private constant SUBJECT = "reputation";

    IReputation private reputation;

    function setUp() public override {
        super.setUp();
        reputation = IReputation(_create("Reputation", abi.encode(directory)));
    }

    function test_ReputationsOfTypeScriptAreReadFromTheAttestedRoot() external {
        ReputationVector[] memory vectors = _vectors();
        _formSetOf(4);
        _attestByAll(SUBJECT, vectors[0].root);
        bool somebodyIsBelow = false;
        bool somebodyIsAbove = false;
        for (uint256 i = 0; i < vectors.length; ++i) {
            ReputationVector memory it = vectors[i];
            (uint256 mean, uint64 epoch) = reputation.meanOf(_statementOf(it), it.proof);
            assertEq(mean, it.mean, "the same integer");
            assertEq(epoch, _epoch(), "of this hour");
            somebodyIsBelow = somebodyIsBelow || mean < 0.25e18;
            somebodyIsAbove = somebodyIsAbove || mean > 0.25e18;
        }
        assertTrue(somebodyIsBelow && somebodyIsAbove, "good and bad pasts");
    }

    function test_RevertWhen_TheStatementIsNoLeafOfTheLatestRoot() external {
        ReputationVector[] memory vectors = _vectors();
        ReputationVector memory it = vectors[3];
        _formSetOf(4);
        _attestByAll(SUBJECT, it.root);
        ReputationStatement[3] memory wrong = [_statementOf(it), _statementOf(it), _statementOf(it)];
        wrong[0].account = address(this);
        wrong[1].fulfilled += 1;
        wrong[2].failed += 1;
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectPartialRevert(IReputation.Reputation_LeafUnknown.selector);
            reputation.meanOf(wrong[i], it.proof);
        }
        vm.expectPartialRevert(IReputation.Reputation_LeafUnknown.selector);
        reputation.meanOf(_statementOf(it), vectors[4].proof);
        vm.warp(block.timestamp + 1 hours);
        _attestByAll(SUBJECT, keccak256("a later root"));
        vm.expectPartialRevert(IReputation.Reputation_LeafUnknown.selector);
        reputation.meanOf(_statementOf(it), it.proof);
    }

    function test_RevertWhen_FewerThanFourSignedOrNobody() external {
        ReputationVector memory it = _vectors()[0];
        vm.expectRevert(IReputation.Reputation_PowerTooSmall.selector);
        reputation.meanOf(_statementOf(it), it.proof);
        _formSetOf(3);
        _attestByAll(SUBJECT, it.root);
        vm.expectRevert(IReputation.Reputation_PowerTooSmall.selector);
        reputation.meanOf(_statementOf(it), it.proof);
    }

    function _statementOf(ReputationVector memory it) private pure returns (ReputationStatement memory) {
        return ReputationStatement(it.account, uint128(it.fulfilled), uint128(it.failed));
    }

    function _vectors() private view returns (ReputationVector[] memory vectors) {
        string memory file = json.readFile("../packages/domain/vectors/reputation.json");
        bytes memory data = json.parseJsonTypeArray(
            file,
            "$",
            "ReputationVector(address account,uint256 fulfilled,uint256 failed,uint256 mean,bytes32 root,bytes32[] proof)"
        );
        vectors = abi.decode(data, (ReputationVector[]));
        assertTrue(vectors.length >= 40, "enough vectors");
    }
}
