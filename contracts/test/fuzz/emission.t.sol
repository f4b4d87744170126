// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {UD60x18, exp, exp2, log2, pow} from "@prb/math/src/UD60x18.sol";

import {EmissionChunkLib} from "../../src/libraries/EmissionChunkLib.sol";
import {EmissionLeafLib} from "../../src/libraries/EmissionLeafLib.sol";
import {EmissionMath} from "../../src/libraries/EmissionMath.sol";
import {
    EmissionChunk,
    EmissionEpoch,
    EmissionFactors,
    EmissionInputs,
    EmissionNode,
    EmissionParameters
} from "../../src/types/EmissionTypes.sol";
import {Assertions} from "../fixtures/Assertions.sol";

/// @dev Cheat codes of the test runner that read a file and parse JSON as structs. The type of a struct is written as
/// in EIP-712.
interface JsonVm {
    function readFile(string calldata path) external view returns (string memory);
    function parseJsonTypeArray(string calldata json, string calldata key, string calldata typeDescription)
        external
        pure
        returns (bytes memory);
}

struct PowerVector {
    uint256 exponent;
    uint256 base;
    uint256 power;
    uint256 exp2;
    uint256 exp;
    uint256 log2;
    uint256 pow;
}

struct NodeVector {
    EmissionNode node;
    EmissionEpoch epoch;
    EmissionParameters parameters;
    uint256 minerShare;
    uint256 regulator;
    uint256 environment;
    uint256 concentration;
    uint256 spread;
    uint256 emission;
    uint256 weight;
    uint256 rebate;
    uint256 budget;
    uint256 others;
    uint256 programme;
    uint256 available;
    uint256 payable_;
}

struct LeafVector {
    uint256 chainId;
    address emission;
    uint256 epoch;
    address provider;
    uint256 cumulative;
    bytes32 root;
    bytes32[] proof;
}

struct ChunkVector {
    uint256 chainId;
    address emission;
    uint64 epoch;
    address provider;
    EmissionInputs inputs;
    bytes32 leaf;
    EmissionChunk chunk;
}

contract EmissionMathTest is Assertions {
    JsonVm private constant json = JsonVm(address(vm));
    uint256 private constant WAD = 1e18;
    string private constant NODE =
        "EmissionNode(uint256 referenceGpuHours,uint256 quality,uint256 contribution,uint256 history,uint256 stability,uint256 diversity,uint256 demand,uint256 provenEnergy,uint256 computeShare,uint256 siteSquares,uint256 burned)";
    string private constant EPOCH = "EmissionEpoch(uint256 activeNodes,int256 slope)";
    string private constant PARAMETERS =
        "EmissionParameters(uint256 basePerGpuHour,uint256 rebateShare,uint256 minersAtHalf,uint256 regulatorGain,uint256 environmentFloor,uint256 shareThreshold,uint256 sharePower,uint256 siteBonus)";

    // ── Vectors ─────────────────────────────────────────────────────────────

    function test_EmissionPowersEqualThoseOfTypeScript() external view {
        bytes memory data = _read(
            "$.powers",
            "PowerVector(uint256 exponent,uint256 base,uint256 power,uint256 exp2,uint256 exp,uint256 log2,uint256 pow)"
        );
        PowerVector[] memory vectors = abi.decode(data, (PowerVector[]));
        assertTrue(vectors.length >= 150, "enough vectors");
        for (uint256 i = 0; i < vectors.length; ++i) {
            PowerVector memory it = vectors[i];
            assertEq(exp2(UD60x18.wrap(it.exponent)).unwrap(), it.exp2, "power of two");
            assertEq(exp(UD60x18.wrap(it.exponent)).unwrap(), it.exp, "power of e");
            assertEq(log2(UD60x18.wrap(it.base)).unwrap(), it.log2, "binary logarithm");
            assertEq(pow(UD60x18.wrap(it.base), UD60x18.wrap(it.power)).unwrap(), it.pow, "power");
        }
    }

    function test_EmissionOfNodesEqualsThatOfTypeScript() external view {
        bytes memory data = _read(
            "$.nodes",
            string.concat(
                "NodeVector(EmissionNode node,EmissionEpoch epoch,EmissionParameters parameters,uint256 minerShare,uint256 regulator,uint256 environment,uint256 concentration,uint256 spread,uint256 emission,uint256 weight,uint256 rebate,uint256 budget,uint256 others,uint256 programme,uint256 available,uint256 payable)",
                EPOCH,
                NODE,
                PARAMETERS
            )
        );
        NodeVector[] memory vectors = abi.decode(data, (NodeVector[]));
        assertTrue(vectors.length >= 200, "enough vectors");
        for (uint256 i = 0; i < vectors.length; ++i) {
            _checkNode(vectors[i]);
        }
    }

    function test_EmissionLeavesOfTypeScriptAreProvenByOpenZeppelin() external {
        bytes memory data = _read(
            "$.leaves",
            "LeafVector(uint256 chainId,address emission,uint256 epoch,address provider,uint256 cumulative,bytes32 root,bytes32[] proof)"
        );
        LeafVector[] memory vectors = abi.decode(data, (LeafVector[]));
        assertTrue(vectors.length >= 30, "enough vectors");
        for (uint256 i = 0; i < vectors.length; ++i) {
            LeafVector memory it = vectors[i];
            vm.chainId(it.chainId);
            assertTrue(_isProven(it, it.emission, it.epoch, it.provider, it.cumulative), "its own leaf");
            assertTrue(!_isProven(it, it.emission, it.epoch, it.provider, it.cumulative + 1), "another amount");
            assertTrue(!_isProven(it, it.emission, it.epoch + 1, it.provider, it.cumulative), "another epoch");
            assertTrue(!_isProven(it, address(this), it.epoch, it.provider, it.cumulative), "another contract");
            assertTrue(!_isProven(it, it.emission, it.epoch, address(this), it.cumulative), "another provider");
            vm.chainId(it.chainId + 1);
            assertTrue(!_isProven(it, it.emission, it.epoch, it.provider, it.cumulative), "another chain");
        }
    }

    function test_EmissionChunksOfTypeScriptAreUnderTheirRoots() external {
        bytes memory data = _read(
            "$.chunks",
            string.concat(
                "ChunkVector(uint256 chainId,address emission,uint64 epoch,address provider,EmissionInputs inputs,bytes32 leaf,EmissionChunk chunk)",
                "EmissionChunk(uint32 index,uint128 sum,EmissionShare[] shares,EmissionStep[] path)",
                "EmissionInputs(uint128 before,bool isBonded,bool hasVerifiedTask,uint128 due,uint8 depth,bytes32 chunks)",
                NODE,
                "EmissionShare(bytes32 nodeId,EmissionNode node,uint256 programmes)",
                "EmissionStep(bytes32 sibling,uint128 siblingSum,uint128 sum)"
            )
        );
        ChunkVector[] memory vectors = abi.decode(data, (ChunkVector[]));
        assertTrue(vectors.length >= 5, "enough vectors");
        for (uint256 i = 0; i < vectors.length; ++i) {
            ChunkVector memory it = vectors[i];
            vm.chainId(it.chainId);
            assertTrue(this.isChunk(it, it.emission), "its own chunk");
            assertTrue(!this.isChunk(it, address(this)), "of another contract");
            assertTrue(this.inputsLeafOf(it) == it.leaf, "its own top");
            it.chunk.sum += 1;
            assertTrue(!this.isChunk(it, it.emission), "another sum");
            it.chunk.sum -= 1;
            it.chunk.index ^= 1;
            assertTrue(!this.isChunk(it, it.emission), "another place");
        }
    }

    function isChunk(ChunkVector calldata it, address emission) external view returns (bool) {
        bytes32 leaf = EmissionChunkLib.leafOf(emission, it.epoch, it.provider, it.chunk);
        return EmissionChunkLib.isUnder(it.inputs, leaf, it.chunk);
    }

    function inputsLeafOf(ChunkVector calldata it) external view returns (bytes32) {
        return EmissionLeafLib.inputsLeafOf(it.emission, it.epoch, it.provider, it.inputs);
    }

    /// @dev Compares this library's check of Merkle proofs with OpenZeppelin's, for right proofs and for proofs with
    /// one flipped bit.
    function testFuzz_ALeafIsUnderARootWhenOpenZeppelinSaysSo(bytes32 leaf, bytes32[] calldata proof, uint256 seed)
        external
        pure
    {
        bytes32 root = MerkleProof.processProofCalldata(proof, leaf);
        bytes32 bit = bytes32(1 << seed % 256);
        bytes memory before = abi.encode(leaf, proof);
        assertTrue(EmissionLeafLib.isUnder(root, leaf, proof), "its own root");
        assertTrue(!EmissionLeafLib.isUnder(root ^ bit, leaf, proof), "another root");
        assertTrue(!EmissionLeafLib.isUnder(root, leaf ^ bit, proof), "another leaf");
        if (proof.length > 0) {
            uint256 cut = seed % proof.length;
            assertTrue(!EmissionLeafLib.isUnder(root, leaf, proof[:cut]), "a sibling is missing");
            bytes32 from = MerkleProof.processProofCalldata(proof[:cut], leaf);
            assertTrue(EmissionLeafLib.isUnder(root, from, proof[cut:]), "from an inner node");
        }
        // The check must not overwrite memory that is in use.
        assertTrue(keccak256(before) == keccak256(abi.encode(leaf, proof)), "memory is as it was");
    }

    /// @dev Tests two corner cases of Merkle proofs: two siblings with equal hashes, and a tree with a single leaf.
    function test_ALeafIsItsOwnRootAndAPairOfEqualsHasOne() external view {
        assertTrue(this.isUnder(bytes32(uint256(7)), bytes32(uint256(7)), new bytes32[](0)), "itself");
        bytes32[] memory same = new bytes32[](1);
        same[0] = bytes32(uint256(7));
        bytes32 pair = keccak256(abi.encode(same[0], same[0]));
        assertTrue(this.isUnder(pair, same[0], same), "equals");
    }

    function isUnder(bytes32 root, bytes32 leaf, bytes32[] calldata proof) external pure returns (bool) {
        return EmissionLeafLib.isUnder(root, leaf, proof);
    }

    function _isProven(LeafVector memory it, address emission, uint256 epoch, address provider, uint256 cumulative)
        private
        view
        returns (bool)
    {
        bytes32 leaf = EmissionLeafLib.leafOf(emission, uint64(epoch), provider, uint128(cumulative));
        return MerkleProof.verify(it.proof, it.root, leaf);
    }

    function _checkNode(NodeVector memory it) private pure {
        EmissionParameters memory p = it.parameters;
        EmissionMath.checkParameters(p);
        assertEq(EmissionMath.minerShare(it.epoch.activeNodes, p.minersAtHalf), it.minerShare, "N");
        assertEq(EmissionMath.regulator(it.epoch.slope, p.regulatorGain), it.regulator, "R");
        assertEq(EmissionMath.environment(it.node.provenEnergy, p.environmentFloor), it.environment, "E");
        assertEq(
            EmissionMath.concentration(it.node.computeShare, p.shareThreshold, p.sharePower),
            it.concentration,
            "anti-concentration"
        );
        assertEq(EmissionMath.siteBonus(it.node.siteSquares, p.siteBonus), it.spread, "bonus of sites");
        (uint256 emission, uint256 weight) = EmissionMath.nodeEmission(it.node, it.epoch, p);
        assertEq(emission, it.emission, "T");
        assertEq(weight, it.weight, "weight in programmes");
        assertEq(EmissionMath.rebateOf(emission, it.node.burned, p.rebateShare), it.rebate, "rebate");
        uint256 part = EmissionMath.programmeShare(it.budget, weight, weight + it.others);
        assertEq(part, it.programme, "programme share");
        assertEq(
            EmissionMath.payableOf(it.rebate, it.rebate + it.others, it.available), it.payable_, "what is paid"
        );
    }

    // ── Properties ──────────────────────────────────────────────────────────

    function testFuzz_EmissionIsTheExactProductLessFourUnits(uint256[10] calldata random) external pure {
        uint256[10] memory f;
        f[0] = bound(random[0], 0, 1e6);
        // Shares in millionths have few digits. So their exact product fits a word of 32 bytes.
        for (uint256 i = 1; i < 10; ++i) {
            f[i] = bound(random[i], 0, 1e6);
        }
        uint256 sum = f[1] + f[2] + f[3] + f[4] + f[5] + f[6];
        uint256 exact = f[0] * 1e12 * sum * f[7] * f[8] * f[9] / 1e24;
        uint256 emission = EmissionMath.emissionOf(
            EmissionFactors({
                base: f[0] * 1e12,
                quality: f[1] * 1e12,
                contribution: f[2] * 1e12,
                history: f[3] * 1e12,
                stability: f[4] * 1e12,
                diversity: f[5] * 1e12,
                demand: f[6] * 1e12,
                minerShare: f[7] * 1e12,
                regulator: f[8] * 1e12,
                environment: f[9] * 1e12
            })
        );
        assertTrue(emission <= exact && exact < emission + 4, "exact but for rounding down");
    }

    function testFuzz_EmissionFallsAsAProviderGrowsPastTheThreshold(uint256 share, uint256 more) external pure {
        uint256 s = bound(share, 0.05e18, 0.999e18);
        uint256 t = bound(more, s + 1e12, 1e18);
        uint256 small = s * EmissionMath.concentration(s, 0.05e18, 1.5e18);
        uint256 large = t * EmissionMath.concentration(t, 0.05e18, 1.5e18);
        assertTrue(large < small, "more compute, less in total");
    }

    function test_EmissionAtTheEndsOfItsFactors() external pure {
        assertEq(EmissionMath.minerShare(0, 100), WAD, "N with no node");
        assertTrue(EmissionMath.minerShare(type(uint64).max, 100) > 0, "N with the most nodes");
        assertEq(EmissionMath.regulator(0, 20e18), WAD / 2, "R where demand is flat");
        assertTrue(EmissionMath.regulator(-1e18, 100e18) > 0, "R where demand stopped");
        assertTrue(EmissionMath.regulator(1e18, 100e18) < WAD, "R where demand doubled");
        assertEq(EmissionMath.environment(0, 0.8e18), 0.8e18, "E with no proof");
        assertEq(EmissionMath.environment(WAD, 0.8e18), WAD, "E with proof of everything");
        assertEq(EmissionMath.concentration(0.05e18, 0.05e18, 1.5e18), WAD, "exactly at the threshold");
        assertTrue(EmissionMath.concentration(0.06e18, 0.05e18, 1.5e18) < WAD, "above the threshold");
        assertEq(EmissionMath.siteBonus(WAD, 0.1e18), 0, "one site");
        assertEq(EmissionMath.programmeShare(1e18, 0, 0), 0, "a programme nobody earned in");
        EmissionFactors memory most =
            EmissionFactors(type(uint128).max, WAD, WAD, WAD, WAD, WAD, WAD, WAD, WAD, WAD);
        assertEq(EmissionMath.emissionOf(most), uint256(type(uint128).max) * 6, "every factor whole");
        most.regulator = 0;
        assertEq(EmissionMath.emissionOf(most), 0, "a factor that is nothing");
    }

    function test_RevertWhen_EmissionInputsPassTheirBounds() external {
        EmissionFactors memory factors = EmissionFactors(WAD, WAD, WAD, WAD, WAD, WAD, WAD + 1, WAD, WAD, WAD);
        bytes4 tooLarge = EmissionMath.EmissionMath_InputTooLarge.selector;
        vm.expectRevert(abi.encodeWithSelector(tooLarge, WAD + 1, WAD));
        this.emissionOf(factors);
        vm.expectRevert(abi.encodeWithSelector(EmissionMath.EmissionMath_SlopeOutOfRange.selector, int256(1e18 + 1)));
        this.regulator(1e18 + 1);
        EmissionParameters memory p =
            EmissionParameters(0.002e18, 0.8e18 + 1, 10_000, 20e18, 0.8e18, 0.05e18, 1.5e18, 0.1e18);
        vm.expectRevert(
            abi.encodeWithSelector(EmissionMath.EmissionMath_ParameterOutOfBounds.selector, 0.8e18 + 1, 0, 0.8e18)
        );
        this.checkParameters(p);
    }

    function emissionOf(EmissionFactors memory factors) external pure returns (uint256) {
        return EmissionMath.emissionOf(factors);
    }

    function regulator(int256 slope) external pure returns (uint256) {
        return EmissionMath.regulator(slope, 20e18);
    }

    function checkParameters(EmissionParameters memory parameters) external pure {
        EmissionMath.checkParameters(parameters);
    }

    function _read(string memory key, string memory typeDescription) private view returns (bytes memory) {
        return json.parseJsonTypeArray(
            json.readFile("../packages/domain/vectors/emission.json"), key, typeDescription
        );
    }
}
