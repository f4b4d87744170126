// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CalendarLib} from "../../src/libraries/CalendarLib.sol";
import {FeeLib} from "../../src/libraries/FeeLib.sol";
import {LeaseLib} from "../../src/libraries/LeaseLib.sol";
import {OrderLib} from "../../src/libraries/OrderLib.sol";
import {AutoExtend, LeaseHead, LeaseSlot, LeaseTerms, SessionLimits} from "../../src/types/MarketTypes.sol";
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

struct CalendarVector {
    uint256 word;
    uint256 from;
    uint256 to;
    uint256 mask;
    uint256 gpus;
    uint256 capacity;
    bool ok;
    uint256 next;
}

struct FeeVector {
    uint256 amount;
    uint256 feeBps;
    uint256 fee;
}

struct LeaseVector {
    uint256 leaseId;
    LeaseTerms terms;
    uint256 termsHash;
    bytes32 leaseKey;
    uint256 readyDelay;
    uint256 endOffset;
    uint256 credit;
    uint256 now;
    uint256 escrow;
    uint256 billableSeconds;
    uint256 vestedSeconds;
    uint256 pay;
    uint256 fee;
    uint256 refund;
    uint256 cancelSeconds;
}

struct TrialVector {
    uint256 askTrialSeconds;
    uint256 durationSeconds;
    bool cluster;
    uint256 trialSeconds;
}

struct MessageVector {
    string kind;
    uint256[] words;
    bytes32 structHash;
}

/// @dev Compares the libraries with the test vectors that packages/domain calculates with its TypeScript versions.
contract VectorsTest is Assertions {
    JsonVm private constant json = JsonVm(address(vm));
    string private constant TERMS =
        "LeaseTerms(address renter,address provider,bytes32 node,bytes32 hostKey,uint96 pricePerGpuSecond,uint8 gpus,uint40 start,uint32 durationSeconds,uint32 noticeSeconds,uint32 trialSeconds,uint16 feeBps,uint8 flags,uint64 askNonce,uint32 askMaxDurationSeconds,uint40 askAvailableUntil,bytes32 workloadHash)";

    function test_CalendarWordsEqualThoseOfTypeScript() external view {
        CalendarVector[] memory vectors = abi.decode(
            _read(
                "calendar",
                "CalendarVector(uint256 word,uint256 from,uint256 to,uint256 mask,uint256 gpus,uint256 capacity,bool ok,uint256 next)"
            ),
            (CalendarVector[])
        );
        assertTrue(vectors.length >= 200, "enough vectors");
        for (uint256 i = 0; i < vectors.length; ++i) {
            CalendarVector memory it = vectors[i];
            assertEq(CalendarLib.maskOf(it.from, it.to), it.mask, "mask");
            (bool ok, uint256 next) = CalendarLib.book(it.word, it.mask, it.gpus, it.capacity);
            assertTrue(ok == it.ok, "free or taken");
            assertEq(ok ? next : it.word, it.next, "word");
        }
    }

    function test_FeesEqualThoseOfTypeScript() external view {
        FeeVector[] memory vectors =
            abi.decode(_read("fees", "FeeVector(uint256 amount,uint256 feeBps,uint256 fee)"), (FeeVector[]));
        assertTrue(vectors.length >= 100, "enough vectors");
        for (uint256 i = 0; i < vectors.length; ++i) {
            assertEq(FeeLib.feeUp(vectors[i].amount, vectors[i].feeBps), vectors[i].fee, "fee");
        }
    }

    function test_LeaseAmountsEqualThoseOfTypeScript() external view {
        bytes memory data = _read(
            "lease",
            string.concat(
                "LeaseVector(uint256 leaseId,LeaseTerms terms,uint256 termsHash,bytes32 leaseKey,uint256 readyDelay,uint256 endOffset,uint256 credit,uint256 now,uint256 escrow,uint256 billableSeconds,uint256 vestedSeconds,uint256 pay,uint256 fee,uint256 refund,uint256 cancelSeconds)",
                TERMS
            )
        );
        LeaseVector[] memory vectors = abi.decode(data, (LeaseVector[]));
        assertTrue(vectors.length >= 100, "enough vectors");
        for (uint256 i = 0; i < vectors.length; ++i) {
            _checkLease(vectors[i]);
        }
    }

    function test_SignedMessagesEqualThoseOfTypeScript() external view {
        bytes memory data =
            _read("messages", "MessageVector(string kind,uint256[] words,bytes32 structHash)");
        MessageVector[] memory vectors = abi.decode(data, (MessageVector[]));
        assertTrue(vectors.length >= 120, "enough vectors");
        for (uint256 i = 0; i < vectors.length; ++i) {
            bytes32 hashed = _hashOf(vectors[i].kind, vectors[i].words);
            assertTrue(hashed == vectors[i].structHash, vectors[i].kind);
        }
    }

    /// @notice External, because OrderLib reads the head of a lease from calldata.
    function hashReady(uint256 leaseId, uint40 signedAt, LeaseHead calldata head) external pure returns (bytes32) {
        return OrderLib.hashReady(leaseId, signedAt, head);
    }

    function test_TrialsEqualThoseOfTypeScript() external view {
        TrialVector[] memory vectors = abi.decode(
            _read(
                "trials",
                "TrialVector(uint256 askTrialSeconds,uint256 durationSeconds,bool cluster,uint256 trialSeconds)"
            ),
            (TrialVector[])
        );
        assertTrue(vectors.length >= 100, "enough vectors");
        for (uint256 i = 0; i < vectors.length; ++i) {
            TrialVector memory it = vectors[i];
            assertEq(LeaseLib.trialOf(it.askTrialSeconds, it.durationSeconds, it.cluster), it.trialSeconds, "trial");
        }
    }

    function _hashOf(string memory kind, uint256[] memory w) private view returns (bytes32) {
        bytes32 name = keccak256(bytes(kind));
        if (name == keccak256("Ready") || name == keccak256("End") || name == keccak256("CancelLease")) {
            return _hashOrdinary(name, w);
        }
        if (name == keccak256("Extend")) {
            return OrderLib.hashExtend(w[0], bytes32(w[1]), uint40(w[2]), uint96(w[3]), uint40(w[4]));
        }
        if (name == keccak256("AutoExtend")) {
            AutoExtend memory order = AutoExtend(
                w[0], bytes32(w[1]), uint32(w[2]), uint32(w[3]), uint96(w[4]), uint64(w[5]), uint40(w[6])
            );
            return OrderLib.hashAutoExtend(order);
        }
        if (name == keccak256("EndByProvider")) return OrderLib.hashEndByProvider(w[0], bytes32(w[1]), uint40(w[2]));
        if (name == keccak256("NoShow")) return OrderLib.hashNoShow(w[0], bytes32(w[1]), uint40(w[2]));
        if (name == keccak256("TransferLease")) {
            return OrderLib.hashTransferLease(
                w[0], bytes32(w[1]), _address(w[2]), uint96(w[3]), uint64(w[4]), uint40(w[5])
            );
        }
        return _hashOfAccount(name, w);
    }

    function _hashOrdinary(bytes32 name, uint256[] memory w) private view returns (bytes32) {
        if (name == keccak256("Ready")) {
            return this.hashReady(w[0], uint40(w[4]), LeaseHead(_address(w[1]), bytes32(w[2]), uint40(w[3])));
        }
        if (name == keccak256("End")) return OrderLib.hashEnd(w[0], bytes32(w[1]), w[2] == 1, uint40(w[3]));
        return OrderLib.hashCancelLease(w[0], bytes32(w[1]), uint40(w[2]));
    }

    /// @dev Checks the hashes of messages that name an account but no lease.
    function _hashOfAccount(bytes32 name, uint256[] memory w) private pure returns (bytes32) {
        if (name == keccak256("Deposit")) {
            return OrderLib.hashDeposit(_address(w[0]), w[1], uint96(w[2]), uint64(w[3]), uint40(w[4]));
        }
        if (name == keccak256("Withdraw")) {
            return OrderLib.hashWithdraw(
                _address(w[0]), w[1], _address(w[2]), uint96(w[3]), uint64(w[4]), uint40(w[5])
            );
        }
        if (name == keccak256("Authorize")) {
            SessionLimits memory limits = SessionLimits(uint64(w[2]), uint64(w[3]), uint40(w[4]));
            return OrderLib.hashAuthorize(
                _address(w[0]), _address(w[1]), limits, uint96(w[5]), uint64(w[6]), uint40(w[7])
            );
        }
        if (name == keccak256("Revoke")) {
            return OrderLib.hashRevoke(_address(w[0]), _address(w[1]), uint96(w[2]), uint64(w[3]), uint40(w[4]));
        }
        if (name == keccak256("CancelAsk")) {
            return OrderLib.hashCancelAsk(_address(w[0]), uint96(w[1]), uint64(w[2]), uint40(w[3]));
        }
        if (name == keccak256("CancelBid")) {
            return OrderLib.hashCancelBid(_address(w[0]), uint96(w[1]), uint64(w[2]), uint40(w[3]));
        }
        if (name == keccak256("RaiseFloor")) {
            return OrderLib.hashRaiseFloor(_address(w[0]), uint96(w[1]), uint64(w[2]), uint40(w[3]));
        }
        revert("a kind of message that OrderLib does not know");
    }

    function _address(uint256 word) private pure returns (address) {
        return address(uint160(word));
    }

    function _checkLease(LeaseVector memory it) private pure {
        LeaseTerms memory terms = it.terms;
        LeaseSlot memory slot;
        slot.readyDelay = uint16(it.readyDelay);
        slot.endOffset = uint24(it.endOffset);
        slot.credit = uint24(it.credit);
        assertEq(LeaseLib.hashTerms(it.leaseId, terms), it.termsHash, "terms hash");
        assertTrue(LeaseLib.leaseKeyOf(it.leaseId, terms) == it.leaseKey, "lease key");
        uint256 rate = LeaseLib.rateOf(terms);
        uint256 most = rate * terms.durationSeconds;
        assertEq(most + FeeLib.feeUp(most, terms.feeBps), it.escrow, "escrow");
        uint256 billable = LeaseLib.billableAt(terms, slot, it.now);
        assertEq(billable, it.billableSeconds, "billable seconds");
        assertEq(LeaseLib.vestedAt(terms, slot, it.now), it.vestedSeconds, "vested seconds");
        assertEq(rate * billable, it.pay, "pay");
        assertEq(FeeLib.feeUp(it.pay, terms.feeBps), it.fee, "fee");
        assertEq(it.escrow - it.pay - it.fee, it.refund, "refund");
        assertEq(LeaseLib.noticeOwed(terms, it.now), it.cancelSeconds, "seconds of notice");
    }

    function _read(string memory name, string memory typeDescription) private view returns (bytes memory) {
        string memory file = json.readFile(string.concat("../packages/domain/vectors/", name, ".json"));
        return json.parseJsonTypeArray(file, "$", typeDescription);
    }
}
