// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

contract DeployTest is MarketFixture {
    function test_DeploysWithAnAnnexOfItsOwn() external {
        address annex = _create("MarketAnnex", abi.encode(ptoken, directory));
        assertTrue(_deploys(annex), "deployed");
    }

    /// @dev The Market runs the code of its annex on its own storage. So it must refuse an annex that was made for
    /// another token or another Directory.
    function test_RevertWhen_TheAnnexIsAnothers() external {
        assertTrue(!_deploys(_create("MarketAnnex", abi.encode(stable, directory))), "another token");
        assertTrue(!_deploys(_create("MarketAnnex", abi.encode(ptoken, stable))), "another directory");
    }

    function _deploys(address annex) private returns (bool) {
        bytes memory code =
            abi.encodePacked(vm.getCode("Market.sol:Market"), abi.encode(ptoken, directory, annex));
        address created;
        assembly ("memory-safe") {
            created := create(0, add(code, 32), mload(code))
        }
        return created != address(0);
    }
}
