// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestContractAccount} from "./TestContractAccount.sol";

/// @title Creates test accounts at addresses that are known in advance (ERC-6492)
contract TestAccountFactory {
    /// @notice Creates an account, or returns it if it exists.
    function create(address first, address second, bytes32 salt) external returns (address account) {
        account = addressOf(first, second, salt);
        if (account.code.length == 0) account = address(new TestContractAccount{salt: salt}(first, second));
    }

    /// @notice The address that the account of these two owners has, or will have once it is created.
    function addressOf(address first, address second, bytes32 salt) public view returns (address) {
        bytes memory code = abi.encodePacked(type(TestContractAccount).creationCode, abi.encode(first, second));
        return address(uint160(uint256(keccak256(abi.encodePacked(bytes1(0xff), address(this), salt, keccak256(code))))));
    }
}
