// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The packed rows of a proven settlement, and the polynomial that connects them with their proof
/// @notice Pure. A row has three elements: payer, key, and serial, seq and claim in one number. The last two elements
/// of a batch are its domain (`IServiceLedger.provenDomainOf`) and its service. The circuit calculates the same
/// polynomial from its own elements. Equal values at a point that depends on both sides' elements mean equal elements.
/// packages/proven/src/provenRows.ts calculates the same.
/// @dev `at` is the position of a row in calldata.
library ProvenRowsLib {
    uint256 internal constant ROW_BYTES = 59;
    /// @dev The order of the curve's scalar field. Every number in a proof is below it.
    uint256 internal constant FIELD = 21888242871839275222246405745257275088548364400416034343698204186575808495617;

    /// @notice Reads a row. Its fields and their sizes in bytes: payer (20), key (20), serial (3), seq (4), claim (12).
    function readRow(uint256 at)
        internal
        pure
        returns (address payer, address key, uint24 serial, uint32 seq, uint256 claim)
    {
        assembly ("memory-safe") {
            payer := shr(96, calldataload(at))
            key := shr(96, calldataload(add(at, 20)))
            serial := shr(232, calldataload(add(at, 40)))
            seq := shr(224, calldataload(add(at, 43)))
            claim := shr(160, calldataload(add(at, 47)))
        }
    }

    /// @notice Returns the point at which both sides evaluate their polynomials. It depends on the rows, the domain and
    /// the service of both sides, so nobody can choose them for a point.
    function pointOf(uint256 rowsHash, uint256 domain, bytes20 service, bytes calldata rows)
        internal
        pure
        returns (uint256 point)
    {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, rowsHash)
            mstore(add(free, 0x20), domain)
            mstore(add(free, 0x40), shr(96, service))
            calldatacopy(add(free, 0x60), rows.offset, rows.length)
            point := mod(keccak256(free, add(0x60, rows.length)), FIELD)
        }
    }

    /// @notice Returns the value of the polynomial of rows, domain and service: the first element has the highest power.
    /// So zero rows before the first one change nothing, and a batch can be smaller than its circuit.
    function valueAt(uint256 point, uint256 domain, bytes20 service, bytes calldata rows)
        internal
        pure
        returns (uint256 value)
    {
        assembly ("memory-safe") {
            let field := FIELD
            let end := add(rows.offset, rows.length)
            for { let at := rows.offset } lt(at, end) { at := add(at, ROW_BYTES) } {
                value := addmod(mulmod(value, point, field), shr(96, calldataload(at)), field)
                value := addmod(mulmod(value, point, field), shr(96, calldataload(add(at, 20))), field)
                value := addmod(mulmod(value, point, field), shr(104, calldataload(add(at, 40))), field)
            }
            value := addmod(mulmod(value, point, field), domain, field)
            value := addmod(mulmod(value, point, field), shr(96, service), field)
        }
    }
}
