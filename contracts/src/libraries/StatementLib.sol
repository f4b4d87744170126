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

    function leafOf(NodeStatement calldata statement) internal pure returns (bytes32) {
        return _twice(abi.encode(NODE, statement));
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
