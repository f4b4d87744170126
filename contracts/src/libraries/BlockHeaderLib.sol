// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Fields of a block header in RLP
/// @notice The caller compares the hash of the header with a hash that it knows. So the fields are those of a real
/// block, and a header that cannot be read belongs to no block.
library BlockHeaderLib {
    uint256 private constant NUMBER_FIELD = 8;
    uint256 private constant TIMESTAMP_FIELD = 11;

    struct BlockHeader {
        bytes32 parentHash;
        uint256 number;
        uint256 timestamp; // unix seconds
    }

    error BlockHeaderLib_Unreadable();

    /// @notice Reads the hash of the parent, the number and the time of a block.
    function read(bytes calldata header) internal pure returns (BlockHeader memory result) {
        uint256 offset = _listStart(header);
        for (uint256 field = 0; field <= TIMESTAMP_FIELD; ++field) {
            (uint256 start, uint256 size) = _item(header, offset);
            if (field == 0) {
                if (size != 32) revert BlockHeaderLib_Unreadable();
                result.parentHash = bytes32(header[start:start + 32]);
            }
            if (field == NUMBER_FIELD) result.number = _toNumber(header, start, size);
            if (field == TIMESTAMP_FIELD) result.timestamp = _toNumber(header, start, size);
            offset = start + size;
        }
    }

    /// @dev Returns the offset at which the list's items start. A header is an RLP list of more than 55 bytes: the byte
    /// 0xf7 plus the size of its length, then its length.
    function _listStart(bytes calldata header) private pure returns (uint256) {
        if (header.length == 0 || uint8(header[0]) < 0xf8) revert BlockHeaderLib_Unreadable();
        return 1 + uint8(header[0]) - 0xf7;
    }

    /// @dev Returns where the bytes of an item start, and how many they are.
    function _item(bytes calldata header, uint256 offset) private pure returns (uint256 start, uint256 size) {
        if (offset >= header.length) revert BlockHeaderLib_Unreadable();
        uint256 prefix = uint8(header[offset]);
        if (prefix < 0x80) {
            (start, size) = (offset, 1);
        } else if (prefix < 0xb8) {
            (start, size) = (offset + 1, prefix - 0x80);
        } else if (prefix < 0xc0) {
            start = offset + 1 + prefix - 0xb7;
            size = _toNumber(header, offset + 1, prefix - 0xb7);
        } else {
            revert BlockHeaderLib_Unreadable();
        }
        if (start + size > header.length) revert BlockHeaderLib_Unreadable();
    }

    function _toNumber(bytes calldata header, uint256 start, uint256 size) private pure returns (uint256 number) {
        if (size > 8 || start + size > header.length) revert BlockHeaderLib_Unreadable();
        for (uint256 i = start; i < start + size; ++i) {
            number = number << 8 | uint8(header[i]);
        }
    }
}
