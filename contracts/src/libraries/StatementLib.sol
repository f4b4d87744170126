// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    CreditStatement,
    FraudStatement,
    LossStatement,
    NodeStatement,
    OutageStatement
} from "../types/AttestationsTypes.sol";

/// @title Leaves of attested trees
/// @notice Every leaf contains its kind and is hashed twice, so that no statement is valid as another kind, and no
/// inner node as a leaf.
library StatementLib {
    bytes32 internal constant NODE = "Node";
    bytes32 internal constant OUTAGE = "Outage";
    bytes32 internal constant CREDIT = "Credit";
    bytes32 internal constant LOSS = "Loss";
    bytes32 internal constant FRAUD = "Fraud";

    /// @dev Hashes the kind and the three words of the statement as they are in the call. The result is that of
    /// abi.encode, which costs more, and one transaction hashes a hundred of these. A word with bits outside its type
    /// has another hash, so it is in no attested tree.
    function leafOf(NodeStatement calldata statement) internal pure returns (bytes32 leaf) {
        bytes32 kind = NODE;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, kind)
            calldatacopy(add(free, 0x20), statement, 0x60)
            mstore(0, keccak256(free, 0x80))
            leaf := keccak256(0, 0x20)
        }
    }

    function leafOf(OutageStatement calldata statement) internal pure returns (bytes32) {
        return _twice(abi.encode(OUTAGE, statement));
    }

    function leafOf(CreditStatement calldata statement) internal pure returns (bytes32) {
        return _twice(abi.encode(CREDIT, statement));
    }

    function leafOf(LossStatement calldata statement) internal pure returns (bytes32) {
        return _twice(abi.encode(LOSS, statement));
    }

    function leafOf(FraudStatement calldata statement) internal pure returns (bytes32) {
        return _twice(abi.encode(FRAUD, statement));
    }

    function _twice(bytes memory encoded) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(encoded)));
    }
}
