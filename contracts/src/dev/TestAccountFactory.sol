// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestContractAccount} from "./TestContractAccount.sol";

/// @title Makes test accounts at addresses that are known before (ERC-6492)
contract TestAccountFactory {
    /// @notice Makes an account, or returns an existing one.
    function create(address first, address second, bytes32 salt) external returns (address account) {
        account = addressOf(first, second, salt);
        if (account.code.length == 0) account = address(new TestContractAccount{salt: salt}(first, second));
    }

    /// @notice The present or future address of these owners' account.
    function addressOf(address first, address second, bytes32 salt) public view returns (address) {
        bytes memory code = abi.encodePacked(type(TestContractAccount).creationCode, abi.encode(first, second));
        return address(uint160(uint256(keccak256(abi.encodePacked(bytes1(0xff), address(this), salt, keccak256(code))))));
    }
}
