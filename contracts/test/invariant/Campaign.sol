// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Assertions} from "../fixtures/Assertions.sol";

/// @dev An invariant campaign with one handler: the runner calls random actions of the handler, and checks the
/// invariants after each.
abstract contract Campaign is Assertions {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    /// @notice Returns the only contract that the runner calls.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = _handlerAddress();
    }

    /// @notice Returns the functions that the runner calls.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(_handlerAddress(), _selectors());
    }

    /// @dev Calls `count` actions in a sequence that depends only on `name`, and checks the invariants after every 50.
    function _play(string memory name, uint256 count) internal {
        bytes4[] memory selectors = _selectors();
        for (uint256 seed = 1; seed <= count; ++seed) {
            uint256 word = uint256(keccak256(abi.encode(name, seed)));
            bytes memory call = abi.encodeWithSelector(selectors[word % selectors.length], word / selectors.length);
            (bool done,) = _handlerAddress().call(call);
            assertTrue(done, "no call of the handler reverts");
            if (seed % 50 == 0) _check();
        }
    }

    function _handlerAddress() internal view virtual returns (address);

    /// @dev Returns the actions of the handler. A frequent action is in the list several times.
    function _selectors() internal pure virtual returns (bytes4[] memory);

    function _check() internal view virtual;
}
